"""These tests teach their own small courses, in a database that begins empty but for them."""

from pathlib import Path

import pytest

from course.leaving.ledger import Ledger
from tests.material.garden import COURSES


@pytest.fixture
def content_dir() -> Path:
    return COURSES


@pytest.fixture
def database_url(school_url: str) -> str:
    return school_url


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "var" / "erased.jsonl")
