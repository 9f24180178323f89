"""Looking after a cohort: name and dates, its join link, who teaches it, the archive; each act is in the log."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from course.models import Cohort, CohortInstructor, Person
from course.people.accounts import email_key
from course.people.cohorts import add_instructor
from course.people.tokens import new_join_code
from course.records.acts import Deed, record_act


class NoInstructor(Exception):
    """Nobody with this email is an instructor."""


class LastInstructor(Exception):
    """A cohort keeps one instructor at least."""


@dataclass(frozen=True, slots=True)
class CohortSettings:
    """What can be changed of a cohort."""

    cohort_id: int
    name: str
    starts_on: date | None
    ends_on: date | None
    joining_closed_at_utc: datetime | None
    archived_at_utc: datetime | None

    @property
    def takes_in(self) -> bool:
        """Whether the join link lets people in."""
        return self.joining_closed_at_utc is None and self.archived_at_utc is None


@dataclass(frozen=True, slots=True)
class Teacher:
    """One who teaches a cohort."""

    public_id: str
    name: str
    email: str


def settings_of(session: Session, cohort_ids: list[int]) -> dict[int, CohortSettings]:
    """Give the settings of these cohorts, by id."""
    columns = (
        Cohort.id,
        Cohort.name,
        Cohort.starts_on,
        Cohort.ends_on,
        Cohort.joining_closed_at_utc,
        Cohort.archived_at_utc,
    )
    return {row[0]: CohortSettings(*row) for row in session.execute(select(*columns).where(Cohort.id.in_(cohort_ids)))}


def change_cohort(
    session: Session, cohort_id: int, *, name: str, starts_on: date | None, ends_on: date | None, by: int, now: datetime
) -> None:
    """Give a cohort another name or other days; what stays as it was is no act."""
    before = settings_of(session, [cohort_id])[cohort_id]
    if (before.name, before.starts_on, before.ends_on) == (name, starts_on, ends_on):
        return
    _set(session, cohort_id, name=name, starts_on=starts_on, ends_on=ends_on)
    record_act(session, Deed.COHORT_CHANGED, by=by, cohort_id=cohort_id, about=before.name, now=now)


def renew_code(session: Session, cohort_id: int, seen: str, *, by: int, now: datetime) -> None:
    """Give a cohort another join code in place of the one that the page showed: twice is once."""
    is_that = (Cohort.id == cohort_id, Cohort.join_code == seen)
    changed = session.execute(update(Cohort).where(*is_that).values(join_code=new_join_code()).returning(Cohort.id))
    if changed.one_or_none():
        record_act(session, Deed.CODE_RENEWED, by=by, cohort_id=cohort_id, now=now)


def close_joining(session: Session, cohort_id: int, *, by: int, now: datetime) -> None:
    """Let nobody in by the join link any more; invitations still do."""
    if settings_of(session, [cohort_id])[cohort_id].joining_closed_at_utc is None:
        _set(session, cohort_id, joining_closed_at_utc=now)
        record_act(session, Deed.JOINING_CLOSED, by=by, cohort_id=cohort_id, now=now)


def open_joining(session: Session, cohort_id: int, *, by: int, now: datetime) -> None:
    """Let people in by the join link again."""
    if settings_of(session, [cohort_id])[cohort_id].joining_closed_at_utc is not None:
        _set(session, cohort_id, joining_closed_at_utc=None)
        record_act(session, Deed.JOINING_OPENED, by=by, cohort_id=cohort_id, now=now)


def archive(session: Session, cohort_id: int, *, by: int, now: datetime) -> None:
    """Put a cohort away: all can still be read, and nobody new comes in."""
    if settings_of(session, [cohort_id])[cohort_id].archived_at_utc is None:
        _set(session, cohort_id, archived_at_utc=now)
        record_act(session, Deed.COHORT_ARCHIVED, by=by, cohort_id=cohort_id, now=now)


def bring_back(session: Session, cohort_id: int, *, by: int, now: datetime) -> None:
    """Take a cohort out of the archive, as it was."""
    if settings_of(session, [cohort_id])[cohort_id].archived_at_utc is not None:
        _set(session, cohort_id, archived_at_utc=None)
        record_act(session, Deed.COHORT_BROUGHT_BACK, by=by, cohort_id=cohort_id, now=now)


def teachers_of(session: Session, cohort_id: int) -> tuple[Teacher, ...]:
    """List who teaches a cohort, by name."""
    rows = session.execute(
        select(Person.public_id, Person.name, func.coalesce(Person.email, ""))
        .join(CohortInstructor, CohortInstructor.person_id == Person.id)
        .where(CohortInstructor.cohort_id == cohort_id)
        .order_by(Person.name, Person.id)
    )
    return tuple(Teacher(*row) for row in rows)


def add_teacher(session: Session, cohort_id: int, email: str, *, by: int | None, now: datetime) -> str:
    """Let one more instructor teach a cohort; twice is once. Returns their name; raises NoInstructor."""
    found = select(Person.id, Person.name).where(Person.email_key == email_key(email), Person.is_instructor)
    row = session.execute(found.where(Person.suspended_at_utc.is_(None))).one_or_none()
    if row is None:
        raise NoInstructor
    if session.get(CohortInstructor, (cohort_id, row.id)) is None:
        add_instructor(session, cohort_id, row.id, now=now)
        record_act(session, Deed.TEACHER_ADDED, by=by, on=row.id, cohort_id=cohort_id, now=now)
    return str(row.name)


def remove_teacher(session: Session, cohort_id: int, public_id: str, *, by: int, now: datetime) -> bool:
    """Let an instructor teach a cohort no more; False where they do not. Raises LastInstructor."""
    # The cohort's row is held, so that two who remove each other on PostgreSQL do not leave it to nobody.
    session.execute(select(Cohort.id).where(Cohort.id == cohort_id).with_for_update())
    teaching = session.execute(
        select(CohortInstructor.person_id, Person.public_id)
        .join(Person, Person.id == CohortInstructor.person_id)
        .where(CohortInstructor.cohort_id == cohort_id)
    ).all()
    person_id = next((each for each, their_id in teaching if their_id == public_id), None)
    if person_id is None:
        return False
    if len(teaching) == 1:
        raise LastInstructor
    session.execute(
        delete(CohortInstructor).where(CohortInstructor.cohort_id == cohort_id, CohortInstructor.person_id == person_id)
    )
    record_act(session, Deed.TEACHER_REMOVED, by=by, on=person_id, cohort_id=cohort_id, now=now)
    return True


def _set(session: Session, cohort_id: int, **values: object) -> None:
    session.execute(update(Cohort).where(Cohort.id == cohort_id).values(values))
