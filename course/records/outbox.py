"""Mails that must go out: queued with what they are about, sent apart, never while a learner waits."""

import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from course.models import AddressStop, Mail, MailStop, MailWish, Person
from course.records.mail_kinds import KINDS, MailKind

MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
KEPT = timedelta(days=400)
"""How long it is known that a mail was sent; as long, its stop link works."""
NO_ADDRESS, STOPPED = "NoAddress", "Stopped"

MakeLink = Callable[[Session, MailKind, int, str, datetime], str]
"""Makes the one-time link of a kind for a person and an address; gives its token."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is sent now; `stop_token` is empty where it cannot be stopped."""

    mail_id: int
    message_id: str
    address: str
    subject: str
    body: str
    link: str
    stop_token: str


def queue_mail(
    session: Session,
    person_id: int,
    kind: MailKind,
    *,
    subject: str,
    body: str,
    now: datetime,
    due: datetime | None = None,
    address: str = "",
) -> bool:
    """Queue a mail, to the person's email unless `address` says another; False where they want none of this kind."""
    if is_stopped(session, person_id, kind, address):
        return False
    session.add(
        Mail(
            public_id=secrets.token_hex(8),
            person_id=person_id,
            address=address,
            kind=kind.name,
            subject=" ".join(subject.split()),
            body=body,
            queued_at_utc=now,
            due_at_utc=due or now,
        )
    )
    session.flush()
    return True


def is_any_due(session: Session, *, now: datetime) -> bool:
    """Say whether a mail waits to be sent."""
    return session.scalar(_due(now).with_only_columns(Mail.id)) is not None


def next_letter(session: Session, make_link: MakeLink, *, now: datetime) -> Letter | None:
    """Give the letter that has been due longest, counted as tried; what can reach nobody any more is closed."""
    while mail := _first_due(session, now):
        address = mail.address or session.scalar(select(Person.email).where(Person.id == mail.person_id))
        if not address or is_stopped(session, mail.person_id, KINDS[mail.kind], mail.address):
            _close(session, mail, STOPPED if address else NO_ADDRESS)
            continue
        return _prepare(session, mail, address, make_link, now)
    return None


def record_sent(session: Session, mail_id: int, *, now: datetime) -> None:
    """Note that a mail is out, and forget what it said."""
    session.execute(update(Mail).where(Mail.id == mail_id).values(sent_at_utc=now, body="", last_error=""))


def record_error(session: Session, mail_id: int, error: str) -> None:
    """Note why a mail is not out; `error` is a name, never a text."""
    session.execute(update(Mail).where(Mail.id == mail_id).values(last_error=error))


def count_queued_since(session: Session, person_id: int, kind: MailKind, since: datetime) -> int:
    """Count a person's mails of a kind since an instant, sent or not."""
    queued = select(func.count()).select_from(Mail)
    of_kind = (Mail.person_id == person_id, Mail.kind == kind.name, Mail.queued_at_utc > since)
    return session.scalar(queued.where(*of_kind)) or 0


def find_stop(session: Session, token: str) -> tuple[int, MailKind, str] | None:
    """Give whose mails, of which kind, and to which address a stop token ends."""
    stop = select(Mail.person_id, Mail.kind, Mail.address).where(Mail.stop_hash == _hash(token))
    row = session.execute(stop).one_or_none()
    return (row.person_id, KINDS[row.kind], row.address) if row else None


def stop_mails(session: Session, person_id: int, kind: MailKind, address: str = "", *, now: datetime) -> None:
    """Send a person, or an address, no more mails of a kind; stopping twice is stopping once."""
    _wait_for_others(session, person_id)
    if kind.by_address:
        _stop_address(session, kind, address, now=now)
    elif session.get(MailStop, (person_id, kind.name)) is None:
        session.add(MailStop(person_id=person_id, kind=kind.name, stopped_at_utc=now))
        session.execute(delete(MailWish).where(MailWish.person_id == person_id, MailWish.kind == kind.name))
    session.flush()


