"""Who may do what here: instructors, admins, the suspended; each change is in the log, and ends sessions."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from course.models import Person, PersonSession
from course.people.accounts import find_email
from course.people.practice import NotForPractice, is_practice
from course.records.acts import Deed, record_act

Right = InstrumentedAttribute[bool]


class LastAdmin(Exception):
    """This would leave the site to nobody."""


class NotForGuests(Exception):
    """Rights belong to accounts: whoever has a guest's browser would have them."""


def make_instructor(session: Session, person_id: int, *, by: int | None, now: datetime) -> None:
    """Let a person create and teach cohorts; wherever they are signed in, they sign in anew. Raises NotForPractice."""
    _give(session, person_id, Deed.INSTRUCTOR_MADE, Person.is_instructor, by=by, now=now)


def make_admin(session: Session, person_id: int, *, by: int | None, now: datetime) -> None:
    """Let a member look after people, courses and cohorts. Raises NotForPractice, NotForGuests."""
    if find_email(session, person_id) is None and not is_practice(session, person_id):
        raise NotForGuests
    _give(session, person_id, Deed.ADMIN_MADE, Person.is_admin, by=by, now=now)


def end_instructor(session: Session, person_id: int, *, by: int | None, now: datetime) -> None:
    """Let a person teach no more; their cohorts wait for them, or for another instructor."""
    _change(session, person_id, Deed.INSTRUCTOR_ENDED, Person.is_instructor, False, by=by, now=now)


def end_admin(session: Session, person_id: int, *, by: int | None, now: datetime) -> None:
    """Take an admin's rights away. Raises LastAdmin."""
    _keep_one_admin(session, person_id)
    _change(session, person_id, Deed.ADMIN_ENDED, Person.is_admin, False, by=by, now=now)


def suspend(session: Session, person_id: int, *, reason: str, by: int | None, now: datetime) -> None:
    """Keep a person out, and their practice identity; nothing of theirs is lost. Raises LastAdmin."""
    _keep_one_admin(session, person_id)
    theirs = (Person.id == person_id) | (Person.practice_of_id == person_id)
    at_once = update(Person).where(theirs, Person.suspended_at_utc.is_(None)).values(suspended_at_utc=now)
    if session.execute(at_once.returning(Person.id)).all():
        record_act(session, Deed.SUSPENDED, by=by, on=person_id, reason=reason, now=now)


def end_suspension(session: Session, person_id: int, *, by: int | None, now: datetime) -> None:
    """Let a suspended person in again."""
    theirs = (Person.id == person_id) | (Person.practice_of_id == person_id)
    ended = update(Person).where(theirs, Person.suspended_at_utc.is_not(None)).values(suspended_at_utc=None)
    if session.execute(ended.returning(Person.id)).all():
        record_act(session, Deed.SUSPENSION_ENDED, by=by, on=person_id, now=now)


def end_sessions(session: Session, person_id: int, *, by: int | None, now: datetime) -> None:
    """Sign a person out everywhere; where nobody is signed in, nothing is done and nothing is noted."""
    if _sign_out(session, person_id):
        record_act(session, Deed.SESSIONS_ENDED, by=by, on=person_id, now=now)


def has_admin(session: Session) -> bool:
    """Say whether anybody is an admin."""
    return bool(session.scalar(select(func.count()).select_from(Person).where(Person.is_admin)))


def _give(session: Session, person_id: int, deed: Deed, right: Right, *, by: int | None, now: datetime) -> None:
    if is_practice(session, person_id):
        raise NotForPractice
    _change(session, person_id, deed, right, True, by=by, now=now)


def _change(
    session: Session, person_id: int, deed: Deed, right: Right, given: bool, *, by: int | None, now: datetime
) -> None:
    """Give or take a right; who has it already, or has it no more, is not signed out and not named again."""
    is_news = (Person.id == person_id, right.is_not(given))
    if session.execute(update(Person).where(*is_news).values({right: given}).returning(Person.id)).one_or_none():
        _sign_out(session, person_id)
        record_act(session, deed, by=by, on=person_id, now=now)


def _sign_out(session: Session, person_id: int) -> bool:
    """Sign a person and their practice identity out everywhere; say whether anybody was signed in."""
    practice = select(Person.id).where(Person.practice_of_id == person_id)
    theirs = (PersonSession.person_id == person_id) | PersonSession.person_id.in_(practice)
    return bool(session.execute(delete(PersonSession).where(theirs).returning(PersonSession.id)).all())


def _keep_one_admin(session: Session, person_id: int) -> None:
    """Held until the transaction ends, so that two admins do not end each other at once."""
    active = select(Person.id).where(Person.is_admin, Person.suspended_at_utc.is_(None)).order_by(Person.id)
    if session.scalars(active.with_for_update()).all() == [person_id]:
        raise LastAdmin
