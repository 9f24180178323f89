"""Practice identities: an instructor walks a course as a learner, and what they do there counts nowhere."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.models import Person
from course.people.names import name_key
from course.people.tokens import new_public_id


class NotForPractice(Exception):
    """Something that a practice identity cannot do, since others would see or count it."""


def practice_identity(session: Session, instructor_id: int, *, now: datetime) -> int:
    """Give the practice identity of an instructor, made at the first time."""
    made = select(Person.id).where(Person.practice_of_id == instructor_id)
    known = session.scalar(made)
    if known is not None:
        return known
    name = session.execute(select(Person.name).where(Person.id == instructor_id)).scalar_one()
    person = Person(
        public_id=new_public_id(),
        name=name,
        name_key=name_key(name),
        practice_of_id=instructor_id,
        created_at_utc=now,
    )
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError:  # on PostgreSQL both clicks may be here at once
        return session.execute(made).scalar_one()
    return person.id


def counts() -> ColumnElement[bool]:
    """Say, of a `Person` row: what they do counts, in rosters, numbers and statistics."""
    return Person.practice_of_id.is_(None)


def practice_owner(session: Session, person_id: int) -> int | None:
    """Give whose practice identity a person is; None for everybody else."""
    return session.scalar(select(Person.practice_of_id).where(Person.id == person_id))


def is_practice(session: Session, person_id: int) -> bool:
    """Say whether a person is somebody's practice identity."""
    return practice_owner(session, person_id) is not None
