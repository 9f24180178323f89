"""People and cohorts as an admin finds them: who is what; nothing of what anybody answered or wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, CompoundSelect, Row, Select, func, select, union_all
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from course.models import Cohort, CohortInstructor, Course, Membership, Person, PersonSession
from course.people.accounts import email_key
from course.people.names import PAST_EVERY_NAME, name_key
from course.people.practice import counts

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list, and on the page that looks after them."""

    id: int
    public_id: str
    name: str
    email: str | None
    is_instructor: bool
    is_admin: bool
    suspended_at_utc: datetime | None
    created_at_utc: datetime


@dataclass(frozen=True, slots=True)
class CohortLine:
    """A cohort in a list; `instructors` are names."""

    id: int
    public_id: str
    name: str
    course_slug: str
    archived_at_utc: datetime | None
    instructors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Belonging:
    """A cohort that a person learns in, or teaches."""

    public_id: str
    name: str
    teaches: bool


def find_people(session: Session, *, words: str = "", role: str = "", after: int = 0) -> tuple[PersonLine, ...]:
    """Give people, the newest first, and one more than a page has where there are more.

    `words` begin an email or a name, or are an id: who is found by them stands by name, and `after` means nothing.
    `role` is "instructor", "admin", "suspended" or "guest".
    """
    wanted = [counts(), *([_ROLES[role]] if role in _ROLES else [])]
    found = _PEOPLE.limit(ON_A_PAGE + 1)
    if words:
        found = found.where(Person.id.in_(_found_by(words, wanted))).order_by(Person.name_key, Person.id)
    else:
        found = found.where(*wanted).order_by(Person.id.desc())
        found = found.where(Person.id < after) if after else found
    return tuple(PersonLine(*row) for row in session.execute(found))


def find_person(session: Session, public_id: str) -> PersonLine | None:
    """Find a person by their public id; a practice identity is nobody of its own."""
    row = session.execute(_PEOPLE.where(counts(), Person.public_id == public_id)).one_or_none()
    return PersonLine(*row) if row else None


def count_sessions(session: Session, person_id: int, *, now: datetime) -> int:
    """Count where a person is signed in."""
    open_ones = (PersonSession.person_id == person_id, PersonSession.expires_at_utc > now)
    return session.scalar(select(func.count()).select_from(PersonSession).where(*open_ones)) or 0


def belongings_of(session: Session, person_id: int) -> tuple[Belonging, ...]:
    """List the cohorts that a person teaches, then those they are in."""
    taught = select(Cohort.public_id, Cohort.name).join(CohortInstructor, CohortInstructor.cohort_id == Cohort.id)
    joined = select(Cohort.public_id, Cohort.name).join(Membership, Membership.cohort_id == Cohort.id)
    taught = taught.where(CohortInstructor.person_id == person_id).order_by(Cohort.id)
    joined = joined.where(Membership.person_id == person_id, Membership.left_at_utc.is_(None)).order_by(Cohort.id)
    return (
        *(Belonging(*row, teaches=True) for row in session.execute(taught)),
        *(Belonging(*row, teaches=False) for row in session.execute(joined)),
    )


def find_cohorts(session: Session, *, words: str = "", alone: bool = False, after: int = 0) -> tuple[CohortLine, ...]:
    """Give cohorts, the newest first, and one more than a page has; `alone` are those that nobody teaches."""
    found = _COHORTS.order_by(Cohort.id.desc()).limit(ON_A_PAGE + 1)
    if words:
        found = found.where(func.lower(Cohort.name).startswith(words.strip().lower(), autoescape=True))
    if alone:
        found = found.where(Cohort.id.not_in(select(CohortInstructor.cohort_id)))
    if after:
        found = found.where(Cohort.id < after)
    rows = session.execute(found).all()
    return _with_people(session, rows)


def find_cohort_line(session: Session, public_id: str) -> CohortLine | None:
    """Find a cohort by its public id, whoever teaches it."""
    rows = session.execute(_COHORTS.where(Cohort.public_id == public_id)).all()
    return next(iter(_with_people(session, rows)), None)


_PEOPLE: Select[int, str, str, str | None, bool, bool, datetime | None, datetime] = select(
    Person.id,
    Person.public_id,
    Person.name,
    Person.email,
    Person.is_instructor,
    Person.is_admin,
    Person.suspended_at_utc,
    Person.created_at_utc,
)
_ROLES: dict[str, ColumnElement[bool]] = {
    "instructor": Person.is_instructor == True,  # noqa: E712 - a condition, not a value
    "admin": Person.is_admin == True,  # noqa: E712
    "suspended": Person.suspended_at_utc.is_not(None),
    "guest": Person.email.is_(None),
}


def _found_by(words: str, wanted: list[ColumnElement[bool]]) -> CompoundSelect[int]:
    """Each way of being found reads as many from its own index as a page shows."""
    ways = (
        _begins(Person.name_key, name_key(words)),
        _begins(Person.email_key, email_key(words)),
        Person.public_id == words.strip(),
    )
    each = (select(Person.id).where(way, *wanted).limit(ON_A_PAGE + 1).subquery() for way in ways)
    return union_all(*(select(some.c.id) for some in each))


def _begins(column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], key: str) -> ColumnElement[bool]:
    return column.between(key, key + PAST_EVERY_NAME)


CohortRow = tuple[int, str, str, str, datetime | None]
_COHORTS = select(Cohort.id, Cohort.public_id, Cohort.name, Course.slug, Cohort.archived_at_utc).join(
    Course, Course.id == Cohort.course_id
)


def _with_people(session: Session, rows: Sequence[Row[*CohortRow]]) -> tuple[CohortLine, ...]:
    ids = [row[0] for row in rows]
    teaching = session.execute(
        select(CohortInstructor.cohort_id, Person.name)
        .join(Person, Person.id == CohortInstructor.person_id)
        .where(CohortInstructor.cohort_id.in_(ids))
        .order_by(Person.name)
    ).all()
    return tuple(
        CohortLine(
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            tuple(name for cohort_id, name in teaching if cohort_id == row[0]),
        )
        for row in rows
    )
