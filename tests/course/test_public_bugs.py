"""What users of other course software complain of in public, each as a test that ours would fail if it were so here."""

from pathlib import Path
from typing import Any

import pytest

from course.learning.progress import rebuild_progress, unpack_standing
from course.learning.standing import Facts, stand
from course.material.compiled import CompiledCourse
from course.people.cohorts import CohortCard
from course.teaching.roster import Wanted, learners_page
from quizzes.parsing import parse_quiz
from sources.places import MaterialError
from tests.course.test_standing import course, lesson, prompt
from tests.fixtures.counting import asked
from tests.fixtures.people import School
from tests.material.edits import replace, with_question_changed, without_lesson, without_question
from tests.material.garden import COURSES, FEED, GARDEN, LESSONS, PLANTS, RIGHT, SOIL, WATER, WRONG

QUIZ = COURSES / GARDEN / "quizzes"


def with_lesson(before: CompiledCourse, added: Any) -> CompiledCourse:
    first = before.modules[0]
    return replace(before, modules=(replace(first, lessons=(*first.lessons, added)), *before.modules[1:]))


# frappe/lms#851: lessons were deleted and progress showed more than 100 %.
def test_progress_never_exceeds_one_hundred_percent_after_lessons_were_deleted(school: School, ada: int) -> None:
    school.complete(ada)

    for gone in LESSONS[:3]:
        school.publish({GARDEN: without_lesson(school.published().course, gone)}, retire={gone})
        assert (school.standing(ada).done, school.standing(ada).total) == (4, 4)


# oli-torus#3784, RunestoneServer#1550: after an edit no work of a learner's brought them to 100 %.
def test_progress_reaches_one_hundred_percent_after_lessons_and_questions_came_and_went(
    school: School, ada: int
) -> None:
    school.complete(ada, SOIL, PLANTS)
    edited = with_lesson(without_question(school.published().course, "good-signs"), lesson("new", 2))
    school.publish({GARDEN: without_lesson(edited, PLANTS)}, retire={"good-signs", PLANTS})
    short_of_all = school.standing(ada)

    for question in ("new-q0", "new-q1"):
        school.answer(ada, question, ("true",))
    school.complete(ada, FEED, WATER)

    assert short_of_all.done < short_of_all.total
    assert school.standing(ada).is_complete


# openedx-platform#39114: a score of 0 was taken for no score at all, and the gate stood open.
def test_score_of_zero_keeps_the_next_lesson_closed(school: School, ada: int) -> None:
    for question in ("holds-water", "good-signs"):
        school.answer(ada, question, WRONG[question])

    assert [each.state for each in school.standing(ada).lessons[:2]] == ["begun", "closed"]
    assert school.lesson(ada, SOIL).right == 0


# frappe/lms#2701: the next lesson opened only after the page was loaded again.
def test_next_lesson_is_open_in_the_very_answer_that_completes_this_one(school: School, ada: int) -> None:
    school.write(ada, "my-earth", {"text": "Loam."})
    school.answer(ada, "holds-water", RIGHT["holds-water"])

    _result, standing = school.answer(ada, "good-signs", RIGHT["good-signs"])

    assert [each.state for each in standing.lessons[:2]] == ["done", "open"]
    assert standing == school.standing(ada)


# chamilo#3584: a test that was failed completed its module.
def test_failed_quiz_completes_nothing(school: School, ada: int) -> None:
    school.write(ada, "my-earth", {"text": "Loam."})
    for _ in range(5):
        for question in ("holds-water", "good-signs"):
            school.answer(ada, question, WRONG[question])

    assert school.lesson(ada, SOIL).state == "begun"
    assert school.count("completion") == 0


# frappe/lms#1730, chamilo#3561, h5p-essay#104: what was typed was gone after the page had changed.
def test_text_typed_before_an_edit_is_there_after_it(school: School, ada: int) -> None:
    written = school.writing("my-earth", {"text": "It sticks to the spade."})
    school.publish({GARDEN: replace(school.published().course, title="A second garden")})

    school.write_this(ada, written)

    assert school.dump("reflection_revision")["reflection_revision"][0][8] == '{"text":"It sticks to the spade."}'


