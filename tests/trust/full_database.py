"""A database in which there is something in every table that knows people; in a long run, a lot."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import insert

from course.database import Database
from course.models import Enrolment, Person
from tests.course.lives import do_everything
from tests.fixtures.databases import DatabaseKind, Databases
from tests.fixtures.people import School, compiled
from tests.material.garden import COURSES
from tests.trust.amounts import amount

ROWS = amount(0, 100_000)


@contextmanager
def lived_in(databases: Databases, kind: DatabaseKind) -> Iterator[str]:
    """Its address; two learners have left a row in every table that knows people."""
    with databases.fresh(kind) as url:
        school = School(Database(url))
        school.publish(compiled(COURSES))
        ines = school.member("Ines", instructor=True)
        for name in ("Ada", "Lin"):
            person = school.member(name)
            school.enrol(person)
            do_everything(school, name, person, ines, school.cohort(ines, person, name=f"With {name}"))
        _fill(school)
        school.database.dispose()
        yield url


def _fill(school: School) -> None:
    course = school.published().course_id
    with school.database.writing() as session:
        for first in range(0, ROWS // 2, 1000):
            people = [
                {"public_id": f"many{n:08}", "name": f"Many {n}", "name_key": f"many {n}", "created_at_utc": school.now}
                for n in range(first, first + 1000)
            ]
            made = session.scalars(insert(Person).returning(Person.id), people).all()
            session.execute(
                insert(Enrolment),
                [{"person_id": each, "course_id": course, "started_at_utc": school.now} for each in made],
            )
