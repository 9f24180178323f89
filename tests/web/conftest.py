"""These tests teach their own small courses; pages go by the school’s clock."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

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


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Each test has an application of its own; compiling the templates for each would take most of the time."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(
    school: School,
    settings: Settings,
    compiled_templates: FileSystemBytecodeCache,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Flask]:
    app: Flask = import_module("app").create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled_templates
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
def alma_here(alma: int, sign_in: SignIn) -> Visitor:
    return sign_in("alma")


@pytest.fixture
def max_here(max_: int, sign_in: SignIn) -> Visitor:
    return sign_in("max")
