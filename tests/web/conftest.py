"""These tests teach their own small courses; pages go by the school’s clock."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from tests.fixtures.people import PASSWORD, School
from tests.material.garden import COURSES
from tests.visitor import Visitor
from web import clock

SignIn = Callable[[str], Visitor]


@pytest.fixture
def content_dir() -> Path:
    return COURSES


@pytest.fixture
def database_url(school_url: str) -> str:
    return school_url


@pytest.fixture
def app(school: School, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    app: Flask = import_module("app").create_app(settings)
    app.testing = True
    monkeypatch.setattr(clock, "now", lambda: school.now)
    yield app
    app.extensions["runway.database"].dispose()


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    def sign_in(name: str) -> Visitor:
        visitor = Visitor(app)
        visitor.get("/login")
        visitor.submit("/login", email=f"{name}@example.org", password=PASSWORD)
        return visitor

    return sign_in


@pytest.fixture
def ada_here(ada: int, sign_in: SignIn) -> Visitor:
    return sign_in("ada")


@pytest.fixture
def ines_here(ines: int, sign_in: SignIn) -> Visitor:
    return sign_in("ines")


@pytest.fixture
def max_here(max_: int, sign_in: SignIn) -> Visitor:
    return sign_in("max")
