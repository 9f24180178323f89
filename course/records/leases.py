"""A work that one process at most does at a time, on whatever machine: a row in the database says which."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.models import Lease


def take_lease(session: Session, work: str, holder: str, *, lasts: timedelta, now: datetime) -> bool:
    """Take a work up, or go on with it; False while somebody else has it and is not overdue."""
    taken = session.execute(
        update(Lease)
        .where(Lease.work == work, (Lease.holder == holder) | (Lease.until_utc <= now))
        .values(holder=holder, until_utc=now + lasts)
        .returning(Lease.work)
    )
    return taken.one_or_none() is not None or _begin(session, work, holder, until=now + lasts)


def end_lease(session: Session, work: str, holder: str) -> None:
    """Let others take the work up at once."""
    session.execute(delete(Lease).where(Lease.work == work, Lease.holder == holder))


def _begin(session: Session, work: str, holder: str, *, until: datetime) -> bool:
    try:
        with session.begin_nested():
            session.add(Lease(work=work, holder=holder, until_utc=until))
    except IntegrityError:
        return False
    return True
