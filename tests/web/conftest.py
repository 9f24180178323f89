"""These tests teach their own small courses."""

from pathlib import Path

import pytest

from tests.material.garden import COURSES


@pytest.fixture
def content_dir() -> Path:
    return COURSES
