"""Who is where in a cohort: a page is read from an index, from where the last one ended."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, UnaryExpression, bindparam, select, tuple_, union_all
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from course.learning.progress import unpack_standing
from course.learning.standing import Standing
from course.models import Membership, Person, Progress
from course.models.base import UtcDateTime
from course.people.cohorts import course_of
from course.people.names import PAST_EVERY_NAME, name_key
from course.statements import read_rows

LEARNERS_PER_PAGE = 50
ALL_AT_MOST = 2000
"""The largest cohort that is shown on one page; of a larger one nobody reads all."""

Sort = Literal["name", "active", "progress"]
_SORTED_BY: dict[Sort, tuple[InstrumentedAttribute[object], ...]] = {
    "name": (Membership.name_key, Membership.person_id),
    "active": (Membership.last_active_at_utc, Membership.person_id),
    "progress": (Membership.place, Membership.name_key, Membership.person_id),
}


class LearnerRow(NamedTuple):
    """A learner of a cohort as the table shows them; `standing` is packed, since many are packed alike."""

    public_id: str
    name: str
    email: str | None
    last_active_at_utc: datetime
    standing: str
    done: int
    total: int

    @property
    def is_guest(self) -> bool:
        """Whether they have no account."""
        return self.email is None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which learners, in which order. `after` and `before` are public ids of who ends or begins the page before."""

    sort: Sort = "name"
    descending: bool = False
    places: range | None = None
    states: str = ""
    """Just this standing, by its letters."""
    not_states: str = ""
    active_since: datetime | None = None
    quiet_since: datetime | None = None
    stuck: bool = False
    name: str = ""
    """What the name begins with."""
    after: str = ""
    before: str = ""
    most: int = LEARNERS_PER_PAGE


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Some learners in the order that was asked for, and whether there are more on either side."""

    rows: tuple[LearnerRow, ...]
    has_earlier: bool
    has_later: bool


def learners_page(session: Session, cohort_id: int, wanted: Wanted) -> RosterPage:
    """Give a page of a cohort's learners."""
    at = _position(session, cohort_id, wanted.after or wanted.before)
    backwards = at is not None and not wanted.after
    values = _values(cohort_id, wanted) | (at or {})
    rows = read_rows(session, _statement(_shape(wanted, has_position=at is not None, backwards=backwards)), values)
    more = len(rows) > wanted.most
    learners = tuple(map(LearnerRow._make, rows[: wanted.most]))
    if backwards:
        return RosterPage(learners[::-1], has_earlier=more, has_later=True)
    return RosterPage(learners, has_earlier=at is not None, has_later=more)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What makes one statement differ from another; the values are given to it."""

    columns: tuple[InstrumentedAttribute[object], ...]
    descending: bool
    has_position: bool
    conditions: tuple[str, ...]


def _shape(wanted: Wanted, *, has_position: bool, backwards: bool) -> _Shape:
    given = {
        _how_places(wanted): wanted.places is not None,
        "states": wanted.states,
        "not_states": wanted.not_states,
        "active": wanted.active_since,
        "quiet": wanted.quiet_since,
        "stuck": wanted.stuck,
        "name": wanted.name,
    }
    conditions = tuple(name for name, value in given.items() if value)
    return _Shape(_SORTED_BY[wanted.sort], wanted.descending != backwards, has_position, conditions)


def _how_places(wanted: Wanted) -> str:
    """One place is in an index by name, and so is each of the two that a lesson has; more are sorted."""
    two = "either" if wanted.sort == "name" else "places"
    return {1: "place", 2: two}.get(len(wanted.places or ()), "places")


def _values(cohort_id: int, wanted: Wanted) -> dict[str, object]:
    beginning = name_key(wanted.name)
    return {
        "cohort_id": cohort_id,
        "first_place": wanted.places.start if wanted.places else 0,
        "last_place": wanted.places.stop - 1 if wanted.places else 0,
        "states": wanted.states,
        "not_states": wanted.not_states,
        "active_since": wanted.active_since,
        "quiet_since": wanted.quiet_since,
        "name_from": beginning,
        "name_to": beginning + PAST_EVERY_NAME,
        "most": wanted.most + 1,
    }


def _instant(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=UtcDateTime())


_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "place": Membership.place == bindparam("first_place"),
    "places": Membership.place.between(bindparam("first_place"), bindparam("last_place")),
    "states": Membership.states == bindparam("states"),
    "not_states": Membership.states != bindparam("not_states"),
    "active": Membership.last_active_at_utc >= _instant("active_since"),
    "quiet": Membership.last_active_at_utc < _instant("quiet_since"),
    "stuck": Membership.stuck_since_utc.is_not(None),
    "name": Membership.name_key.between(bindparam("name_from"), bindparam("name_to")),
}
_Columns = tuple[str, str, str | None, datetime, str, int, int]
_LEARNERS = (
    select(
        Person.public_id,
        Person.name,
        Person.email,
        Progress.last_active_at_utc,
        Progress.standing,
        Progress.done,
        Progress.total,
    )
    .select_from(Membership)
    .join(Person, Person.id == Membership.person_id)
    .join(
        Progress,
        (Progress.person_id == Membership.person_id) & (Progress.course_id == course_of(bindparam("cohort_id"))),
    )
    .where(Membership.cohort_id == bindparam("cohort_id"), Membership.left_at_utc.is_(None))
    .limit(bindparam("most"))
)


@lru_cache(maxsize=512)
def _statement(shape: _Shape) -> Select[*_Columns]:
    conditions = [_CONDITIONS[name] for name in shape.conditions if name != "either"]
    if shape.has_position:
        here = tuple_(*shape.columns)
        position = tuple_(*(bindparam(f"at_{column.key}", type_=column.type) for column in shape.columns))
        conditions.append(here < position if shape.descending else here > position)
    order = [column.desc() if shape.descending else column.asc() for column in shape.columns]
    if "either" in shape.conditions:
        conditions = [_in_either_place(conditions, order)]
    return _LEARNERS.where(*conditions).order_by(*order)


def _in_either_place(
    conditions: list[ColumnElement[bool]], order: list[UnaryExpression[object]]
) -> ColumnElement[bool]:
    """Who is in the first or the last of the places: of each as many, in order, as a page takes."""
    there = (Membership.cohort_id == bindparam("cohort_id"), Membership.left_at_utc.is_(None), *conditions)
    parts = (
        select(Membership.person_id)
        .where(*there, Membership.place == bindparam(place))
        .order_by(*order)
        .limit(bindparam("most"))
        .subquery()
        for place in ("first_place", "last_place")
    )
    return Membership.person_id.in_(union_all(*(select(part.c.person_id) for part in parts)))


_POSITION = (
    select(Membership.name_key, Membership.last_active_at_utc, Membership.place, Membership.person_id)
    .join(Person, Person.id == Membership.person_id)
    .where(Membership.cohort_id == bindparam("cohort_id"), Person.public_id == bindparam("public_id"))
)


def _position(session: Session, cohort_id: int, public_id: str) -> dict[str, object] | None:
    """Where a learner stands in each order, also one who has left; None for nobody."""
    if not public_id:
        return None
    rows = read_rows(session, _POSITION, {"cohort_id": cohort_id, "public_id": public_id})
    for row in rows:
        return dict(zip(("at_name_key", "at_last_active_at_utc", "at_place", "at_person_id"), row, strict=True))
    return None


@dataclass(frozen=True, slots=True)
class CohortLearner:
    """One learner of a cohort; `email` is None for a guest."""

    person_id: int
    public_id: str
    name: str
    email: str | None
    joined_at_utc: datetime
    last_active_at_utc: datetime
    stuck_since_utc: datetime | None
    standing: Standing


_ONE = _LEARNERS.where(Person.public_id == bindparam("public_id")).with_only_columns(
    Person.id,
    Person.public_id,
    Person.name,
    Person.email,
    Membership.joined_at_utc,
    Progress.last_active_at_utc,
    Progress.stuck_since_utc,
    Progress.standing,
    Progress.done,
    Progress.total,
)


def find_learner(session: Session, cohort_id: int, public_id: str) -> CohortLearner | None:
    """Find a learner through the cohort they are in now."""
    rows = read_rows(session, _ONE, {"cohort_id": cohort_id, "public_id": public_id, "most": 1})
    for person_id, _id, name, email, joined, last_active, stuck_since, packed, done, total in rows:
        standing = unpack_standing(packed, done=done, total=total)
        return CohortLearner(person_id, public_id, name, email, joined, last_active, stuck_since, standing)
    return None


@dataclass(frozen=True, slots=True)
class RemovedLearner:
    """Who was taken out of a cohort by an instructor, and can be put back."""

    public_id: str
    name: str
    removed_at_utc: datetime


_REMOVED = (
    select(Person.public_id, Person.name, Membership.left_at_utc)
    .join(Person, Person.id == Membership.person_id)
    .where(
        Membership.cohort_id == bindparam("cohort_id"),
        Membership.removed_by_id.is_not(None),
        Membership.left_at_utc >= _instant("since"),
    )
    .order_by(Membership.left_at_utc.desc())
    .limit(20)
)


def removed_since(session: Session, cohort_id: int, since: datetime) -> tuple[RemovedLearner, ...]:
    """List whom instructors took out of a cohort since then, the last first; at most twenty."""
    rows = read_rows(session, _REMOVED, {"cohort_id": cohort_id, "since": since})
    return tuple(RemovedLearner(public_id, name, at_utc) for public_id, name, at_utc in rows if at_utc)


_IS_REMOVED = (
    select(Membership.person_id)
    .join(Person, Person.id == Membership.person_id)
    .where(
        Membership.cohort_id == bindparam("cohort_id"),
        Membership.removed_by_id.is_not(None),
        Person.public_id == bindparam("public_id"),
    )
)


def find_removed(session: Session, cohort_id: int, public_id: str) -> bool:
    """Say whether an instructor took this learner out of the cohort, and they are not back."""
    return bool(read_rows(session, _IS_REMOVED, {"cohort_id": cohort_id, "public_id": public_id}))