def _wait_for_others(session: Session, person_id: int) -> None:
    """Of two clicks at once on PostgreSQL, the second one waits for the first, and finds it done."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def _stop_address(session: Session, kind: MailKind, address: str, *, now: datetime) -> None:
    if session.get(AddressStop, (hash_address(address), kind.name)) is None:
        session.add(AddressStop(address_hash=hash_address(address), kind=kind.name, stopped_at_utc=now))


def allow_mails(session: Session, person_id: int, kind: MailKind, *, now: datetime) -> None:
    """Send a person mails of a kind again, or from now on where nobody gets them unasked; twice is once."""
    _wait_for_others(session, person_id)
    session.execute(delete(MailStop).where(MailStop.person_id == person_id, MailStop.kind == kind.name))
    if kind.only_on_wish and session.get(MailWish, (person_id, kind.name)) is None:
        session.add(MailWish(person_id=person_id, kind=kind.name, wished_at_utc=now))
        session.flush()


def is_stopped(session: Session, person_id: int, kind: MailKind, address: str = "") -> bool:
    """Say whether a person wants no mails of a kind; never so of what answers something they did just now."""
    if kind.by_address:
        return session.get(AddressStop, (hash_address(address), kind.name)) is not None
    if kind.only_on_wish and session.get(MailWish, (person_id, kind.name)) is None:
        return True
    return kind.can_be_stopped and session.get(MailStop, (person_id, kind.name)) is not None


def stopped_kinds(session: Session, person_id: int) -> tuple[MailKind, ...]:
    """Give the kinds of mail that a person has stopped."""
    names = session.scalars(select(MailStop.kind).where(MailStop.person_id == person_id).order_by(MailStop.kind))
    return tuple(KINDS[name] for name in names)


def kinds_to_wish(session: Session, person_id: int) -> tuple[MailKind, ...]:
    """Give the kinds of mail that a person could ask for, and has neither asked for nor stopped."""
    names = {kind.name for kind in KINDS.values() if kind.only_on_wish}
    for table in (MailWish, MailStop):
        names -= set(session.scalars(select(table.kind).where(table.person_id == person_id)))
    return tuple(KINDS[name] for name in sorted(names))


def forget_old_mails(session: Session, *, now: datetime) -> None:
    """Delete what was queued long ago, sent or given up."""
    session.execute(delete(Mail).where(Mail.queued_at_utc < now - KEPT))


def _first_due(session: Session, now: datetime) -> Mail | None:
    return session.scalar(_due(now))


def _due(now: datetime) -> Select[Mail]:
    waiting = (Mail.sent_at_utc.is_(None), Mail.due_at_utc <= now, Mail.tries < MOST_TRIES)
    return select(Mail).where(*waiting).order_by(Mail.due_at_utc, Mail.id).limit(1)


def _prepare(session: Session, mail: Mail, address: str, make_link: MakeLink, now: datetime) -> Letter:
    kind = KINDS[mail.kind]
    token = secrets.token_urlsafe(32) if kind.can_be_stopped else ""
    mail.tries += 1
    mail.due_at_utc = now + min(FIRST_WAIT * 2 ** (mail.tries - 1), LONGEST_WAIT)
    mail.stop_hash = _hash(token) if token else None
    link = kind.opens + make_link(session, kind, mail.person_id, address, now) if kind.opens else ""
    session.flush()
    return Letter(mail.id, mail.public_id, address, mail.subject, mail.body, link, token)


def _close(session: Session, mail: Mail, why: str) -> None:
    mail.tries, mail.last_error, mail.body = MOST_TRIES, why, ""
    session.flush()


def hash_address(address: str) -> str:
    """Name an address without telling it, however it was typed."""
    return _hash(unicodedata.normalize("NFC", address.strip()).casefold())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
