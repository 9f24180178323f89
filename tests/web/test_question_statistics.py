"""Ines reads what first answers say of her cohort's questions; what is not hers to see is not there."""

from course.people.cohorts import CohortCard
from tests.fixtures.people import School
from tests.material.garden import RIGHT, WRONG
from tests.visitor import Visitor


def learners(school: School, cohort: CohortCard, number: int) -> list[int]:
    people = [school.member(f"Learner{each}") for each in range(number)]
    school.join(cohort, *people)
    return people


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
