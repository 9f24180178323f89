"""`flask course rewrites`: what learners go on missing."""

from pathlib import Path

import pytest
from flask import Flask

from course.people.practice import practice_identity
from tests.fixtures.databases import DatabaseKind
from tests.fixtures.people import School
from tests.material.garden import COURSES, GARDEN, RIGHT, WRONG


@pytest.fixture
def database_kind() -> DatabaseKind:
    return "sqlite"


@pytest.fixture
def content_dir() -> Path:
    return COURSES


def lapse(school: School, person: int, question: str, times: int) -> None:
    school.answer(person, question, WRONG[question])
    for _ in range(times):
        school.review(person, question, WRONG[question])
    school.review(person, question, RIGHT[question])


def test_rewrites_counts_learners_with_three_lapses_and_no_names(
    command_app: Flask, school: School, ada: int, ines: int
) -> None:
    other = school.member("Other")
    with school.database.writing() as session:
        practicing = practice_identity(session, ines, now=school.now)
    school.enrol(other, practicing)
    lapse(school, ada, "holds-water", 3)
    lapse(school, other, "holds-water", 4)
    lapse(school, ada, "nitrogen-crop", 3)
    lapse(school, other, "loose-earth", 2)
    lapse(school, practicing, "when-to-water", 3)

    result = command_app.test_cli_runner().invoke(args=["course", "rewrites", GARDEN])

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "know-your-soil  holds-water  2 learners",
        "  Your earth holds water for days. What is it?",
        "choose-plants  nitrogen-crop  1 learner",
        "  Which crop enriches the earth with nitrogen?",
    ]


def test_rewrites_of_a_course_that_nobody_lapsed_in_says_so(command_app: Flask, school: School, ada: int) -> None:
    result = command_app.test_cli_runner().invoke(args=["course", "rewrites", GARDEN])

    assert "No question was missed three times" in result.stdout


def test_rewrites_of_no_course_fails(command_app: Flask, school: School) -> None:
    result = command_app.test_cli_runner().invoke(args=["course", "rewrites", "weeds"])

    assert result.exit_code == 1
    assert "There is no course weeds." in result.stderr
