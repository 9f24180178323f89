"""A folder of courses that a test may spoil, and the commands on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.fixtures.databases import DatabaseKind

Run = Callable[..., Result]


@pytest.fixture
def database_kind() -> DatabaseKind:
    """Texts are checked before there is a database."""
    return "sqlite"


@pytest.fixture
def content_dir(courses_to_spoil: Path) -> Path:
    return courses_to_spoil


@pytest.fixture
def run(command_app: Flask) -> Run:
    """`flask course …`."""
    return lambda *words: command_app.test_cli_runner().invoke(args=["course", *map(str, words)])
