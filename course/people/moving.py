"""Moving a learner from one cohort to another, and nobody new sees their work by it."""

from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from course.models import Cohort, CohortInstructor, Membership
from course.people.cohorts import join_cohort, leave_cohort
from course.records.acts import Deed, record_act

_there, _here, _this = aliased(CohortInstructor), aliased(CohortInstructor), aliased(Cohort)


def cohorts_to_move_to(session: Session, instructor_id: int, cohort_id: int) -> tuple[tuple[str, str], ...]:
    """Give the public id and name of cohorts that a learner of this one can be moved to.

    They teach the same course, this instructor teaches them, and whoever else does teaches this cohort too: a learner
    agreed to be seen by those who teach here, and by nobody else.
    """
    rows = session.execute(_targets(instructor_id, cohort_id).with_only_columns(Cohort.public_id, Cohort.name))
    return tuple((public_id, name) for public_id, name in rows)


def move_learner(session: Session, person_id: int, cohort_id: int, to: str, *, by: int, now: datetime) -> str | None:
    """Take a learner out of one cohort and into another; returns its name, None where that cannot be.

    What they shared with the one is not shared with the other: whoever calls takes it back.
    """
    target = session.execute(
        _targets(by, cohort_id).where(Cohort.public_id == to).with_only_columns(Cohort.id, Cohort.name)
    ).one_or_none()
    if target is None:
        return None
    if leave_cohort(session, person_id, cohort_id, now=now):
        join_cohort(session, person_id, target.id, now=now)
        about = f"→ {target.name}"
        record_act(session, Deed.LEARNER_MOVED, by=by, on=person_id, cohort_id=cohort_id, about=about, now=now)
    elif not _is_in(session, person_id, target.id):
        return None
    return str(target.name)


def _is_in(session: Session, person_id: int, cohort_id: int) -> bool:
    """Whether they are there already, as where of two clicks at once on PostgreSQL the other one moved them."""
    membership = session.get(Membership, (cohort_id, person_id))
    return membership is not None and membership.left_at_utc is None


def _targets(instructor_id: int, cohort_id: int) -> Select[Cohort]:
    teaches_here = exists().where(_here.cohort_id == cohort_id, _here.person_id == _there.person_id)
    strangers = select(_there.person_id).where(_there.cohort_id == Cohort.id, ~teaches_here)
    course = select(_this.course_id).where(_this.id == cohort_id).scalar_subquery()
    mine = select(CohortInstructor.cohort_id).where(CohortInstructor.person_id == instructor_id)
    return (
        select(Cohort)
        .where(
            Cohort.course_id == course,
            Cohort.id != cohort_id,
            Cohort.archived_at_utc.is_(None),
            Cohort.id.in_(mine),
            ~strangers.exists(),
        )
        .order_by(Cohort.created_at_utc.desc(), Cohort.id.desc())
    )
