"""In development a changed file is served after a reload, and a broken one keeps the old version with a banner."""

import shutil
from pathlib import Path

import pytest

from tests.fixtures.databases import DatabaseKind
from tests.fixtures.people import School
from tests.material.garden import GARDEN, SKY
from tests.visitor import Visitor
from web import fresh_content


@pytest.fixture
def database_kind() -> DatabaseKind:
    """What is watched are files."""
    return "sqlite"


@pytest.fixture
def content_dir(courses_to_spoil: Path) -> Path:
    return courses_to_spoil


@pytest.fixture(autouse=True)
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh_content, "LOOK_EVERY_SECONDS", 0.0)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_changed_file_is_served_after_a_reload(school: School, visitor: Visitor, content_dir: Path) -> None:
    before = visitor.get(f"/courses/{SKY}").text

    rewrite(content_dir / SKY / "article.md", "Look up on a clear night.", "Look up, and wait a while.")

    assert "Look up on a clear night." in before
    assert "Look up, and wait a while." in visitor.get(f"/courses/{SKY}").text
    assert school.count("content_version") == 3


def test_unchanged_files_publish_nothing(school: School, visitor: Visitor) -> None:
    for _ in range(3):
        visitor.get("/")

    assert school.count("content_version") == 2


def test_broken_file_shows_a_banner_while_the_old_version_goes_on(
    school: School, visitor: Visitor, content_dir: Path
) -> None:
    visitor.get("/")
    quiz = content_dir / GARDEN / "quizzes" / "know-your-soil.md"
    rewrite(quiz, "explain: What holds", "explane: What holds")

    broken = visitor.get(f"/courses/{GARDEN}")
    visitor.submit("/start")
    rewrite(quiz, "explane: What holds", "explain: What holds")
    mended = visitor.get("/")

    assert f"{GARDEN}/quizzes/know-your-soil.md:" in broken.text
    assert broken.h1 == "A first garden"
    assert "know-your-soil.md" not in mended.text
    assert school.count("content_version") == 2


def test_new_course_is_served_and_a_removed_one_no_longer_offered(visitor: Visitor, content_dir: Path) -> None:
    visitor.get("/")
    (content_dir / "tides").mkdir()
    (content_dir / "tides" / "article.md").write_text("# Tides\n\nThe moon pulls.\n\n## High water\n\nTwice a day.\n")
    shutil.rmtree(content_dir / SKY)

    links = {link.href for link in visitor.get("/").links}

    assert "/courses/tides" in links
    assert f"/courses/{SKY}" not in links
