"""Pools and weights as pages: a learner's own questions, what is outside of them, and points that are true."""

from datetime import timedelta

import pytest

from course.learning.progress import rebuild_progress
from course.people.practice import practice_identity
from tests.fixtures.people import School
from tests.material.edits import with_lesson_changed, with_question_changed, without_question
from tests.material.garden import GARDEN, PLANTS, RIGHT, SOIL, lesson_page, question_address
from tests.visitor import Visitor

POOL = ("lettuce-shade", "nitrogen-crop", "loose-earth")


@pytest.fixture
def pool(school: School) -> None:
    """Of the three questions about plants each learner is asked one; who comes now came after that was published."""
    school.publish({GARDEN: with_lesson_changed(school.published().course, PLANTS, draw=1)})
    school.now += timedelta(days=1)


def draw_of(school: School, person: int) -> tuple[str, ...]:
    drawn = school.lesson(person, PLANTS).drawn
    assert drawn is not None
    return drawn


def token(visitor: Visitor) -> str:
    return next(form for form in visitor.page.forms if "/questions/" in form.action).fields["csrf_token"].values[0]


def sent(visitor: Visitor, question: str, revision: int = 1) -> dict[str, str]:
    answer = {"answer": RIGHT[question][0], "revision": str(revision), "submission_key": "k"}
    return {**answer, "csrf_token": token(visitor)}


def test_learner_sees_the_draw_alone(pool: None, school: School, ada: int, ada_here: Visitor) -> None:
    school.pass_gate(ada, PLANTS)
    (own,) = draw_of(school, ada)

    page = ada_here.get(lesson_page(PLANTS))

    assert [each for each in POOL if f"q-{each}" in page.by_id] == [own]
    assert "Question 1" in page.text
    assert "1 right answer and 1 reflection to go. 0 of 1 questions right." in page.text
    assert "Opened ahead of its turn 1 min 1 question1 reflection" in ada_here.get(f"/courses/{GARDEN}").text


def test_question_outside_the_draw_is_not_found_like_one_that_never_was(
    pool: None, school: School, ada: int, ada_here: Visitor
) -> None:
    school.pass_gate(ada, PLANTS)
    (own,) = draw_of(school, ada)
    ada_here.get(lesson_page(PLANTS))
    outside = {question_address(each): sent(ada_here, each) for each in POOL if each != own}
    allowed = sent(ada_here, own)

    replies = [ada_here.post(address, form) for address, form in outside.items()]
    never = ada_here.post(f"{lesson_page(PLANTS)}/questions/never", allowed)

    assert {reply.status_code for reply in (never, *replies)} == {404}
    assert {reply.data for reply in replies} == {never.data}
    assert school.count("response") == 0
    assert ada_here.post(question_address(own), allowed).status_code == 303


def test_form_of_an_earlier_draw_is_taken_and_its_question_stays(school: School, ada: int, ada_here: Visitor) -> None:
    school.pass_gate(ada, PLANTS)
    ada_here.get(lesson_page(PLANTS))
    school.publish({GARDEN: with_lesson_changed(school.published().course, PLANTS, draw=1)})
    other = next(each for each in POOL if each not in draw_of(school, ada))

    reply = ada_here.post(question_address(other), sent(ada_here, other))

    assert reply.status_code == 303
    assert draw_of(school, ada) == (other,)
    assert school.count("response", "credit = 1") == 1


def test_question_that_was_gone_before_somebody_came_is_not_found(
    school: School, ada: int, max_: int, max_here: Visitor
) -> None:
    school.enrol(ada)  # she was asked it, and that is hers alone
    school.now += timedelta(days=1)
    school.publish({GARDEN: without_question(school.published().course, "holds-water")})
    school.now += timedelta(days=1)
    school.enrol(max_)
    max_here.get(lesson_page(SOIL))

    assert max_here.post(question_address("holds-water"), sent(max_here, "holds-water")).status_code == 404
    assert school.count("response") == 0


def test_practice_has_a_draw_and_rebuilding_changes_none(
    pool: None, school: School, ada: int, ines: int, ines_here: Visitor
) -> None:
    ines_here.get("/teach")
    ines_here.submit(f"/teach/preview/{GARDEN}")
    with school.database.writing() as session:
        practice = practice_identity(session, ines, now=school.now)
    before = school.dump("progress")
    with school.database.writing() as session:
        rebuild_progress(session, school.published(), now=school.now)

    assert len(draw_of(school, practice)) == len(draw_of(school, ada)) == 1
    assert school.dump("progress") == before


def test_points_are_said_wherever_answers_are_counted(
    school: School, ada: int, ines: int, ada_here: Visitor, ines_here: Visitor
) -> None:
    card = school.cohort(ines, ada)
    school.publish({GARDEN: with_question_changed(school.published().course, "holds-water", weight=3)})
    closed = ada_here.get(lesson_page(PLANTS)).text
    before = ada_here.get(lesson_page(SOIL)).text
    school.answer(ada, "holds-water", RIGHT["holds-water"])

    after = ada_here.get(lesson_page(SOIL)).text

    assert "Question 1 · 3 points" in before
    assert "Question 2 · 1 point" in before
    assert "4 points and 1 reflection to go. 0 of 4 points." in before
    assert "1 point and 1 reflection to go. 3 of 4 points." in after
    assert "right answer" not in before + after
    assert "What is missing there" not in closed  # the lesson before it has a button
    assert "Begun, 3 of 4 points" in ada_here.get(f"/courses/{GARDEN}").text
    assert "3 of 4 points" in ines_here.get(f"/teach/{card.public_id}").text


def test_closed_lesson_says_how_many_points_are_missing(school: School, ada: int, ada_here: Visitor) -> None:
    school.publish({GARDEN: with_question_changed(school.published().course, "good-signs", weight=2)})

    assert "What is missing there: 3 points and 1 reflection." in ada_here.get(lesson_page("feed-the-soil")).text
