"""What nobody honest would send: no answer is a 5xx, nothing is half done, and nothing lands in the log."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from course.learning.enrolment import is_enrolled, lock_enrolment
from course.learning.responses import record_response, shown_question
from course.leaving.merging import merge_guest
from course.models import GatePass, Person
from course.people.cohorts import CohortCard
from course.people.links import make_instructor_link
from course.people.sessions import open_session
from quizzes.kinds import SingleChoice
from quizzes.option_order import opaque_id
from tests.fixtures.people import NOON, PASSWORD, School
from tests.header_checks import HEADER_RULES
from tests.material.garden import GARDEN, SOIL, WATER
from tests.visitor import Visitor

HOSTILE = (
    b"",
    b"a\0b",
    b"\xff\xed\xa0\x80",
    b"-1",
    b"2147483648",
    b"99999999999999999999",
    b"9" * 400,
    b"9" * 5000,
    "\u0663\u00b2".encode(),
    b"http://[",
    b"//evil.example\r\nX-Evil: 1",
    b"'\"><script>alert(1)</script>{{7*7}}%s%(x)s",
    ("\u0390" * 120 + "@\u202e\u0958").encode(),
)
IN_PATHS = (*HOSTILE[1:3], HOSTILE[9], HOSTILE[11])
PAGE = {"next": "/account", "only": "missed", "page": "1", "name": "Ada", "after": "x"}
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
    "account.change_details": {"name": "Eve", "time_zone": "UTC", "language": "en"},
    "account.submit_email": {"email": "eve@example.org", "password_now": PASSWORD},
    "account.submit_password": {"password": "long enough", "password_now": PASSWORD},
    "account.end_session": {"session": "x"},
    "account.allow_mail": {"kind": "check-in"},
    "account.delete_account": {"password_now": "not it"},
    "account.submit_forgotten": {"email": "eve@example.org"},
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
    assert 400 < len(requests) < 2000
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
    runs = answer.mimetype == "text/html" and "<script>alert" in answer.text
    return bool(faults) or runs or "X-Evil" in answer.headers


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


def test_token_of_a_session_that_was_not_committed_does_not_reach_the_browser(
    lenient_app: Flask, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A guest has nothing but this cookie: what they wrote would be lost with it."""
    guest = Visitor(lenient_app)
    guest.get(f"/courses/{GARDEN}")
    guest.submit("/start")
    monkeypatch.setattr("web.account.accounts.flash", _fail)
    sent = guest.post("/signup", ACCOUNT)
    monkeypatch.undo()

    assert sent.status_code == 500
    assert guest.get("/account").h1 == "Your account"
    assert school.count("person", "email IS NOT NULL") == 0


