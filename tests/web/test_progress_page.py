"""One's own progress, and coming back after a while."""

from datetime import timedelta

import pytest

from course.models import Response
from tests.fixtures.people import School
from tests.material.edits import with_question_changed, without_lesson, without_question
from tests.material.garden import EARTH, FEED, GARDEN, RIGHT, SOIL, WRONG, lesson_page
from tests.visitor import Visitor
from tests.web.conftest import SignIn
from web.learner.progress_view import FEWEST_SURE

PROGRESS = f"/courses/{GARDEN}/progress"
COURSE = f"/courses/{GARDEN}"
SECRET = "Nobody knows that my spade is borrowed."


def be_sure(school: School) -> None:
    with school.database.writing() as session:
        session.query(Response).update({"confidence": "sure"})


def test_progress_tells_lesson_by_lesson(school: School, ada: int, ada_here: Visitor) -> None:
    school.complete(ada, SOIL)

    ada_here.get(PROGRESS)

    assert "1 of 4 lessons done" in ada_here.page.text
    assert "Done 1 Mar 2027 2 of 2" in ada_here.page.text
    assert "Closed for now 0 of 3 0 of 1" in ada_here.page.text
    assert ada_here.page.link("Next: Feed").href == lesson_page(FEED)


def test_progress_of_whoever_has_not_started_leads_to_the_button(ada_here: Visitor) -> None:
    assert ada_here.request("GET", "/courses/night-sky/progress").status_code == 303


def test_finished_course_names_its_version_and_what_is_new_since(school: School, ada: int, ada_here: Visitor) -> None:
    whole = school.published().course
    school.publish({GARDEN: without_question(without_lesson(whole, FEED), "good-signs")})
    school.complete(ada)
    school.now += timedelta(days=3)
    ada_here.get(PROGRESS)
    assert "You finished this course on 1 Mar 2027, at version 2. That stays." in ada_here.page.text
    assert "new" not in ada_here.page.text.lower().replace("now", "")

    school.publish({GARDEN: whole})
    ada_here.get(PROGRESS)

    assert "at version 2. That stays. It is at version 3 now. New since then:" in ada_here.page.text
    assert "One question in the lessons you know" in ada_here.page.text
    assert [link.href for link in ada_here.page.links].count(lesson_page(FEED)) >= 2


def test_finished_course_whose_words_changed_has_nothing_new(school: School, ada: int, ada_here: Visitor) -> None:
    school.complete(ada)
    school.publish({GARDEN: with_question_changed(school.published().course, "holds-water", stem_text="Puddles?")})

    ada_here.get(PROGRESS)

    assert "It is at version 2 now; no lesson and no question is new." in ada_here.page.text


def tagged(school: School) -> None:
    """The first question's wrong option stands for a belief."""
    course = school.published().course
    asked = next(each.question for lesson in course.lessons for each in lesson.questions)
    options = tuple(
        type(each)(
            id=each.id,
            label=each.label,
            text=each.text,
            right=each.right,
            reason=each.reason,
            misconception="sand-keeps-water" if each.id == "sand" else "",
        )
        for each in asked.options  # type: ignore[union-attr]
    )
    school.publish({GARDEN: with_question_changed(course, asked.id, options=options)})


def test_belief_of_the_first_answer_stands_beside_the_newest_one(school: School, ada: int, ada_here: Visitor) -> None:
    tagged(school)
    school.answer(ada, "holds-water", WRONG["holds-water"])
    ada_here.get(PROGRESS)
    assert "“sand keeps water”" in ada_here.page.text
    assert "Still the same answer Sand" in ada_here.page.text

    school.now += timedelta(days=2)
    school.review(ada, "holds-water", RIGHT["holds-water"])
    ada_here.get(PROGRESS)

    assert "At first Sand Now Clay" in ada_here.page.text


@pytest.mark.parametrize("sure", [FEWEST_SURE - 1, FEWEST_SURE])
def test_sureness_is_said_from_five_answers_on(school: School, ada: int, ada_here: Visitor, sure: int) -> None:
    questions = list(RIGHT)[:sure]
    for question in questions:
        school.answer(ada, question, (WRONG if question == "holds-water" else RIGHT)[question])
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    be_sure(school)

    ada_here.get(PROGRESS)

    said = f"Of the {sure} first answers you were sure of, {sure - 1} were right."
    assert (said in ada_here.page.text) is (sure >= FEWEST_SURE)


def test_who_comes_back_after_a_week_sees_their_last_words_and_what_is_next(
    school: School, ada: int, ada_here: Visitor
) -> None:
    school.write(ada, "my-earth", {"text": SECRET})
    school.now += timedelta(days=6, hours=23)
    ada_here.get(COURSE)
    assert SECRET not in ada_here.page.text

    school.now += timedelta(days=5)

    for address in ("/", COURSE):
        ada_here.get(address)
        assert "You last did something here 11 days ago." in ada_here.page.text
        assert SECRET in ada_here.page.text
        assert "Know your soil, 1 minute of reading" in ada_here.page.text
        assert ada_here.page.link("Continue").href == lesson_page(SOIL)


def test_return_shows_the_newest_words_as_they_stand(school: School, ada: int, ada_here: Visitor) -> None:
    school.write(ada, "first-bed", {"if": "see the sun", "then": "I will dig"})
    school.now += timedelta(minutes=1)
    school.write(ada, "my-earth", {"text": SECRET})
    school.write(ada, "my-earth", {"text": ""}, base=1)
    school.now += timedelta(days=9)

    ada_here.get(COURSE)

    assert SECRET not in ada_here.page.text
    assert "When I next see the sun, then I will dig." in ada_here.page.text


def test_last_words_are_shown_to_their_writer_alone(
    school: School, ada: int, ines: int, ada_here: Visitor, sign_in: SignIn
) -> None:
    other = school.member("Other")
    school.enrol(other)
    for person in (ada, other):
        school.answer(person, "holds-water", RIGHT["holds-water"])
    school.write(ada, "my-earth", {"text": SECRET})
    school.cohort(ines, ada, other)
    school.now += timedelta(days=9)

    visitor = sign_in("other")
    for address in ("/", COURSE):
        visitor.get(address)
        assert "You last did something here 9 days ago." in visitor.page.text
        assert SECRET not in visitor.page.html
    ada_here.get("/")
    assert SECRET in ada_here.page.html


def test_whoever_only_looked_was_not_here_and_who_did_something_is_back(
    school: School, ada: int, ada_here: Visitor
) -> None:
    school.write(ada, "my-earth", EARTH)
    school.now += timedelta(days=8)
    for _ in range(2):
        ada_here.get(COURSE)
        assert "You last did something here 8 days ago." in ada_here.page.text

    school.answer(ada, "holds-water", RIGHT["holds-water"])

    ada_here.get(COURSE)
    assert "days ago" not in ada_here.page.text


def test_who_has_finished_is_not_told_that_they_were_away(school: School, ada: int, ada_here: Visitor) -> None:
    school.complete(ada)
    school.now += timedelta(days=30)

    ada_here.get(COURSE)

    assert "days ago" not in ada_here.page.text
