"""Whom to remind by mail, of what: once for each check-in, on its day, and only who asked for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from course.models import CheckIn, CheckInMail, MailStop, Person, ReminderChoice
from course.people.days import day_in
from course.records.mail_kinds import CHECK_IN
from course.reflecting.check_ins import CheckInCard, holds, open_check_ins

LATEST = timedelta(days=3)
"""Who asks for mails today is not reminded of everything that ever was; a day on which nothing was sent is made up."""
FARTHEST_EAST = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Check-ins of one person whose day has come; `with_words` says that a mail may tell what they are about."""

    person_id: int
    with_words: bool
    cards: tuple[CheckInCard, ...]


def due_reminders(session: Session, *, now: datetime) -> tuple[Reminder, ...]:
    """Give who is to be reminded now, each with the check-ins of which no mail has told yet."""
    rows = session.execute(
        select(Person.id, Person.time_zone, ReminderChoice.words_in_mail)
        .join(ReminderChoice, ReminderChoice.person_id == Person.id)
        .where(ReminderChoice.by_mail, Person.email.is_not(None), ~_is_stopped(), _has_due(now))
        .order_by(Person.id)
    )
    found = (Reminder(who, with_words, _due_cards(session, who, zone, now)) for who, zone, with_words in rows.all())
    return tuple(reminder for reminder in found if reminder.cards)


def record_reminded(session: Session, cards: Sequence[CheckInCard], *, now: datetime) -> None:
    """Note that a mail told of these check-ins; none does so twice."""
    session.add_all(CheckInMail(check_in_id=card.id, queued_at_utc=now) for card in cards)
    session.flush()


def _due_cards(session: Session, person_id: int, zone: str, now: datetime) -> tuple[CheckInCard, ...]:
    today = day_in(zone, now)
    told = select(CheckInMail.check_in_id).join(CheckIn, CheckIn.id == CheckInMail.check_in_id)
    mailed = set(session.scalars(told.where(CheckIn.person_id == person_id)))
    cards = open_check_ins(session, person_id)
    return tuple(card for card in cards if today - LATEST <= card.due_on <= today and card.id not in mailed)


def _has_due(now: datetime) -> ColumnElement[bool]:
    """The day may have come somewhere on earth: whose it is is asked person by person."""
    days = CheckIn.due_on.between((now - LATEST).date() - timedelta(days=1), (now + FARTHEST_EAST).date())
    is_told = exists().where(CheckInMail.check_in_id == CheckIn.id)
    return exists().where(CheckIn.person_id == Person.id, days, ~is_told, holds())


def _is_stopped() -> ColumnElement[bool]:
    return exists().where(MailStop.person_id == Person.id, MailStop.kind == CHECK_IN.name)