def test_failed_write_gives_the_next_writer_their_turn(
    lenient_app: Flask, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.learner.course_page.redirect", _fail)
    assert Visitor(lenient_app).post(f"/courses/{GARDEN}/start", {}).status_code == 500
    monkeypatch.undo()

    assert Visitor(lenient_app).post(f"/courses/{GARDEN}/start", {}).status_code == 303
    assert school.count("person") == 1


def _fail(*_given: object) -> None:
    raise ZeroDivisionError


def test_error_of_the_database_does_not_name_what_was_to_be_written(school: School, ada: int) -> None:
    with pytest.raises(IntegrityError) as caught, school.database.writing() as session:
        session.execute(insert(GatePass).values(person_id=ada, course_id=0, lesson_key="my boss", passed_at_utc=NOON))

    assert "my boss" not in str(caught.value)


def test_refused_sign_up_leaves_nobody_behind(lenient_app: Flask, school: School, ada: int) -> None:
    sent = Visitor(lenient_app).post("/signup", {**ACCOUNT, "email": "ADA@example.org"})

    assert sent.status_code == 422
    assert school.count("person") == 1


def test_visit_does_not_lead_to_its_guest_for_long(school: School) -> None:
    """Who saw a cookie before "Start", or planted it, must not come in as the guest it became."""
    first = school.guest("visit")
    again = school.guest("visit")
    school.now += timedelta(minutes=2)

    assert again == first
    assert school.guest("visit") != first


def test_number_of_a_person_who_is_gone_is_never_another_ones(school: School) -> None:
    """A request that began as a merged guest must not go on as a stranger."""
    gone = school.guest("gone")
    with school.database.writing() as session:
        session.execute(delete(Person).where(Person.id == gone))

    assert school.guest("new") != gone


def test_second_click_on_bringing_a_guest_along_brings_nothing_more(school: School, ada: int) -> None:
    guest = school.guest("visit")
    school.enrol(guest)
    for _ in range(2):
        with school.database.writing() as session:
            merge_guest(session, guest, ada, school.catalog, now=school.now)

    assert school.count("person") == 1


def test_answer_to_a_question_that_was_deleted_meanwhile_is_kept(lenient_app: Flask, school: School, ada: int) -> None:
    course = school.published().course
    lessons = [msgspec.structs.replace(each, questions=()) for each in course.modules[0].lessons]
    first = msgspec.structs.replace(course.modules[0], lessons=tuple(lessons))
    school.publish({GARDEN: msgspec.structs.replace(course, modules=(first, *course.modules[1:]))})
    client = lenient_app.test_client()
    _sign_in(client, school, ada)
    question = course.lessons[0].questions[0].question
    assert isinstance(question, SingleChoice)
    value = opaque_id(lenient_app.extensions["runway.secret"], question.id, question.options[0].id)
    address = f"/courses/{GARDEN}/lessons/{SOIL}/questions/holds-water"
    sent = client.post(
        address, data={"submission_key": "k", "revision": "1", "answer": value}, headers={"X-Fragment": "1"}
    )

    assert sent.status_code == 303
    assert school.count("response") == 1


def test_closed_lesson_shows_no_prompt(lenient_app: Flask, school: School, ada: int) -> None:
    client = lenient_app.test_client()
    _sign_in(client, school, ada)

    assert client.get(f"/courses/{GARDEN}/lessons/{WATER}/prompts/my-water").status_code == 404


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_static_files_refuse_with_all_headers(app: Flask, method: str) -> None:
    visitor = Visitor(app)
    style = next(each.get("href", "") for each in visitor.get("/").all("link") if each.get("rel") == "stylesheet")

    assert visitor.request(method, style).status_code == 405


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example", "http://[", "\\\\evil"]
)
def test_sign_in_leads_to_no_other_site(lenient_app: Flask, school: School, ada: int, target: str) -> None:
    sent = Visitor(lenient_app).post("/login", {"email": "ada@example.org", "password": PASSWORD, "next": target})

    assert sent.location == "/"


AT_ONCE = 6


@pytest.mark.parametrize(
    ("path", "fields", "signed_in", "table"),
    [
        ("/signup", ACCOUNT, False, "person WHERE email_key = 'eve@example.org'"),
        (f"/courses/{GARDEN}/start", {}, False, "person WHERE email_key IS NULL"),
        (f"/courses/{GARDEN}/start", {}, True, "enrolment"),
        ("/teach", {"name": "Fall", "course": GARDEN, "submission_key": "k"}, True, "cohort"),
    ],
    ids=["sign-up", "start-as-nobody", "start", "cohort"],
)
def test_the_same_form_many_times_at_once_has_one_effect(
    lenient_app: Flask, school: School, ines: int, path: str, fields: dict[str, str], signed_in: bool, table: str
) -> None:
    clients = [lenient_app.test_client() for _ in range(AT_ONCE)]
    if signed_in:
        _sign_in(clients[0], school, ines)
    clients[0].get("/login")
    same = clients[0].get_cookie("session")
    for client in clients[1:]:
        client.set_cookie("session", same.value if same else "")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda client: client.post(path, data=fields).status_code, clients))

    assert set(answers) <= {303, 422}
    assert school.count(*table.split(" WHERE ")) == 1


def test_merging_waits_for_what_the_guest_is_writing(school: School, ada: int) -> None:
    """Both at once, on PostgreSQL too: every answer is the member's in the end, or was never taken."""
    guest = school.guest("visit")
    school.enrol(guest)
    taken = []

    def answer(number: int) -> None:
        with school.database.writing() as session:
            published = school.published()
            lock_enrolment(session, guest, published.course_id)
            if is_enrolled(session, guest, published.course_id):
                shown = shown_question(session, published, "holds-water", 1)
                assert shown is not None
                record_response(session, guest, published, shown.answered(("clay",), key=f"{number}"), now=school.now)
                taken.append(number)

    def merge() -> None:
        with school.database.writing() as session:
            merge_guest(session, guest, ada, school.catalog, now=school.now)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        under_way = [pool.submit(answer, number) for number in range(AT_ONCE)]
        under_way.insert(2, pool.submit(merge))
        for each in under_way:
            each.result()

    assert school.count("person") == 1
    assert school.count("response", f"person_id = {ada}") == len(taken)
