"""The harnesses' application: as the pages' tests have it, at a site that sends mails."""

from dataclasses import replace
from pathlib import Path

import pytest

from config import Settings
from tests.material.garden import COURSES
from tests.web.conftest import app as app
from tests.web.conftest import compiled_templates as compiled_templates
from tests.web.conftest import database_url as database_url


@pytest.fixture
def content_dir() -> Path:
    return COURSES


@pytest.fixture
def settings(database_url: str, content_dir: Path, tmp_path: Path) -> Settings:
    made = Settings(database_url=database_url, content_dir=content_dir, secret_key="s" * 64)
    return replace(made, erasure_ledger=tmp_path / "erased.jsonl", smtp_url="smtp://127.0.0.1:1?tls=none")
