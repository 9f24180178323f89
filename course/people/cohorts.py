"""Cohorts: made by instructors, joined by learners; finding one is where access is decided."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, ScalarSelect, Select, bindparam, case, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.models import Cohort, CohortInstructor, Course, Membership, Person, Progress
from course.people.practice import NotForPractice, is_practice
from course.people.tokens import new_join_code, new_public_id
from course.records.acts import Deed, record_act
from course.statements import read_rows


@dataclass(frozen=True, slots=True)
class CohortCard:
    """A cohort as it is listed; `instructors` are names."""

    id: int
    public_id: str
    course_id: int
    course_slug: str
    name: str
    join_code: str
    takes_in: bool
    """Whether the join link lets people in."""
    is_archived: bool
    instructors: tuple[str, ...]


def create_cohort(
    session: Session, instructor_id: int, course_id: int, name: str, *, submission_key: str, now: datetime
) -> str:
    """Make a cohort with its first instructor; the same submission key gives the same cohort. Returns its public id."""
    submission_key = f"{instructor_id}.{submission_key}"
    made = select(Cohort.public_id).where(Cohort.submission_key == submission_key)
    known = session.scalar(made)
    if known is not None:
        return known
    cohort = Cohort(
        public_id=new_public_id(),
        course_id=course_id,
        name=name,
        join_code=new_join_code(),
        submission_key=submission_key,
        created_at_utc=now,
    )
    try:
        with session.begin_nested():
            session.add(cohort)
    except IntegrityError:  # on PostgreSQL both clicks may be here at once
        return session.execute(made).scalar_one()
    add_instructor(session, cohort.id, instructor_id, now=now)
    return cohort.public_id


def course_of(cohort_id: int | BindParameter[int]) -> ScalarSelect[int]:
    """Name, for a condition, the course that a cohort takes.

    Joined instead, PostgreSQL expects hardly anybody in a cohort's course, and reads the progress of all.
    """
    return select(Cohort.course_id).where(Cohort.id == cohort_id).scalar_subquery()


def add_instructor(session: Session, cohort_id: int, person_id: int, *, now: datetime) -> None:
    """Let a person teach a cohort."""
    session.execute(insert(CohortInstructor).values(cohort_id=cohort_id, person_id=person_id, added_at_utc=now))


def join_cohort(session: Session, person_id: int, cohort_id: int, *, now: datetime) -> None:
    """Put a learner into a cohort; joining twice is joining once. Raises NotForPractice."""
    if is_practice(session, person_id):
        raise NotForPractice
    membership = session.get(Membership, (cohort_id, person_id), with_for_update=True)
    if membership is None:
        shown = _shown_to_cohort(session, person_id, cohort_id, now=now)
        session.add(Membership(cohort_id=cohort_id, person_id=person_id, joined_at_utc=now, **shown))
    elif membership.left_at_utc is not None:
        membership.joined_at_utc, membership.left_at_utc, membership.removed_by_id = now, None, None
        for column, value in _shown_to_cohort(session, person_id, cohort_id, now=now).items():
            setattr(membership, column, value)
    session.flush()


def _shown_to_cohort(session: Session, person_id: int, cohort_id: int, *, now: datetime) -> dict[str, object]:
    """What a membership copies; whoever has not started the course stands at its beginning."""
    copied = ("last_active_at_utc", "place", "states", "stuck_since_utc")
    row = session.execute(
        select(Person.name_key, *(getattr(Progress, column) for column in copied))
        .select_from(Person)
        .outerjoin(Progress, (Progress.person_id == Person.id) & (Progress.course_id == course_of(cohort_id)))
        .where(Person.id == person_id)
    ).one()
    progress = (
        dict(zip(copied, row[1:], strict=True)) if row[1] else {"last_active_at_utc": now, "place": 0, "states": ""}
    )
    return {"name_key": row[0], **progress}


def leave_cohort(
    session: Session, person_id: int, cohort_id: int, *, now: datetime, removed_by_id: int | None = None
) -> bool:
    """Take a learner out of a cohort, on their own word or an instructor's; its instructors no longer see them.

    False for whoever is out already.
    """
    left = session.execute(
        update(Membership)
        .where(Membership.cohort_id == cohort_id, Membership.person_id == person_id, Membership.left_at_utc.is_(None))
        .values(left_at_utc=now, removed_by_id=removed_by_id)
        .returning(Membership.person_id)
    ).one_or_none()
    if left is not None and removed_by_id is not None:
        record_act(session, Deed.LEARNER_REMOVED, by=removed_by_id, on=person_id, cohort_id=cohort_id, now=now)
    return left is not None


def put_back(session: Session, cohort_id: int, public_id: str, *, by: int, now: datetime) -> bool:
    """Undo the removal of a learner; False for whoever was not removed, or is in again."""
    membership = session.scalar(
        select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.cohort_id == cohort_id, Person.public_id == public_id, Membership.removed_by_id.is_not(None))
        .with_for_update(of=Membership)  # of several at once on PostgreSQL one puts back
    )
    if membership is None:
        return False
    join_cohort(session, membership.person_id, cohort_id, now=membership.joined_at_utc)
    record_act(session, Deed.LEARNER_PUT_BACK, by=by, on=membership.person_id, cohort_id=cohort_id, now=now)
    return True


def find_by_join_code(session: Session, code: str) -> CohortCard | None:
    """Find the cohort that a join code opens."""
    return next(iter(_cards(session, _BY_JOIN_CODE, code=code.strip().lower())), None)


def find_taught(session: Session, instructor_id: int, public_id: str) -> CohortCard | None:
    """Find a cohort through who teaches it: another's and a nonexistent one are both None."""
    return next(iter(_cards(session, _ONE_TAUGHT, person_id=instructor_id, public_id=public_id)), None)


