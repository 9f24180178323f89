"""The learners of a cohort a batch at a time, so that no file and no answer needs more memory for a larger cohort."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.database import Database
from course.learning.progress import unpack_standing
from course.learning.standing import Standing
from course.models import Membership, Person, Progress
from course.people.cohorts import course_of

BATCH = 200
"""Learners that are read in one transaction."""


@dataclass(frozen=True, slots=True)
class LearnerProgress:
    """A learner with how far they are."""

    person_id: int
    public_id: str
    name: str
    is_guest: bool
    joined_at_utc: datetime
    last_active_at_utc: datetime
    standing: Standing


def batches(database: Database, cohort_id: int) -> Iterator[tuple[int, ...]]:
    """Yield the learners of a cohort by name, some at a time; who they are is read once."""
    with database.reading() as session:
        people = session.scalars(
            select(Membership.person_id)
            .join(Person, Person.id == Membership.person_id)
            .where(Membership.cohort_id == cohort_id, Membership.left_at_utc.is_(None))
            .order_by(Person.name, Person.id)
        ).all()
    for start in range(0, len(people), BATCH):
        yield tuple(people[start : start + BATCH])


def learners_after(session: Session, cohort_id: int, public_id: str, *, most: int) -> dict[int, str]:
    """Give the next learners of a cohort in the order of their public ids, and those ids; "" begins."""
    rows = session.execute(
        select(Person.id, Person.public_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.cohort_id == cohort_id, Membership.left_at_utc.is_(None), Person.public_id > public_id)
        .order_by(Person.public_id)
        .limit(most)
    )
    return dict(rows.all())


def progress_of(session: Session, cohort_id: int, people: Sequence[int]) -> tuple[LearnerProgress, ...]:
    """Give the progress of those of these people who are in the cohort now, in the order asked for."""
    rows = session.execute(
        select(
            Person.id,
            Person.public_id,
            Person.name,
            Person.email.is_(None),
            Membership.joined_at_utc,
            Progress.last_active_at_utc,
            Progress.standing,
            Progress.done,
            Progress.total,
        )
        .join(Membership, Membership.person_id == Person.id)
        .join(Progress, (Progress.person_id == Person.id) & (Progress.course_id == course_of(cohort_id)))
        .where(Membership.cohort_id == cohort_id, Membership.left_at_utc.is_(None), Person.id.in_(people))
    )
    found = {
        person_id: LearnerProgress(
            person_id, public_id, name, is_guest, joined, active, unpack_standing(standing, done=done, total=total)
        )
        for person_id, public_id, name, is_guest, joined, active, standing, done, total in rows
    }
    return tuple(found[person] for person in people if person in found)
