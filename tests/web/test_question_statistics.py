"""Ines reads what first answers say of her cohort's questions; what is not hers to see is not there."""

from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from course.learning.responses import record_response, shown_question
from course.people.cohorts import CohortCard, cohorts_taught, create_cohort, join_cohort, leave_cohort
from course.people.practice import practice_identity
from course.teaching.item_analysis import ItemAnalyses, analyze_cohort
from quizzes.statistics.report import CourseStatistics
from tests.fixtures.people import School, compiled
from tests.material.edits import with_key
from tests.material.garden import COURSES, GARDEN, RIGHT, WRONG
from tests.material.kinds import EVERY_KIND, KINDS_FOLDER
from tests.visitor import Visitor


def learners(school: School, cohort: CohortCard, number: int) -> list[int]:
    people = [school.guest(f"visit-{each}") for each in range(number)]
    school.join(cohort, *people)
    return people


def statistics(school: School, cohort: CohortCard, analyses: ItemAnalyses) -> CourseStatistics:
    with school.database.reading() as session:
        return analyses.find(session, cohort.id, school.published(), now=school.now).statistics


def test_page_counts_first_answers_of_this_cohort_alone(
    school: School, ada: int, max_: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    other = school.member("Other")
    school.cohort(max_, other, name="Autumn")
    for person in (ada, other):
        school.answer(person, "holds-water", WRONG["holds-water"])
        school.answer(person, "holds-water", RIGHT["holds-water"])

    ines_here.get(f"/teach/{cohort.public_id}/questions/holds-water")

    assert "1 answered it first in these words 0 right" in ines_here.page.text
    assert ines_here.page.link("Ada").href.startswith(f"/teach/{cohort.public_id}/learners/")
    assert "Other" not in ines_here.page.text
    assert "Not told: it takes 10, and there are 1." in ines_here.page.text


def test_who_left_and_who_only_practiced_are_not_counted(
    school: School, ada: int, ines: int, cohort: CohortCard
) -> None:
    gone, stays = learners(school, cohort, 2)
    with school.database.writing() as session:
        practice = practice_identity(session, ines, now=school.now)
    school.enrol(practice)
    for person in (ada, gone, stays, practice):
        school.answer(person, "holds-water", RIGHT["holds-water"])
    analyses = ItemAnalyses()
    before = statistics(school, cohort, analyses).items["holds-water", 1].answered
    with school.database.writing() as session:
        leave_cohort(session, gone, cohort.id, now=school.now)

    assert (before, statistics(school, cohort, analyses).items["holds-water", 1].answered) == (3, 2)


def test_what_was_computed_is_kept_until_somebody_answers(school: School, ada: int, cohort: CohortCard) -> None:
    analyses = ItemAnalyses()
    first = statistics(school, cohort, analyses)

    assert statistics(school, cohort, analyses) is first

    school.answer(ada, "holds-water", RIGHT["holds-water"])

    assert statistics(school, cohort, analyses).people == 1


def test_questions_to_mend_lead_the_page(school: School, ada: int, cohort: CohortCard, ines_here: Visitor) -> None:
    for person in (ada, *learners(school, cohort, 9)):
        school.answer(person, "when-to-water", WRONG["when-to-water"])
        school.answer(person, "holds-water", RIGHT["holds-water"])

    ines_here.get(f"/teach/{cohort.public_id}/questions")

    assert "Nobody of 10 was right at first." in ines_here.page.text
    mend = ines_here.page.text.partition("By lesson and passage")[0]
    assert "When do you water?" in mend
    assert "holds water" not in mend


def test_before_and_after_an_edit_stand_side_by_side(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    school.publish({GARDEN: with_key(school.published().course, "holds-water", "sand")})
    (late,) = learners(school, cohort, 1)
    school.answer(late, "holds-water", ("sand",))

    ines_here.get(f"/teach/{cohort.public_id}/questions/holds-water")

    now, _comma, before = ines_here.page.text.partition("Revision 2, asked now")[2].partition("Revision 1")
    assert "1 answered it first in these words 1 right" in now
    assert "1 answered it first in these words 0 right" in before
    assert "Before and after each edit" in ines_here.page.text


@pytest.fixture
def own_files(app: Flask, tmp_path: Path) -> Path:
    """The course’s files, where they may be changed."""
    folder = tmp_path / "content"
    copytree(COURSES, folder)
    app.extensions["runway.content_dir"] = folder
    return folder


def accept_page(cohort: CohortCard, answer: str) -> str:
    return f"/teach/{cohort.public_id}/questions/nitrogen-crop/accept?answer={answer}"


def test_accepting_is_rehearsed_in_numbers_and_named_as_a_command(
    school: School, ada: int, max_: int, cohort: CohortCard, ines_here: Visitor, own_files: Path
) -> None:
    other = school.member("Other")
    school.cohort(max_, other, name="Autumn")
    for person in (ada, other):
        school.answer(person, "nitrogen-crop", ("$(lupins)",))
    before = {file: file.read_bytes() for file in own_files.rglob("*") if file.is_file()}
    ines_here.get(f"/teach/{cohort.public_id}/questions/nitrogen-crop")

    ines_here.follow("Accept this: $(lupins)")

    assert "2 answers would count for more, of 2 people." in ines_here.page.text
    assert "flask course accept -- first-garden nitrogen-crop '$(lupins)'" in ines_here.page.text
    assert "Other" not in ines_here.page.text
    assert {file: file.read_bytes() for file in own_files.rglob("*") if file.is_file()} == before


def test_files_that_are_not_here_are_said_to_be_so(
    app: Flask, cohort: CohortCard, ines_here: Visitor, tmp_path: Path
) -> None:
    app.extensions["runway.content_dir"] = tmp_path

    ines_here.get(accept_page(cohort, "lupins"))

    assert "It cannot be rehearsed here" in ines_here.page.text
    assert "flask course accept -- first-garden nitrogen-crop lupins" in ines_here.page.text


def test_what_is_not_typed_cannot_be_accepted(cohort: CohortCard, ines_here: Visitor) -> None:
    ines_here.get(f"/teach/{cohort.public_id}/questions/holds-water/accept?answer=Sand", status=404)


def test_answers_in_parts_are_told_part_by_part(school: School, ines: int, ada: int) -> None:
    school.publish({**compiled(COURSES), **compiled(KINDS_FOLDER)})
    published = school.published(EVERY_KIND)
    school.enrol(ada, slug=EVERY_KIND)
    with school.database.writing() as session:
        create_cohort(session, ines, published.course_id, "Kinds", submission_key="kinds", now=school.now)
        (card,) = cohorts_taught(session, ines)
        join_cohort(session, ada, card.id, now=school.now)
        shown = shown_question(session, published, "what-they-do", 1)
        assert shown is not None
        answered = shown.answered(("peas=climb", "carrots=heads", "lettuce=root"), key="k")
        record_response(session, ada, published, answered, now=school.now)

    with school.database.reading() as session:
        parts = analyze_cohort(session, card.id, published).parts["what-they-do"].parts

    assert sorted((part.id, part.hits, part.of) for part in parts) == [
        ("carrots", 0, 1),
        ("lettuce", 0, 1),
        ("peas", 1, 1),
    ]
