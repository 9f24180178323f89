"""Guests and members: one person from the first click to the certificate."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.models import Person, PersonSession
from course.people.names import keep_name, name_key
from course.people.tokens import hash_token, new_public_id

DOUBLE_CLICK = timedelta(minutes=1)
"""How long a visit leads to the guest it made; later, whoever saw its cookie could come in as that guest."""


class EmailTaken(Exception):
    """Somebody has an account with this email already."""


def create_guest(session: Session, *, visit: str, now: datetime, name: str = "") -> int:
    """Make a person without an account; the same `visit` (a secret of that browser), double-clicked, makes one."""
    start_key = hash_token(visit)
    session.execute(
        update(Person)
        .where(Person.start_key == start_key, Person.created_at_utc < now - DOUBLE_CLICK)
        .values(start_key=None)
    )
    started = select(Person.id).where(Person.start_key == start_key)
    known = session.scalar(started)
    if known is not None:
        return known
    public_id = new_public_id()
    called = name or f"Guest {public_id[:4].upper()}"
    person = Person(
        public_id=public_id,
        name=called,
        name_key=name_key(called),
        start_key=start_key,
        created_at_utc=now,
    )
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError:  # on PostgreSQL both clicks may be here at once
        return session.execute(started).scalar_one()
    return person.id


def create_member(session: Session, *, name: str, email: str, password_hash: str | None, now: datetime) -> int:
    """Make a person with an account, without a password where a provider lets them in; raises EmailTaken."""
    with _unless_taken(session, email):
        person = Person(
            public_id=new_public_id(),
            name=name,
            name_key=name_key(name),
            email=email,
            email_key=email_key(email),
            password_hash=password_hash,
            created_at_utc=now,
        )
        session.add(person)
    return person.id


def make_member(session: Session, person_id: int, *, name: str, email: str, password_hash: str | None) -> None:
    """Give a guest an account; everything they did stays theirs. Raises EmailTaken."""
    account = {"email": email, "email_key": email_key(email), "password_hash": password_hash}
    with _unless_taken(session, email):
        session.execute(update(Person).where(Person.id == person_id).values(**account, start_key=None))
    keep_name(session, person_id, name)


@contextmanager
def _unless_taken(session: Session, email: str) -> Iterator[None]:
    if find_by_email(session, email) is not None:
        raise EmailTaken
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:  # on PostgreSQL two people may have come past the question at once
        raise EmailTaken from error


def rename(session: Session, person_id: int, name: str) -> None:
    """Change what a person is called."""
    keep_name(session, person_id, name)


def change_place(session: Session, person_id: int, *, time_zone: str, language: str) -> None:
    """Change by which clock, and in which language, a person is told things."""
    session.execute(update(Person).where(Person.id == person_id).values(time_zone=time_zone, language=language))


def change_email(session: Session, person_id: int, email: str) -> None:
    """Change what a member signs in with; raises EmailTaken."""
    if find_by_email(session, email) == person_id:  # the same one, perhaps written in another way
        session.execute(update(Person).where(Person.id == person_id).values(email=email))
        return
    with _unless_taken(session, email):
        new = {"email": email, "email_key": email_key(email)}
        session.execute(update(Person).where(Person.id == person_id).values(**new))


def change_password(session: Session, person_id: int, password_hash: str) -> None:
    """Change a member's password, and sign them out everywhere."""
    session.execute(delete(PersonSession).where(PersonSession.person_id == person_id))
    session.execute(update(Person).where(Person.id == person_id).values(password_hash=password_hash))


def find_password_hash(session: Session, person_id: int) -> str | None:
    """Give a person's password hash; None for a guest."""
    return session.scalar(select(Person.password_hash).where(Person.id == person_id))


def is_instructor(session: Session, person_id: int) -> bool:
    """Say whether a person is an instructor."""
    return bool(session.scalar(select(Person.is_instructor).where(Person.id == person_id)))


def has_instructor(session: Session) -> bool:
    """Say whether anybody is an instructor."""
    return bool(session.scalar(select(func.count()).select_from(Person).where(Person.is_instructor)))


def find_credentials(session: Session, email: str) -> tuple[int, str] | None:
    """Give a member's id and password hash."""
    row = session.execute(
        select(Person.id, Person.password_hash).where(Person.email_key == email_key(email))
    ).one_or_none()
    return (row.id, row.password_hash) if row and row.password_hash else None


def find_by_email(session: Session, email: str) -> int | None:
    """Give the id of the member with this email."""
    return session.scalar(select(Person.id).where(Person.email_key == email_key(email)))


def find_email(session: Session, person_id: int) -> str | None:
    """Give what a member signs in with; None for a guest."""
    return session.scalar(select(Person.email).where(Person.id == person_id))


def email_key(email: str) -> str:
    """Give an email as it is compared: trimmed, normal form C, case-folded."""
    return unicodedata.normalize("NFC", email.strip()).casefold()
