"""An instructor walks a course as a learner: marked, counted nowhere, and with a way back."""

import pytest

from course.people.cohorts import CohortCard
from course.people.practice import NotForPractice, practice_identity
from course.teaching.roster import Wanted, learners_page
from tests.fixtures.people import School
from tests.material.garden import GARDEN, RIGHT, SOIL, lesson_page
from tests.visitor import Visitor

BANNER = "You are practicing: nothing counts."
FACTS = ("response", "reflection_revision", "enrolment", "completion")


def practice(visitor: Visitor, course: str = GARDEN) -> None:
    visitor.get("/teach")
    visitor.submit(f"/teach/preview/{course}")


def practice_of(school: School, instructor: int) -> int:
    with school.database.writing() as session:
        return practice_identity(session, instructor, now=school.now)


def test_practicing_is_said_on_every_page_and_ended_by_a_button(ines_here: Visitor) -> None:
    practice(ines_here)
    course_page = ines_here.page.text
    lesson = ines_here.get(lesson_page(SOIL)).text
    ines_here.submit("/preview/end")

    assert BANNER in course_page
    assert BANNER in lesson
    assert ines_here.page.h1 == "Your cohorts"
    assert BANNER not in ines_here.page.text


def test_practice_identity_is_made_once_and_is_bound_to_its_instructor(
    school: School, ines: int, ines_here: Visitor
) -> None:
    for _ in range(2):
        practice(ines_here)
        ines_here.submit("/preview/end")

    assert school.count("person", "practice_of_id IS NOT NULL") == 1
    assert school.count("person", f"practice_of_id = {ines}") == 1


def test_practice_is_a_learner_with_nothing_of_an_instructor(ines_here: Visitor) -> None:
    practice(ines_here)

    assert "Teach" not in [link.text for link in ines_here.page.links]
    assert ines_here.request("GET", "/teach").status_code == 403


def test_practice_changes_nothing_of_the_instructors_own(school: School, ines: int, ines_here: Visitor) -> None:
    school.enrol(ines)
    before = [row for row in school.dump("progress")["progress"] if row[0] == ines]
    practice(ines_here)
    school.answer(practice_of(school, ines), "holds-water", RIGHT["holds-water"])

    assert [row for row in school.dump("progress")["progress"] if row[0] == ines] == before
    assert school.count("response", f"person_id = {ines}") == 0


def test_practice_joins_no_cohort(school: School, ines: int, cohort: CohortCard, ines_here: Visitor) -> None:
    practice(ines_here)
    ines_here.get(f"/join/{cohort.join_code}")
    ines_here.submit(f"/join/{cohort.join_code}")
    said = ines_here.page.text
    with school.database.reading() as session:
        learners = [row.name for row in learners_page(session, cohort.id, Wanted()).rows]

    assert "joins no cohort" in said
    assert learners == ["Ada"]
    with pytest.raises(NotForPractice):
        school.cohort(ines, practice_of(school, ines), name="Autumn")


def test_practice_becomes_no_instructor(school: School, ines: int, ines_here: Visitor) -> None:
    practice(ines_here)

    assert school.count("person", "practice_of_id IS NOT NULL AND is_instructor") == 0


def test_only_who_practices_can_end_it(school: School, ada: int, ines: int, ada_here: Visitor) -> None:
    answered = ada_here.post("/preview/end", {"csrf_token": _token(ada_here)})

    assert answered.status_code == 404
    assert "Ada" in ada_here.get("/account").text


def test_learner_cannot_practice(ada_here: Visitor) -> None:
    answered = ada_here.post(f"/teach/preview/{GARDEN}", {"csrf_token": _token(ada_here)})

    assert answered.status_code == 403


def test_practicing_a_course_that_is_not_there(school: School, ines_here: Visitor) -> None:
    ines_here.get("/teach")
    answered = ines_here.post("/teach/preview/weeds", {"csrf_token": _token(ines_here)})

    assert answered.status_code == 404
    assert school.count("person", "practice_of_id IS NOT NULL") == 0


def test_signing_out_while_practicing_leaves_nobody_signed_in(ines_here: Visitor) -> None:
    practice(ines_here)
    ines_here.get("/account")
    ines_here.submit("/logout", button="Sign out")

    assert ines_here.get("/account").h1 == "Sign in"


def _token(visitor: Visitor) -> str:
    visitor.get("/account")
    return next(str(field.get("value")) for field in visitor.page.all("input") if field.get("name") == "csrf_token")
