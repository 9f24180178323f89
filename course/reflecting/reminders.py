"""How a person wants to be reminded: by mail or not, with their words or without, and the address of their calendar."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.models import CalendarAddress, Person, ReminderChoice
from course.people.tokens import hash_token, new_token


@dataclass(frozen=True, slots=True)
class Reminders:
    """What a person chose; nothing leaves these pages unless they said so."""

    by_mail: bool = False
    words_in_mail: bool = False
    words_in_calendar: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whose calendar an address opens."""

    person_id: int
    time_zone: str


def reminders_of(session: Session, person_id: int) -> Reminders:
    """Give what a person chose."""
    row = session.get(ReminderChoice, person_id)
    return Reminders(row.by_mail, row.words_in_mail, row.words_in_calendar) if row else Reminders()


def choose_reminders(session: Session, person_id: int, chosen: Reminders, *, now: datetime) -> None:
    """Change what a person chose."""
    # The person's row is locked first: on PostgreSQL two clicks at once would both find no choice.
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
    row = session.get(ReminderChoice, person_id) or ReminderChoice(person_id=person_id)
    row.by_mail, row.words_in_mail, row.words_in_calendar = (
        chosen.by_mail,
        chosen.words_in_mail,
        chosen.words_in_calendar,
    )
    row.chosen_at_utc = now
    session.add(row)
    session.flush()


def count_addresses(session: Session, person_id: int) -> int:
    """Count the calendar addresses that a person ever made."""
    return session.scalar(select(func.count()).where(CalendarAddress.person_id == person_id)) or 0


def address_made_at(session: Session, person_id: int) -> datetime | None:
    """Give when the calendar address that is good now was made; None where there is none."""
    return session.scalar(select(CalendarAddress.made_at_utc).where(_good(person_id)))


def make_address(session: Session, person_id: int, number: int, *, now: datetime) -> str | None:
    """Make a calendar address, the person's only good one, and give its token: it is stored nowhere.

    `number` is how many the page knew of, and one; None where that one was made before.
    """
    if number != count_addresses(session, person_id) + 1:
        return None
    token = new_token()
    made = CalendarAddress(person_id=person_id, number=number, token_hash=hash_token(token), made_at_utc=now)
    try:
        with session.begin_nested():
            revoke_address(session, person_id, now=now)
            session.add(made)
    except IntegrityError:
        return None
    return token


def revoke_address(session: Session, person_id: int, *, now: datetime) -> None:
    """End the calendar address that is good now, once and for all."""
    session.execute(update(CalendarAddress).where(_good(person_id)).values(revoked_at_utc=now))


def find_calendar(session: Session, token: str) -> Calendar | None:
    """Give whose calendar a token opens, while it is good."""
    row = session.execute(
        select(Person.id, Person.time_zone)
        .join(CalendarAddress, CalendarAddress.person_id == Person.id)
        .where(CalendarAddress.token_hash == hash_token(token), CalendarAddress.revoked_at_utc.is_(None))
    ).one_or_none()
    return Calendar(*row) if row else None


def _good(person_id: int) -> ColumnElement[bool]:
    return (CalendarAddress.person_id == person_id) & CalendarAddress.revoked_at_utc.is_(None)
