"""Requests that nobody honest would send, to every address and parameter: no 5xx, no trace, none that is slow."""

import logging
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.fixtures.people import School
from tests.header_checks import HEADER_RULES
from tests.trust.amounts import amount, draw_seed, note_result
from tests.trust.cast import make_cast, open_school
from tests.trust.grammar import hostile_value
from tests.trust.walking import Found, Walker

pytestmark = pytest.mark.trust

REQUESTS = amount(2000, 200_000)
GENERATED = amount(200, 10_000)
A_CAST_LASTS = 1000
"""Requests, after which some have left, or are suspended: others come."""
SLOWEST_SECONDS = 2.0
"""Of processor time: what a request costs, not how long this machine let it wait."""
IN_QUERIES = (
    "next",
    "only",
    "page",
    "state",
    "name",
    "sort",
    "lesson",
    "cursor",
    "after",
    "limit",
    "answer",
    "revision",
    "form",
)
HEADERS = ("Origin", "Host", "Referer", "Cookie", "Sec-Fetch-Site", "X-Fragment", "Content-Type", "X-Forwarded-For",
           "Accept-Language", "User-Agent", "Authorization", "If-None-Match", "Range", "Content-Encoding")  # fmt: skip
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Hostile:
    """One request."""

    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, bytes] = field(default_factory=dict)


