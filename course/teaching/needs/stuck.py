"""Learners whom a question keeps from going on."""

from datetime import timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from course.models import Membership, Person
from course.models.base import UtcDateTime
from course.statements import read_rows
from course.teaching.needs.need import Asked, Need

KIND = "stuck"
STUCK_FOR = timedelta(days=1)
"""Who failed an hour ago may be reading it again."""

_STUCK = (
    select(Person.public_id, Person.name, Membership.place, Membership.stuck_since_utc)
    .join(Person, Person.id == Membership.person_id)
    .where(
        Membership.cohort_id == bindparam("cohort_id"),
        Membership.left_at_utc.is_(None),
        Membership.stuck_since_utc < bindparam("before", type_=UtcDateTime()),
    )
    .order_by(Membership.stuck_since_utc.desc(), Membership.person_id.desc())
    .limit(bindparam("most"))
)


def find_stuck(session: Session, asked: Asked, most: int) -> list[Need]:
    """Give who failed a question twice and got nowhere since, the last to get stuck first: they still remember it."""
    rows = read_rows(session, _STUCK, {"cohort_id": asked.cohort_id, "before": asked.now - STUCK_FOR, "most": most})
    return [
        Need(
            KIND,
            subject=learner_id,
            figures=(since_utc.isoformat(),),
            learner_id=learner_id,
            learner=name,
            lesson_id=asked.lesson_at(place),
            since_utc=since_utc,
        )
        for learner_id, name, place, since_utc in rows
        if since_utc
    ]
