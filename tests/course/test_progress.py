"""Progress rows: kept with each fact, and the same when made again from the facts alone."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.learning.gates import NotFinishable
from course.learning.progress import rebuild_progress
from tests.fixtures.people import School, compiled
from tests.material.edits import with_key, without_lesson, without_question
from tests.material.garden import BED, COURSES, EARTH, FEED, GARDEN, LESSONS, PLANTS, RIGHT, SOIL, WATER, WRONG

DERIVED = ("progress", "completion")
FACTS = ("response", "reflection_revision", "gate_pass", "lesson_finish")


def rebuild(school: School) -> int:
    with school.database.writing() as session:
        return rebuild_progress(session, school.published(), now=school.now + timedelta(days=400))


def states(school: School, person: int) -> list[str]:
    return [each.state for each in school.standing(person).lessons]


def test_enrolment_gives_progress_at_once_and_once(school: School, ada: int) -> None:
    school.enrol(ada)

    assert states(school, ada) == ["open", "closed", "closed", "closed"]
    assert school.count("enrolment") == school.count("progress") == 1


def test_lesson_is_done_by_its_questions_and_its_required_prompt(school: School, ada: int) -> None:
    for question in ("holds-water", "good-signs"):
        school.answer(ada, question, RIGHT[question])
    begun = states(school, ada)
    school.write(ada, "my-earth", EARTH)

    assert begun == ["begun", "closed", "closed", "closed"]
    assert states(school, ada) == ["done", "open", "closed", "closed"]


def test_lesson_without_work_is_done_by_its_button(school: School, ada: int) -> None:
    school.complete(ada, SOIL)

    for _ in range(2):
        school.finish(ada, FEED)

    assert states(school, ada) == ["done", "done", "open", "closed"]
    assert school.count("lesson_finish") == 1


def test_lesson_with_work_has_no_button(school: School, ada: int) -> None:
    with pytest.raises(NotFinishable):
        school.finish(ada, SOIL)

    assert school.count("lesson_finish") == 0


def test_course_done_is_recorded_once_with_its_version(school: School, ada: int) -> None:
    school.complete(ada)
    school.answer(ada, "holds-water", WRONG["holds-water"])

    assert school.standing(ada).is_complete
    completed = [row[2] for row in school.dump("completion")["completion"]]
    assert len(completed) == 5
    assert set(completed) == {*LESSONS, ""}


def test_gate_is_recorded_once(school: School, ada: int) -> None:
    for _ in range(2):
        school.pass_gate(ada, PLANTS)

    assert states(school, ada) == ["open", "closed", "open", "closed"]
    assert school.count("gate_pass") == 1
    assert school.count("completion") == 0


def test_question_deleted_from_a_lesson_lets_those_through_who_did_the_rest(school: School, ada: int) -> None:
    school.write(ada, "my-earth", EARTH)
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    school.answer(ada, "good-signs", WRONG["good-signs"])

    school.publish({GARDEN: without_question(school.published().course, "good-signs")}, retire={"good-signs"})

    assert states(school, ada)[:2] == ["done", "open"]


def test_question_deleted_after_it_was_right_stays_in_the_count(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])

    school.publish({GARDEN: without_question(school.published().course, "holds-water")}, retire={"holds-water"})

    here = school.lesson(ada, SOIL)
    assert (here.right, here.scorable) == (1, 2)


def test_lesson_deleted_after_it_was_done_stays_in_the_count(school: School, ada: int) -> None:
    school.complete(ada, SOIL)

    school.publish({GARDEN: without_lesson(school.published().course, SOIL)}, retire={SOIL})

    assert (school.standing(ada).done, school.standing(ada).total) == (1, 4)
    assert states(school, ada) == ["open", "closed", "closed"]


def test_key_changed_later_takes_nothing_away(school: School, ada: int) -> None:
    school.complete(ada, SOIL)

    school.publish({GARDEN: with_key(school.published().course, "holds-water", "sand")})

    assert states(school, ada)[0] == "done"


def test_last_active_is_the_last_fact_and_not_the_last_look(school: School, ada: int) -> None:
    school.now += timedelta(days=3)
    school.answer(ada, "holds-water", WRONG["holds-water"])
    answered_at = school.now
    school.now += timedelta(days=3)
    school.answer(ada, "good-signs", ())

    assert school.standing(ada).last_active_at_utc == answered_at


def act_at_random(school: School, person: int, chance: Random) -> None:
    question = chance.choice(sorted(RIGHT))
    match chance.randrange(7):
        case 0 | 1:
            school.answer(person, question, RIGHT[question])
        case 2:
            school.answer(person, question, WRONG[question], key=chance.choice(["same", ""]))
        case 3:
            school.answer(person, question, ())
        case 4:
            prompt, body = chance.choice([("my-earth", EARTH), ("first-bed", BED), ("my-earth", {"text": ""})])
            school.write(person, prompt, body)
        case 5:
            school.pass_gate(person, chance.choice(LESSONS))
        case _:
            school.finish(person, FEED)
    school.now += timedelta(minutes=chance.randrange(600))


def edit_at_random(school: School, chance: Random) -> None:
    # Ids stay: the acts above name them. What goes is taken up again by the next edit, as authors do.
    course = compiled(COURSES)[GARDEN]
    edits = [
        course,
        with_key(course, "holds-water", "sand"),
        with_key(course, "when-to-water", "noon"),
        with_key(course, "good-signs", "worms"),
    ]
    school.publish({GARDEN: chance.choice(edits)})


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_rebuild_changes_nothing_after_any_history(school: School, seed: int) -> None:
    chance = Random(seed)
    school.begin_again(compiled(COURSES))
    people = [school.guest(f"visit-{number}") for number in range(3)]
    school.enrol(*people)
    for _ in range(12):
        act_at_random(school, chance.choice(people), chance)
        if chance.random() < 0.1:
            edit_at_random(school, chance)
    kept = school.dump(*DERIVED, *FACTS)

    rebuilt = rebuild(school)

    assert rebuilt == len(people)
    assert school.dump(*DERIVED, *FACTS) == kept


def test_rebuild_mends_a_progress_row_that_is_wrong(school: School, ada: int) -> None:
    school.complete(ada, SOIL)
    kept = school.dump(*DERIVED)
    with school.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE progress SET done = 4, standing = '[]'")

    rebuild(school)

    assert school.dump(*DERIVED) == kept


def test_rebuild_of_a_course_left_alone_by_others(school: School, ada: int) -> None:
    school.enrol(ada, slug="night-sky")
    kept = school.dump(*DERIVED)

    rebuild(school)

    assert school.dump(*DERIVED) == kept
    assert WATER in str(kept["progress"])