def cohorts_taught(session: Session, instructor_id: int) -> tuple[CohortCard, ...]:
    """List the cohorts that a person teaches."""
    return _cards(session, _TAUGHT, person_id=instructor_id)


def cohorts_joined(session: Session, person_id: int) -> tuple[CohortCard, ...]:
    """List the cohorts that a person is in now."""
    return _cards(session, _JOINED, person_id=person_id)


def cohorts_joined_in_course(session: Session, person_id: int, course_id: int) -> tuple[CohortCard, ...]:
    """List the cohorts of one course that a person is in now."""
    return _cards(session, _JOINED_IN_COURSE, person_id=person_id, course_id=course_id)


class Size(NamedTuple):
    """How many are in a cohort, and how many of them did something lately."""

    learners: int = 0
    active: int = 0


def count_learners(session: Session, cohort_ids: Collection[int], *, active_since: datetime) -> dict[int, Size]:
    """Count who is in each cohort now; one that is empty is left out."""
    active = case((Membership.last_active_at_utc >= active_since, 1), else_=0)
    rows = session.execute(
        select(Membership.cohort_id, func.count(), func.sum(active))
        .where(Membership.cohort_id.in_(cohort_ids), Membership.left_at_utc.is_(None))
        .group_by(Membership.cohort_id)
    )
    return {cohort_id: Size(learners, active) for cohort_id, learners, active in rows}


_CARDS = (
    select(
        Cohort.id,
        Cohort.public_id,
        Cohort.course_id,
        Course.slug,
        Cohort.name,
        Cohort.join_code,
        Cohort.joining_closed_at_utc.is_(None) & Cohort.archived_at_utc.is_(None),
        Cohort.archived_at_utc.is_not(None),
        Person.name,
    )
    .join(Course, Course.id == Cohort.course_id)
    .outerjoin(CohortInstructor, CohortInstructor.cohort_id == Cohort.id)
    .outerjoin(Person, Person.id == CohortInstructor.person_id)
    .order_by(Cohort.created_at_utc, Cohort.id, Person.name)
)
_BY_JOIN_CODE = _CARDS.where(Cohort.join_code == bindparam("code"))
_TAUGHT = _CARDS.where(
    Cohort.id.in_(select(CohortInstructor.cohort_id).where(CohortInstructor.person_id == bindparam("person_id")))
)
_ONE_TAUGHT = _TAUGHT.where(Cohort.public_id == bindparam("public_id"))
_JOINED = _CARDS.where(
    Cohort.id.in_(
        select(Membership.cohort_id).where(
            Membership.person_id == bindparam("person_id"), Membership.left_at_utc.is_(None)
        )
    )
)
_JOINED_IN_COURSE = _JOINED.where(Cohort.course_id == bindparam("course_id"))

Card = tuple[int, str, int, str, str, str, bool, bool, str]


def _cards(session: Session, statement: Select[*Card], **values: object) -> tuple[CohortCard, ...]:
    rows = read_rows(session, statement, values)
    cards: dict[int, CohortCard] = {}
    for row in rows:
        known = cards.get(row[0])
        names = (*(known.instructors if known else ()), *([row[8]] if row[8] else []))
        cards[row[0]] = CohortCard(*row[:8], instructors=names)
    return tuple(cards.values())
