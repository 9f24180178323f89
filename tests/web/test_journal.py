"""What a line of the journal tells, and what none ever does."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any

import msgspec
import pytest
from flask import Flask

from config import Settings
from course.people.tokens import hash_token
from tests.fixtures.databases import DatabaseKind
from tests.fixtures.people import PASSWORD, School
from tests.material.garden import GARDEN, SOIL
from tests.visitor import Visitor
from web.access import public
from web.journal import Journal

LESSON = f"/courses/{GARDEN}/lessons/{SOIL}"


@pytest.fixture
def database_kind() -> DatabaseKind:
    """What is told here does not depend on the database."""
    return "sqlite"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """What the server would write to its standard output."""
    file = io.BytesIO()
    monkeypatch.setattr("web.watching.Journal", partial(Journal, file))
    return file


@pytest.fixture
def app(school: School, settings: Settings, written: io.BytesIO) -> Iterator[Flask]:
    app: Flask = import_module("app").create_app(replace(settings, environment="production"))
    app.config["SESSION_COOKIE_SECURE"] = False  # the visitor comes by plain HTTP
    app.config["SESSION_COOKIE_NAME"] = "session"
    yield app
    app.extensions["runway.database"].dispose()


def lines(written: io.BytesIO) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in written.getvalue().splitlines()]


def test_each_request_is_a_line_that_says_who_and_what_under_other_names(
    school: School, ada: int, app: Flask, written: io.BytesIO
) -> None:
    visitor = Visitor(app)
    visitor.get("/login")
    visitor.submit("/login", email="ada@example.org", password=PASSWORD)
    visitor.get(LESSON)

    last = lines(written)[-1]

    assert (last["event"], last["method"], last["route"], last["status"]) == (
        "request",
        "GET",
        "/courses/<course>/lessons/<lesson>",
        200,
    )
    assert last["who"] == hash_token(school.public_id(ada))[:12]
    assert set(last) == {"at", "event", "method", "route", "status", "ms", "who"}


def test_no_line_holds_what_was_typed_or_what_opens_something(
    school: School, ada: int, app: Flask, written: io.BytesIO
) -> None:
    visitor = Visitor(app)
    visitor.get("/login")
    visitor.submit("/login", email="ada@example.org", password="a-wrong-canary", status=422)
    visitor.submit("/login", email="ada@example.org", password=PASSWORD)
    visitor.get(LESSON)
    form = next(form for form in visitor.page.forms if form.action.endswith("/prompts/my-earth"))
    visitor.submit(form, {"field-text": "a-private-canary"})
    visitor.get("/sign-in/a-token-canary?next=a-query-canary", status=404)

    text = written.getvalue().decode()

    assert len(lines(written)) >= 8
    assert "canary" not in text
    # As a word of its own: the hexadecimal name that stands for her may well hold "ada".
    assert not re.search(r"\bada\b", text, re.IGNORECASE)
    assert school.public_id(ada) not in text


def test_a_failure_is_told_by_its_class_and_place_alone(
    school: School, app: Flask, written: io.BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> str:
        raise ValueError("a-private-canary")

    app.view_functions["public.health"] = public(fail)
    Visitor(app).get("/healthz", status=500)

    failure, request = lines(written)

    assert failure["error"] == ["ValueError"]
    assert "test_journal.py" in failure["where"][-1]
    assert (request["status"], request["who"]) == (500, None)
    assert "canary" not in written.getvalue().decode()


def test_a_development_server_notes_no_requests(school: School, settings: Settings, written: io.BytesIO) -> None:
    app: Flask = import_module("app").create_app(settings)
    Visitor(app).get("/")
    app.extensions["runway.database"].dispose()

    assert written.getvalue() == b""