# classroomio, pull request 1135: a gate that asked for something that was not there was a dead end.
def test_lesson_with_nothing_to_do_is_no_dead_end(school: School, ada: int) -> None:
    school.complete(ada, SOIL)
    at_it = school.standing(ada)
    school.finish(ada, FEED)

    assert [each.state for each in at_it.lessons[:3]] == ["done", "open", "closed"]
    assert [each.state for each in school.standing(ada).lessons[:3]] == ["done", "done", "open"]


# The same by an edit: the last question of a lesson was deleted, and nothing was left that could complete it.
def test_lesson_whose_last_question_was_deleted_is_no_dead_end(school: School, ada: int) -> None:
    school.complete(ada, SOIL, FEED, PLANTS)
    school.answer(ada, "when-to-water", WRONG["when-to-water"])
    school.publish({GARDEN: without_question(school.published().course, "when-to-water")}, retire={"when-to-water"})

    school.finish(ada, WATER)

    assert school.standing(ada).is_complete


# kolibri#14515: the instructor's page and the learner's page showed different states.
def test_instructor_is_shown_the_state_that_the_learner_is_shown(school: School, ada: int, cohort: CohortCard) -> None:
    school.answer(ada, "nitrogen-crop", ("lupins",))
    edited = with_question_changed(school.published().course, "nitrogen-crop", accepted=("lupins",))
    school.publish({GARDEN: edited})

    with school.database.reading() as session:
        (row,) = learners_page(session, cohort.id, Wanted()).rows

    shown = unpack_standing(row.standing, done=row.done, total=row.total)
    assert shown == school.standing(ada)
    assert shown.lessons[2].right == 1


# RunestoneServer#1709: the progress page of a large group took half a minute, a query for each learner.
@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_roster_of_many_asks_the_database_as_often_as_that_of_one(
    school: School, ines: int, ada: int, cohort: CohortCard
) -> None:
    one = statements_of_roster(school, cohort)
    others = [school.guest(f"visit-{number}") for number in range(20)]
    many = school.cohort(ines, ada, *others, name="Autumn")

    assert statements_of_roster(school, many) == one == 1


def statements_of_roster(school: School, cohort: CohortCard) -> int:
    with asked(school.database) as statements, school.database.reading() as session:
        learners_page(session, cohort.id, Wanted())
        return len(statements)


# LiaScript (arcus#139, #747): a blank line too many, and the solution stood in the text.
@pytest.mark.parametrize("path", sorted(QUIZ.glob("*.md")), ids=lambda path: path.stem)
def test_stray_blank_line_never_changes_what_is_a_question_and_what_is_its_key(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    meant = parse_quiz("\n".join(lines), path.name).quiz

    for index in range(len(lines)):
        for stray in ("", "   ", "\t"):
            assert quiz_or_nothing([*lines[:index], stray, *lines[index:]]) in (meant, None)


def quiz_or_nothing(lines: list[str]) -> object:
    try:
        return parse_quiz("\n".join(lines), "quiz.md").quiz
    except MaterialError:
        return None


# mdbook-quiz: a typo in a question was mended, and everybody's answers to it were gone.
def test_typo_mended_keeps_every_answer_and_all_progress(school: School, ada: int) -> None:
    school.complete(ada, SOIL)
    before = school.dump("response", "completion", "progress")

    school.publish(
        {GARDEN: with_question_changed(school.published().course, "holds-water", stem="Yours?", stem_text="Yours?")}
    )

    assert school.dump("response", "completion", "progress") == before


# Canvas: what was optional and not handed in stood there as missing, in red.
def test_optional_work_left_undone_is_not_missing() -> None:
    one = course(replace(lesson("a", 1), lesson=replace(lesson("a").lesson, prompts=(prompt("p", required=False),))))

    here = stand(one, Facts(answered={"a-q0"}, right={"a-q0"})).lessons[0]

    assert (here.state, here.missing_prompts, here.missing_answers) == ("done", 0, 0)


# RunestoneServer#1550 again: progress was right until it was reckoned anew.
def test_progress_reckoned_anew_is_what_it_was(school: School, ada: int) -> None:
    school.complete(ada, SOIL, PLANTS)
    school.publish({GARDEN: without_lesson(school.published().course, PLANTS)}, retire={PLANTS})
    before = school.dump("progress", "completion")

    with school.database.writing() as session:
        rebuild_progress(session, school.published(), now=school.now)

    assert school.dump("progress", "completion") == before
