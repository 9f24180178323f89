"""Guests who have not been here for half a year are erased, as if they had deleted their account."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from course.leaving.erasure import erase_people
from course.leaving.ledger import Ledger
from course.models import OneTimeLink, Person, PersonSession, Progress
from course.people.practice import counts
from course.records.acts import Deed, record_act

GUESTS_LAST = timedelta(days=180)
AT_ONCE = 200
"""How many go in one transaction, so that nobody waits long."""


def expire_guests(session: Session, ledger: Ledger, *, now: datetime) -> int:
    """Erase guests who did nothing for 180 days, at most 200 of them; gives how many."""
    idle_since = now - GUESTS_LAST
    is_here = (
        # A session is good for 180 days after the last time something was done with it.
        exists().where(PersonSession.person_id == Person.id, PersonSession.expires_at_utc > now),
        exists().where(Progress.person_id == Person.id, Progress.last_active_at_utc > idle_since),
        exists().where(OneTimeLink.person_id == Person.id, OneTimeLink.expires_at_utc > now),
    )
    guests = select(Person.id).where(
        Person.email.is_(None), counts(), ~Person.is_instructor, Person.created_at_utc <= idle_since
    )
    idle = session.scalars(guests.where(*(~each for each in is_here)).order_by(Person.id).limit(AT_ONCE)).all()
    erased = len(erase_people(session, idle, ledger, now=now))
    if erased:
        record_act(session, Deed.GUESTS_EXPIRED, by=None, about=str(erased), now=now)
    return erased