@pytest.fixture
def world(app: Flask, school: School) -> "World":
    app.config.update(PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    open_school(school)
    return World(app, school)


class World:
    """People with their sessions, and the forms and addresses that they know."""

    def __init__(self, app: Flask, school: School) -> None:
        self.app, self._school, self._casts = app, school, 0
        self.rules = sorted((each for each in app.url_map.iter_rules()), key=str)
        self.people: list[Walker] = []
        self.forms: dict[str, Found] = {}
        self.addresses: dict[str, str] = {}
        self.begin_again()

    def begin_again(self) -> None:
        """New people: what was sent may have ended the old ones' sessions or accounts."""
        cast = make_cast(self._school, self._casts)
        self._casts += 1
        self.people = list(cast.walkers(self.app, self._school).values())
        for walker in self.people:
            walker.come_in()
            walker.crawl()
            self.forms |= {each.endpoint: each for each in walker.forms.values()}
            self.addresses |= {walker.endpoint(page, "GET"): page for page in walker.seen}

    def send(self, chance: Random, hostile: Hostile) -> TestResponse:
        walker = chance.choice(self.people)
        cookie = walker.client.get_cookie("session")
        # As bytes would come over the network: a header is latin-1 to whoever reads it.
        headers = [(name, _header(value)) for name, value in hostile.headers.items()]
        answer = walker.client.open(
            hostile.path, method=hostile.method, data=hostile.body, headers=headers, buffered=True
        )
        if cookie is not None:
            walker.client.set_cookie("session", cookie.value)
        if "/login" in answer.headers.get("Location", ""):
            walker.come_in()  # else most of what follows would get no further than the door
        return answer


def _header(value: bytes) -> str:
    return value.decode("latin-1").replace("\r", " ").replace("\n", " ").replace("\0", " ")


def make_request(world: World, chance: Random, rule: Rule, value: bytes | None = None) -> Hostile:
    """A request to this address, honest but for one place: in the path, the query, a field, a header or the body."""
    method = chance.choice(sorted(rule.methods or {"GET"}))
    found, place = world.forms.get(rule.endpoint), chance.randrange(5)
    given = hostile_value(chance) if value is None else value
    path = _path(world, chance, rule, given if rule.arguments and place == 0 else None)
    headers: dict[str, bytes] = {"Content-Type": FORM.encode()}
    body = _body(chance, found, given if place in (0, 1) else None) if method == "POST" else b""
    if place == 2:
        path += f"?{chance.choice(IN_QUERIES)}={quote_from_bytes(given)}"
    if place == 3:
        headers[chance.choice(HEADERS)] = given
    if place == 4 and method == "POST":
        body = given
    return Hostile(method, path, body, headers)


def _path(world: World, chance: Random, rule: Rule, value: bytes | None) -> str:
    known = world.forms.get(rule.endpoint)
    honest = known.address if known else world.addresses.get(rule.endpoint, rule.rule)
    parts = honest.partition("?")[0].split("/")
    if value is not None:
        named = [place for place, part in enumerate(rule.rule.split("/")) if "<" in part and place < len(parts)]
        if named:
            parts[chance.choice(named)] = quote_from_bytes(value, safe="")
    return "/".join(parts) or "/"


def _body(chance: Random, found: Found | None, value: bytes | None) -> bytes:
    if found is None:
        return b"" if value is None else b"field=" + quote_from_bytes(value).encode()
    fields: list[tuple[str, bytes]] = [
        (each.name, (each.values or list(each.options.values()) or ["1"])[0].encode())
        for each in found.form.fields.values()
    ]
    if value is not None and fields:
        place = chance.randrange(len(fields))
        name = fields[place][0]
        fields[place] = (name, value)
        if chance.random() < 0.2:
            fields.insert(place, (name, hostile_value(chance)))
    return b"&".join(name.encode() + b"=" + quote_from_bytes(sent).encode() for name, sent in fields)


def harm(answer: TestResponse, seconds: float) -> str:
    """What is wrong with an answer, or nothing."""
    if answer.status_code >= 500:
        return f"answers {answer.status_code}"
    if faults := [fault for rule in HEADER_RULES for fault in rule(answer)]:
        return str(faults)
    if "X-Evil" in answer.headers or b"Traceback (most recent" in answer.data:
        return "says what it must not"
    if answer.mimetype == "text/html" and b"<script>alert" in answer.data:
        return "runs a script"
    return f"takes {seconds:.1f} s" if seconds > SLOWEST_SECONDS else ""


@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
def test_no_request_is_a_server_error_or_slow(
    world: World, caplog: pytest.LogCaptureFixture, database_kind: str
) -> None:
    number = draw_seed()
    chance, n = Random(number), REQUESTS // 2
    statuses: Counter[int] = Counter()
    slowest, at_the_door, harmful = 0.0, 0, []
    for count in range(n):
        if count % A_CAST_LASTS == A_CAST_LASTS - 1:
            world.begin_again()
        request = make_request(world, chance, world.rules[count % len(world.rules)])
        began = time.thread_time()
        answer = world.send(chance, request)
        took = time.thread_time() - began
        slowest = max(slowest, took)
        statuses[answer.status_code] += 1
        at_the_door += "/login" in answer.headers.get("Location", "")
        if wrong := harm(answer, took):
            harmful.append(f"{wrong}: {request} (seed {number})")
    assert harmful == []
    assert "Traceback" not in caplog.text
    assert at_the_door < n // 4, f"hardly anything got through: {at_the_door} were asked to sign in"
    note_result(
        f"hostile-requests-{database_kind}", n=n, seed=number, server_errors=0, traces=0,
        asked_to_sign_in=at_the_door, slowest_seconds=round(slowest, 3), statuses=dict(sorted(statuses.items())),
    )  # fmt: skip


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_no_value_that_hypothesis_finds_is_a_server_error(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    number = draw_seed()
    values = st.one_of(st.text().map(lambda each: each.encode("utf-8", "replace")), st.binary(max_size=200))
    sent = 0

    @seed(number)
    @settings(
        max_examples=GENERATED, deadline=None, database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )  # fmt: skip
    @given(values, st.sampled_from(world.rules), st.integers(0, 2**32))
    def send(value: bytes, rule: Rule, lot: int) -> None:
        nonlocal sent
        sent += 1
        if sent % A_CAST_LASTS == 0:
            world.begin_again()
        chance = Random(lot)
        began = time.thread_time()
        answer = world.send(chance, make_request(world, chance, rule, value))
        assert harm(answer, time.thread_time() - began) == ""

    send()
    assert "Traceback" not in caplog.text
    note_result("hostile-values-by-hypothesis", n=sent, seed=number, server_errors=0)


def test_harm_is_recognised(world: World) -> None:
    """The judge of the two tests above sees an error, a script, and what is slow."""
    answer = world.people[0].client.get("/", buffered=True)
    broken = world.people[0].client.get("/", buffered=True)
    broken.status_code = 500
    runs = world.people[0].client.get("/", buffered=True)
    runs.set_data(b"<script>alert(1)</script>")

    found: Sequence[str] = [harm(answer, 0), harm(broken, 0), harm(runs, 0), harm(answer, 3)]
    assert [bool(each) for each in found] == [False, True, True, True]
