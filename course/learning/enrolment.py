"""Starting a course, and the lock that makes one learner's writes follow each other."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from course.learning.progress import refresh_progress
from course.material.catalog import Published
from course.models import Enrolment, Person
from course.statements import has_row_locks, read_rows


def enrol(session: Session, person_id: int, published: Published, *, now: datetime) -> None:
    """Start a course; starting twice is starting once."""
    # The person's row is locked first: on PostgreSQL two clicks at once would both find no enrolment.
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
    if is_enrolled(session, person_id, published.course_id):
        return
    session.add(Enrolment(person_id=person_id, course_id=published.course_id, started_at_utc=now))
    session.flush()
    refresh_progress(session, person_id, published, now=now)


def lock_enrolments(session: Session, course_ids: Iterable[int]) -> None:
    """Hold every learner's enrolment in these courses until the transaction ends."""
    # In one order, which merging keeps too: whoever waits holds nothing that the other wants.
    every = select(Enrolment.person_id).where(Enrolment.course_id.in_(list(course_ids)))
    session.execute(every.order_by(Enrolment.person_id, Enrolment.course_id).with_for_update())


_ENROLLED = select(Enrolment.person_id).where(
    Enrolment.person_id == bindparam("person_id"), Enrolment.course_id == bindparam("course_id")
)
_LOCKED = _ENROLLED.with_for_update()
"""SQLite has one writer anyway, and nothing to ask for."""


def is_enrolled(session: Session, person_id: int, course_id: int) -> bool:
    """Say whether a person has started a course."""
    return bool(read_rows(session, _ENROLLED, {"person_id": person_id, "course_id": course_id}))


def count_enrolled(session: Session, course_id: int) -> int:
    """Count who has started a course."""
    return session.scalar(select(func.count()).where(Enrolment.course_id == course_id)) or 0


def lock_enrolment(session: Session, person_id: int, course_id: int) -> None:
    """Hold a learner's enrolment, if there is one, until the transaction ends."""
    if has_row_locks(session):
        read_rows(session, _LOCKED, {"person_id": person_id, "course_id": course_id})
