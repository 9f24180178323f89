"""What nobody honest would send: no answer is a 5xx, nothing is half done, and nothing lands in the log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from course.models import Person
from course.people.cohorts import CohortCard
from course.people.links import make_instructor_link
from course.people.sessions import open_session
from tests.fixtures.people import School
from tests.header_checks import HEADER_RULES
from tests.material.garden import GARDEN, SOIL

HOSTILE = (
    b"",
    b"a\0b",
    b"\xff\xed\xa0\x80",
    b"-1",
    b"2147483648",
    b"99999999999999999999",
    b"9" * 5000,
    "\u0663\u00b2".encode(),
    b"http://[",
    b"//evil.example\r\nX-Evil: 1",
    b"'\"><script>alert(1)</script>{{7*7}}%s%(x)s",
    ("\u0390" * 120 + "@\u202e\u0958").encode(),
)
IN_PATHS = (*HOSTILE[1:3], HOSTILE[8], HOSTILE[10])
PAGE = {"next": "/account", "only": "missed", "page": "1"}
ACCOUNT = {"name": "Eve", "email": "eve@example.org", "password": "long enough", "next": "/", "bring_along": "y"}
SHARED = {"cohort": "x", "submission_key": "k", "base": "1"}
WRITTEN = {"submission_key": "k", "base": "0", "device": "d", "field-text": "Loam."}
SENT: Mapping[str, Mapping[str, str]] = {
    "account.sign_up": ACCOUNT,
    "account.submit_sign_in": ACCOUNT,
    "account.become_instructor": ACCOUNT,
    "instructor.make_cohort": {"name": "Spring", "course": GARDEN, "submission_key": "k"},
    "learner.answer_question": {
        "submission_key": "k",
        "revision": "1",
        "answer": "x",
        "answer-x": "x",
        "confidence": "sure",
    },
    "learner.write": WRITTEN,
    "learner.autosave": WRITTEN,
    "learner.share": SHARED,
    "learner.take_share_back": SHARED,
    "public.join": {"name": "Eve"},
}
"""What an honest form sends, by endpoint; an endpoint that is not here takes no field."""
OF_NOBODY = {"account.sign_up", "account.submit_sign_in", "account.become_instructor", "public.join"}
HEADERS = ("Origin", "Host", "Referer", "Cookie", "Sec-Fetch-Site", "X-Fragment", "Content-Type", "X-Forwarded-For")


@dataclass(frozen=True, slots=True)
class Request:
    """One request, and whether somebody who is signed in sends it."""

    method: str
    path: str
    body: str = ""
    signed_in: bool = True
    header: tuple[str, str] | None = None


@pytest.fixture
def lenient_app(app: Flask) -> Flask:
    """Answers as in production; the gate is open, so that what is sent reaches what stands behind it."""
    app.config.update(PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    return app


def test_no_value_in_any_place_of_any_request_is_a_server_error(
    lenient_app: Flask, school: School, ines: int, cohort: CohortCard, ada: int, caplog: pytest.LogCaptureFixture
) -> None:
    school.enrol(ines)
    names = _names(school, cohort, ada)
    client = lenient_app.test_client()
    requests = [*_in_paths(lenient_app, names), *_in_queries(names), *_in_bodies(lenient_app, names), *_in_headers()]
    assert 400 < len(requests) < 800
    answers = [(request, _send(client, school, ines, request)) for request in requests]
    assert [request for request, answer in answers if answer.status_code >= 500] == []
    assert [request for request, answer in answers if _is_harmful(answer)] == []
    assert "Traceback" not in caplog.text


def _names(school: School, cohort: CohortCard, ada: int) -> dict[str, str]:
    with school.database.writing() as session:
        learner = session.execute(select(Person.public_id).where(Person.id == ada)).scalar_one()
        token = make_instructor_link(session, now=school.now)
    found = {"course": GARDEN, "lesson": SOIL, "question": "holds-water", "prompt": "my-earth"}
    return found | {"cohort": cohort.public_id, "learner": learner, "code": cohort.join_code, "token": token}


def _in_paths(app: Flask, names: Mapping[str, str]) -> Iterator[Request]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            for argument in rule.arguments:
                for value in IN_PATHS:
                    yield Request(method, _path(rule.rule, {**names, argument: quote(value, safe="")}))


def _in_queries(names: Mapping[str, str]) -> Iterator[Request]:
    for rule in ("/login", "/teach/<cohort>", "/courses/<course>/lessons/<lesson>"):
        for name in PAGE:
            for value in HOSTILE:
                yield Request("GET", f"{_path(rule, names)}?{name}={quote(value)}", signed_in=rule != "/login")


def _in_bodies(app: Flask, names: Mapping[str, str]) -> Iterator[Request]:
    for rule in app.url_map.iter_rules():
        honest = SENT.get(rule.endpoint, {})
        for name in honest:
            for value in HOSTILE:
                fields = {**{each: quote(text) for each, text in honest.items()}, name: quote(value)}
                body = "&".join(f"{each}={text}" for each, text in fields.items())
                yield Request("POST", _path(rule.rule, names), body, signed_in=rule.endpoint not in OF_NOBODY)


def _in_headers() -> Iterator[Request]:
    for name in HEADERS:
        for value in ("", "null", "http://[", "a b", "\xff", "multipart/form-data; boundary=\xff", "9" * 5000):
            yield Request("POST", f"/courses/{GARDEN}/start", "a=b", signed_in=False, header=(name, value))


def _is_harmful(answer: TestResponse) -> bool:
    faults = [fault for rule in HEADER_RULES for fault in rule(answer)]
    return bool(faults) or "X-Evil" in answer.headers or "<script>alert" in answer.text


def _path(rule: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        rule = rule.replace(f"<{name}>", value)
    return rule


def _send(client: FlaskClient, school: School, person: int, request: Request) -> TestResponse:
    client.delete_cookie("session")
    if request.signed_in:
        _sign_in(client, school, person)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} | dict([request.header] if request.header else [])
    return client.open(request.path, method=request.method, data=request.body, headers=headers, buffered=True)


def _sign_in(client: FlaskClient, school: School, person: int) -> None:
    with school.database.writing() as session:
        token = open_session(session, person, now=school.now)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
