"""A folder of courses that a test may spoil, and the commands on it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from config import Settings
from tests.fixtures.databases import DatabaseKind
from tests.material.garden import COURSES

Run = Callable[..., Result]


@pytest.fixture
def database_kind() -> DatabaseKind:
    """Texts are checked before there is a database."""
    return "sqlite"


@pytest.fixture
def content_dir(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSES, tmp_path / "content"))


@pytest.fixture
def command_app(database_url: str, content_dir: Path) -> Flask:
    return create_app(Settings(database_url=database_url, content_dir=content_dir, secret_key="s" * 64))


@pytest.fixture
def run(command_app: Flask) -> Run:
    """`flask course …`."""
    return lambda *words: command_app.test_cli_runner().invoke(args=["course", *map(str, words)])
