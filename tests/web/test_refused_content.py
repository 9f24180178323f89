"""In development a changed file publishes itself; what would take from learners is told on the page, and waits."""

from pathlib import Path

import pytest
from flask import Flask

from tests.fixtures.people import School
from tests.material.garden import GARDEN, RIGHT, SOIL, lesson_page
from tests.visitor import Visitor


@pytest.fixture
def content_dir(courses_to_spoil: Path) -> Path:
    return courses_to_spoil


@pytest.fixture
def at_each_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are looked at before every page."""
    monkeypatch.setattr("web.fresh_content.LOOK_EVERY_SECONDS", 0.0)


@pytest.mark.usefixtures("at_each_look")
def test_refused_edit_is_a_banner_and_the_old_version_goes_on(
    school: School, app: Flask, ada: int, ada_here: Visitor, content_dir: Path
) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    path = content_dir / GARDEN / "quizzes" / "know-your-soil.md"
    whole = path.read_text(encoding="utf-8")
    head, _, rest = whole.partition("## Your earth")
    path.write_text(head + "## " + rest.partition("\n## ")[2], encoding="utf-8")

    refused = ada_here.get(lesson_page(SOIL)).text
    path.write_text(whole.replace("Your earth holds water", "Your earth keeps water"), encoding="utf-8")
    mended = ada_here.get(lesson_page(SOIL)).text

    assert "The question 'holds-water' is gone, and 1 person gave 1 answer to it." in refused
    assert "--retire holds-water" in refused
    assert "Your earth holds water for days." in refused
    assert "--retire" not in mended
    assert "Your earth keeps water for days." in mended


# H5P, LearnHouse: the solution stood in the page, for everybody who looks at its source.
def test_key_and_reasons_are_not_in_the_page_before_an_answer(ada_here: Visitor) -> None:
    before = ada_here.get(lesson_page(SOIL)).html

    for told in ("Clay keeps it.", "What holds water for days is clay.", "data-right", "#clay", 'value="clay"'):
        assert told not in before
