"""Who is where in a cohort: one progress row per learner, a page at a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from course.learning.progress import unpack_standing
from course.learning.standing import Standing
from course.models import Cohort, Membership, Person, Progress

LEARNERS_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """A learner of a cohort; `email` is None for a guest."""

    person_id: int
    public_id: str
    name: str
    email: str | None
    joined_at_utc: datetime
    last_active_at_utc: datetime
    standing: Standing


def learners_page(session: Session, cohort_id: int, page: int) -> tuple[LearnerRow, ...]:
    """Give one page of a cohort's learners by name; pages count from 1."""
    rows = session.execute(
        _learners(cohort_id)
        .order_by(Person.name, Person.id)
        .limit(LEARNERS_PER_PAGE)
        .offset((page - 1) * LEARNERS_PER_PAGE)
    )
    return tuple(_row(row) for row in rows)


def find_learner(session: Session, cohort_id: int, public_id: str) -> LearnerRow | None:
    """Find a learner through the cohort they are in now."""
    row = session.execute(_learners(cohort_id).where(Person.public_id == public_id)).one_or_none()
    return row and _row(row)


def count_active_since(session: Session, cohort_ids: list[int], since: datetime) -> dict[int, int]:
    """Count the learners of each cohort who did something since then."""
    rows = session.execute(
        select(Membership.cohort_id, func.count())
        .join(Cohort, Cohort.id == Membership.cohort_id)
        .join(Progress, (Progress.person_id == Membership.person_id) & (Progress.course_id == Cohort.course_id))
        .where(
            Membership.cohort_id.in_(cohort_ids),
            Membership.left_at_utc.is_(None),
            Progress.last_active_at_utc >= since,
        )
        .group_by(Membership.cohort_id)
    )
    return dict(rows.all())


_Columns = tuple[int, str, str, str | None, datetime, datetime, str, int, int]


def _learners(cohort_id: int) -> Select[*_Columns]:
    return (
        select(
            Person.id,
            Person.public_id,
            Person.name,
            Person.email,
            Membership.joined_at_utc,
            Progress.last_active_at_utc,
            Progress.standing,
            Progress.done,
            Progress.total,
        )
        .join(Membership, Membership.person_id == Person.id)
        .join(Cohort, Cohort.id == Membership.cohort_id)
        .join(Progress, (Progress.person_id == Person.id) & (Progress.course_id == Cohort.course_id))
        .where(Membership.cohort_id == cohort_id, Membership.left_at_utc.is_(None))
    )


def _row(row: Row[*_Columns]) -> LearnerRow:
    person_id, public_id, name, email, joined_at_utc, last_active_at_utc, standing, done, total = row
    unpacked = unpack_standing(standing, done=done, total=total)
    return LearnerRow(person_id, public_id, name, email, joined_at_utc, last_active_at_utc, unpacked)
