from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.course_file import ArrangedLesson, ArrangedModule, CourseFile, PlanSection, read_course_file
from sources.places import MaterialError, Place

COURSE = """title = "Own it"
language = "de"
pass = 70

[[plan.section]]
id = "market"
title = "The market"

[[module]]
id = "one"
heading = "One"

[[module.lesson]]
id = "first"
from = ["A", "B#2"]
title = "First"
"""


def refused(text: str) -> Any:
    with pytest.raises(MaterialError) as refusal:
        read_course_file(text, "a/course.toml")
    return [(problem.code, problem.place) for problem in refusal.value.problems], str(refusal.value)


def test_a_course_file_is_read() -> None:
    lesson = ArrangedLesson(id="first", title="First", headings=("A", "B#2"))

    assert read_course_file(COURSE, "a/course.toml") == CourseFile(
        title="Own it",
        language="de",
        pass_mark=70,
        plan=(PlanSection("market", "The market"),),
        modules=(ArrangedModule(id="one", heading="One", lessons=(lesson,)),),
    )


def test_everything_is_optional() -> None:
    assert read_course_file("", "a/course.toml") == CourseFile()
    assert CourseFile().pass_mark == 80


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (('title = "Own it"', 'titel = "Own it"'), "course-field", 1),
        (("pass = 70", 'pass = "70"'), "course-field", 3),
        (("pass = 70", "pass = 101"), "pass-mark", 3),
        (('language = "de"', 'language = "deutsch!"'), "language", 2),
        (('heading = "One"', 'headings = "One"'), "course-field", 11),
        (('from = ["A", "B#2"]', 'from = "A"'), "course-field", 15),
        (('from = ["A", "B#2"]', 'form = ["A"]'), "course-field", 15),
        (('id = "first"', 'id = "First One"'), "id-malformed", 14),
        (("pass = 70", "pass ="), "toml-broken", 3),
        (('title = "First"', 'title = "First'), "toml-broken", 16),
    ],
)
def test_what_is_wrong_is_told_with_its_line(change: tuple[str, str], code: str, line: int) -> None:
    problems, message = refused(COURSE.replace(*change))

    assert [(found, place.path, place.line) for found, place in problems] == [(code, "a/course.toml", line)]
    assert message


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    _, message = refused(COURSE.replace("heading =", "headings ="))

    assert "Known are: id, title, heading, lesson" in message


def test_ids_are_given_once() -> None:
    again = COURSE + '[[module.lesson]]\nid = "first"\nfrom = ["C"]\n'

    assert refused(again)[0] == [("id-twice", Place("a/course.toml", 14))]


@given(st.text(alphabet='ab[]=".\n# {}1', max_size=80))
def test_nothing_but_a_refusal_is_raised(text: str) -> None:
    with suppress(MaterialError):
        assert read_course_file(text, "a/course.toml").language
