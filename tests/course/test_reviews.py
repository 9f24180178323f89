"""Missed questions that are asked again: the queue from the facts, kept apart from what is done."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from course.learning.due import Queue, Review, queue, warm_up
from course.learning.facts import read_facts
from course.learning.looking_back import first_and_latest
from course.learning.progress import rebuild_progress
from course.leaving.merging import merge_guest
from course.models import Response
from course.teaching.first_answers import first_answers
from quizzes.ladder import A_DAY, Turn
from tests.fixtures.people import NOON, School, compiled
from tests.material.edits import with_key, without_question
from tests.material.garden import COURSES, GARDEN, RIGHT, SOIL, WATER, WRONG

ADA_ZONE = ZoneInfo("Europe/Berlin")


def due(school: School, person: int, zone: ZoneInfo = ADA_ZONE) -> list[str]:
    return [each.question_id for each in today(school, person, zone).due]


def today(school: School, person: int, zone: ZoneInfo = ADA_ZONE) -> Queue:
    return queue(school.standing(person).reviews, zone, now=school.now)


def turn(school: School, person: int, question: str) -> Turn:
    return next(each.turn for each in school.standing(person).reviews if each.question_id == question)


def pass_days(school: School, days: int) -> None:
    school.now += timedelta(days=days)


def test_missed_question_is_due_after_two_days_even_if_it_was_mended_at_once(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    school.answer(ada, "good-signs", RIGHT["good-signs"])
    school.answer(ada, "good-signs", WRONG["good-signs"])

    pass_days(school, 1)
    assert due(school, ada) == []
    pass_days(school, 1)
    assert due(school, ada) == ["holds-water"]


def test_ladder_is_climbed_on_its_days_and_left_at_the_top(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])

    for days in (2, 7, 21, 60):
        pass_days(school, days - 1)
        assert due(school, ada) == []
        pass_days(school, 1)
        assert due(school, ada) == ["holds-water"]
        school.review(ada, "holds-water", RIGHT["holds-water"])
        assert due(school, ada) == []

    pass_days(school, 1000)
    assert today(school, ada) == Queue((), None, 0)


def test_answer_late_in_the_evening_is_due_by_the_learners_calendar(school: School, ada: int) -> None:
    """Half past midnight in Berlin on the day before clocks go forward is still the day before in UTC."""
    school.now = datetime(2027, 3, 26, 23, 30, tzinfo=UTC)
    school.answer(ada, "holds-water", WRONG["holds-water"])

    school.now = datetime(2027, 3, 28, 21, 59, tzinfo=UTC)
    assert due(school, ada) == []
    assert due(school, ada, ZoneInfo("UTC")) == ["holds-water"]
    school.now = datetime(2027, 3, 28, 22, 0, tzinfo=UTC)
    assert due(school, ada) == ["holds-water"]


def test_warm_up_asks_before_the_day_and_climbs_nothing(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    asked = [each.question_id for each in warm_up(school.standing(ada).reviews, SOIL)]

    school.review(ada, "holds-water", RIGHT["holds-water"])

    assert asked == ["holds-water"]
    assert warm_up(school.standing(ada).reviews, SOIL) == ()
    assert turn(school, ada, "holds-water") == Turn(school.now, 2, 0)


def test_review_changes_nothing_in_what_is_done_or_counted(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    before = school.standing(ada)
    counted = school.dump("response", "completion")
    course_id = school.published().course_id
    with school.database.reading() as session:
        firsts = first_answers(session, course_id, "holds-water")

    pass_days(school, 2)
    _, standing = school.review(ada, "holds-water", RIGHT["holds-water"])

    assert (standing.lessons, standing.done, standing.total) == (before.lessons, before.done, before.total)
    assert school.dump("response", "completion") == counted
    with school.database.reading() as session:
        assert first_answers(session, course_id, "holds-water") == firsts


def test_review_is_something_done(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    pass_days(school, 9)

    school.review(ada, "holds-water", RIGHT["holds-water"])

    assert school.standing(ada).last_active_at_utc == school.now


def test_same_answer_of_the_same_form_is_recorded_once_and_another_one_too(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    pass_days(school, 2)

    for _ in range(2):
        school.review(ada, "holds-water", RIGHT["holds-water"], key="one form")
    assert school.count("review_answer") == 1
    school.review(ada, "holds-water", WRONG["holds-water"], key="one form")

    assert school.count("review_answer") == 2
    assert school.count("review_answer", "was_due") == 1


def test_blank_answer_is_not_recorded(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])

    result, _ = school.review(ada, "holds-water", ())

    assert not result.answered
    assert school.count("review_answer") == 0


def test_sure_and_wrong_comes_first_and_then_the_longest_overdue() -> None:
    def review(name: str, day: int, *, sure: bool = False, asked: int = 0) -> Review:
        return Review(name, SOIL, Turn(NOON - timedelta(days=day), 2), asked, is_sure_and_wrong=sure)

    reviews = [review("new", 3), review("sure", 2, sure=True), review("old", 9), review("early", 1, sure=True)]

    found = queue(reviews, ADA_ZONE, now=NOON)

    assert [each.question_id for each in found.due] == ["sure", "old", "new"]
    assert found.next_on == NOON.date() + timedelta(days=1)


def test_five_are_asked_on_a_day_and_the_rest_tomorrow() -> None:
    reviews = [Review(f"q{n}", SOIL, Turn(NOON - timedelta(days=30), 2), 0, is_sure_and_wrong=False) for n in range(9)]

    first = queue(reviews, ADA_ZONE, now=NOON)
    answered = [Review(each.question_id, SOIL, Turn(NOON, 7), 1, is_sure_and_wrong=False) for each in first.due[:3]]
    second = queue([*answered, *reviews[3:]], ADA_ZONE, now=NOON)

    assert len(first.due) == A_DAY
    assert (len(second.due), second.asked_today) == (A_DAY - 3, 3)
    assert second.next_on == NOON.date() + timedelta(days=1)


def test_sureness_is_that_of_the_last_answer(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    with school.database.writing() as session:
        session.query(Response).update({"confidence": "sure"})
    with school.database.writing() as session:
        rebuild_progress(session, school.published(), now=school.now)
    assert [each.is_sure_and_wrong for each in school.standing(ada).reviews] == [True]

    school.review(ada, "holds-water", WRONG["holds-water"])

    assert [each.is_sure_and_wrong for each in school.standing(ada).reviews] == [False]


def test_deleted_question_is_asked_no_more_and_comes_back_with_its_history(school: School, ada: int) -> None:
    course = compiled(COURSES)[GARDEN]
    school.answer(ada, "holds-water", WRONG["holds-water"])
    pass_days(school, 2)
    school.review(ada, "holds-water", RIGHT["holds-water"])
    held = turn(school, ada, "holds-water")

    school.publish({GARDEN: without_question(course, "holds-water")}, retire={"holds-water"})
    assert school.standing(ada).reviews == ()
    school.publish({GARDEN: course})

    assert turn(school, ada, "holds-water") == held


def test_miss_that_was_judged_anew_as_right_is_none(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])

    school.publish({GARDEN: with_key(compiled(COURSES)[GARDEN], "holds-water", "sand")})

    assert school.count("regrade") == 1
    assert school.standing(ada).reviews == ()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_rebuilding_changes_nothing(school: School, ada: int, zone: str) -> None:
    school.complete(ada, WATER)
    for question in ("holds-water", "nitrogen-crop", "when-to-water"):
        school.answer(ada, question, WRONG[question])
    for step, question in enumerate(("holds-water", "nitrogen-crop", "holds-water", "holds-water")):
        pass_days(school, 2 + step)
        school.review(ada, question, (RIGHT if step % 3 else WRONG)[question], zone=ZoneInfo(zone))
    before = school.dump("progress", "completion", "membership")

    with school.database.writing() as session:
        rebuild_progress(session, school.published(), now=school.now + timedelta(days=400))

    assert school.dump("progress", "completion", "membership") == before
    assert len(school.standing(ada).reviews) == 2


def test_guests_reviews_join_the_member(school: School, ada: int) -> None:
    guest = school.guest("visit")
    school.enrol(guest)
    for person in (guest, ada):
        school.answer(person, "holds-water", WRONG["holds-water"])
    pass_days(school, 2)
    school.review(guest, "holds-water", RIGHT["holds-water"], key="same")
    school.review(ada, "holds-water", RIGHT["holds-water"], key="same")

    with school.database.writing() as session:
        merge_guest(session, guest, ada, school.catalog, now=school.now)

    assert school.count("review_answer", f"person_id = {ada}") == 2
    with school.database.reading() as session:
        facts, _ = read_facts(session, ada, school.published())
    assert len(facts.askings["holds-water"]) == 2


def test_looking_back_tells_the_first_response_and_the_newest_answer(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    school.answer(ada, "holds-water", ("gravel",))
    school.answer(ada, "lettuce-shade", RIGHT["lettuce-shade"])
    pass_days(school, 2)
    school.review(ada, "holds-water", RIGHT["holds-water"])

    with school.database.reading() as session:
        found = first_and_latest(session, ada, school.published().course_id)

    assert {key: (each.first.answer, each.latest.answer) for key, each in found.items()} == {
        "holds-water": (WRONG["holds-water"], RIGHT["holds-water"]),
        "lettuce-shade": (RIGHT["lettuce-shade"], RIGHT["lettuce-shade"]),
    }
