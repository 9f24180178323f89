"""Ratings then and now on the page of one's progress: a chart and its table, once both are in."""

from pathlib import Path

import pytest

from tests.fixtures.people import School
from tests.material.every_prompt import COURSE_PAGE, EVERY_PROMPT, PROMPTS_FOLDER, WRITTEN
from tests.pages import text_of
from tests.visitor import Visitor

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def content_dir() -> Path:
    return PROMPTS_FOLDER


@pytest.fixture
def ada(school: School) -> int:
    ada = school.member("Ada")
    school.enrol(ada, slug=EVERY_PROMPT)
    return ada


def rate(school: School, person: int, *prompts: str) -> None:
    for prompt in prompts:
        school.write(person, prompt, dict(WRITTEN[prompt]), slug=EVERY_PROMPT)


def test_first_rating_alone_is_not_shown(school: School, ada: int, ada_here: Visitor) -> None:
    rate(school, ada, "know-garden", "sure-hand")

    ada_here.get(f"{COURSE_PAGE}/progress")

    assert "then and now" not in ada_here.page.text


def test_ratings_stand_side_by_side_and_in_the_chart(school: School, ada: int, ada_here: Visitor) -> None:
    rate(school, ada, "know-garden", "sure-hand", "sure-hand--again", "know-garden--again")

    ada_here.get(f"{COURSE_PAGE}/progress")

    (chart,) = [each for each in ada_here.page.all(f"{SVG}svg") if each.get("class") == "then-now"]
    assert chart.get("role") == "img"
    assert ada_here.page.by_id[chart.get("aria-labelledby", "")].tag == f"{SVG}title"
    assert len(list(chart.iter(f"{SVG}circle"))) == 2 * 2
    rows = [text_of(row) for row in ada_here.page.all("tr")]
    assert len([row for row in rows if "2 of 5" in row and "4 of 5" in row]) == 1


def test_chart_marks_each_level_at_its_place(school: School, ada: int, ada_here: Visitor) -> None:
    rate(school, ada, "know-garden", "know-garden--again")

    ada_here.get(f"{COURSE_PAGE}/progress")

    places = {each.get("class"): each.get("cx") for each in ada_here.page.all(f"{SVG}circle")}
    assert places == {"then": "50", "now": "150"}
