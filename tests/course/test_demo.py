"""The demo's cohort shows an instructor one of everything."""

import pytest
from sqlalchemy import select

from commands.demo import DEMO_LEARNERS, make_demo
from config import ROOT
from course.models import Person
from course.people.cohorts import find_taught
from course.teaching.needs import NEEDS, NeedsOfKind, find_needs
from course.teaching.needs.need import Asked
from course.teaching.tallies import count_cohort
from tests.fixtures.people import School, compiled

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def needs_of_the_demo(school: School) -> tuple[NeedsOfKind, ...]:
    school.begin_again(compiled(ROOT / "content"))
    with school.database.writing() as session:
        cohort_id = make_demo(session, learners=DEMO_LEARNERS, now=school.now, on_learner=lambda: None)
    published = school.published("career-ownership")
    with school.database.reading() as session:
        ines = session.scalars(select(Person.id).where(Person.email == "ines@example.org")).one()
        cohort = find_taught(session, ines, cohort_id)
        assert cohort is not None
        tallies = count_cohort(session, cohort.id, published.course, now=school.now)
        asked = Asked(cohort.id, published.course, ines, tallies, school.now)
        return find_needs(session, asked, most=4)


def test_demo_has_needs_of_every_kind_with_who_and_why(school: School) -> None:
    found = needs_of_the_demo(school)

    assert [each.kind for each in found] == list(NEEDS)
    assert all(each.needs for each in found)
