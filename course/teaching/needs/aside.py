"""Rows of “What needs me” that were put aside with a note, until their figures are others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.models import NeedAside, Person
from course.statements import read_rows
from course.teaching.needs.need import Need

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Aside:
    """Who put a row aside, with what note, when."""

    need: str
    subject: str
    digest: str
    by: str
    note: str
    at_utc: datetime

    def is_of(self, need: Need) -> bool:
        """Whether it is this row, with these figures."""
        return (self.need, self.subject, self.digest) == (need.kind, need.subject, need.digest)


_ASIDES = (
    select(NeedAside.need, NeedAside.subject, NeedAside.digest, Person.name, NeedAside.note, NeedAside.put_aside_at_utc)
    .join(Person, Person.id == NeedAside.person_id)
    .where(NeedAside.cohort_id == bindparam("cohort_id"), NeedAside.brought_back_at_utc.is_(None))
    .order_by(NeedAside.id)
)


def asides_of(session: Session, cohort_id: int) -> Sequence[Aside]:
    """Give what is put aside in a cohort, by any of its instructors."""
    return [Aside(*row) for row in read_rows(session, _ASIDES, {"cohort_id": cohort_id})]


def put_aside(session: Session, cohort_id: int, person_id: int, need: Need, *, note: str, now: datetime) -> None:
    """Put a row aside; twice is once, and what was brought back is put aside again."""
    noted = {"person_id": person_id, "note": note[:LONGEST_NOTE], "put_aside_at_utc": now}
    known = session.scalar(select(NeedAside).where(_which(cohort_id, need)).with_for_update())
    if known is None:
        row = NeedAside(cohort_id=cohort_id, need=need.kind, subject=need.subject, digest=need.digest, **noted)
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:  # on PostgreSQL both clicks may be here at once
            return
    elif known.brought_back_at_utc is not None:
        again = update(NeedAside).where(NeedAside.id == known.id)
        session.execute(again.values(**noted, brought_back_at_utc=None))


def bring_back(session: Session, cohort_id: int, need: Need, *, now: datetime) -> None:
    """Show a row again that was put aside."""
    aside = update(NeedAside).where(_which(cohort_id, need), NeedAside.brought_back_at_utc.is_(None))
    session.execute(aside.values(brought_back_at_utc=now))


def _which(cohort_id: int, need: Need) -> ColumnElement[bool]:
    return and_(
        NeedAside.cohort_id == cohort_id,
        NeedAside.need == need.kind,
        NeedAside.subject == need.subject,
        NeedAside.digest == need.digest,
    )
