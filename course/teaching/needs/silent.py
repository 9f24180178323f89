"""Learners who started and then fell silent."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from course.models import Membership, Person
from course.models.base import UtcDateTime
from course.statements import read_rows
from course.teaching.needs.need import Asked, Need
from course.teaching.tallies import QUIET_AFTER

KIND = "silent"

_SILENT = (
    select(Person.public_id, Person.name, Membership.place, Membership.last_active_at_utc)
    .join(Person, Person.id == Membership.person_id)
    .where(
        Membership.cohort_id == bindparam("cohort_id"),
        Membership.left_at_utc.is_(None),
        Membership.last_active_at_utc < bindparam("quiet_since", type_=UtcDateTime()),
        Membership.place < bindparam("finished"),
        Membership.stuck_since_utc.is_(None),
    )
    .order_by(Membership.last_active_at_utc.desc(), Membership.person_id.desc())
    .limit(bindparam("most"))
)


def find_silent(session: Session, asked: Asked, most: int) -> list[Need]:
    """Give who has not finished and done nothing for seven days, the last to fall silent first.

    Who is stuck is named as stuck.
    """
    finished = 2 * len(asked.course.lessons)
    quiet_since = asked.now - QUIET_AFTER
    values = {"cohort_id": asked.cohort_id, "quiet_since": quiet_since, "finished": finished, "most": most}
    return [
        Need(
            KIND,
            subject=learner_id,
            figures=(last_active_at_utc.isoformat(),),
            learner_id=learner_id,
            learner=name,
            lesson_id=asked.lesson_at(place),
            since_utc=last_active_at_utc,
        )
        for learner_id, name, place, last_active_at_utc in read_rows(session, _SILENT, values)
    ]
