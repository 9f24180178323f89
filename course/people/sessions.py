"""Who is signed in where: one row per browser, found by the hash of its token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from course.models import Person, PersonSession
from course.people.tokens import hash_token, new_token
from course.statements import read_rows

SESSION_LASTS = timedelta(days=180)
RENEWED_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a request."""

    id: int
    public_id: str
    name: str
    email: str | None
    is_instructor: bool
    is_admin: bool
    suspended_at_utc: datetime | None
    time_zone: str
    language: str
    theme: str
    shortcuts: bool
    practice_of_id: int | None
    session_expires_at_utc: datetime
    second_factor_at_utc: datetime | None

    @property
    def is_guest(self) -> bool:
        """Whether this person can be reached from one browser only."""
        return self.email is None and not self.is_practice

    @property
    def is_practice(self) -> bool:
        """Whether this is an instructor's practice identity, whose work counts nowhere."""
        return self.practice_of_id is not None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser where somebody is signed in; `used_at_utc` is right to a day."""

    handle: str
    browser: str
    begun_at_utc: datetime
    used_at_utc: datetime
    is_this: bool


_FIND = (
    select(
        Person.id,
        Person.public_id,
        Person.name,
        Person.email,
        Person.is_instructor,
        Person.is_admin,
        Person.suspended_at_utc,
        Person.time_zone,
        Person.language,
        Person.theme,
        Person.shortcuts,
        Person.practice_of_id,
        PersonSession.expires_at_utc,
        PersonSession.second_factor_at_utc,
    )
    .join(PersonSession, PersonSession.person_id == Person.id)
    .where(PersonSession.token_hash == bindparam("token_hash"), PersonSession.expires_at_utc > bindparam("now"))
)


def find_signed_in(session: Session, token: str, *, now: datetime) -> SignedIn | None:
    """Give the person whose session token this is."""
    rows: Sequence[tuple[Any, ...]] = read_rows(session, _FIND, {"token_hash": hash_token(token), "now": now})
    return SignedIn(*rows[0]) if rows else None


def open_session(
    session: Session, person_id: int, *, now: datetime, browser: str = "", second_factor_at_utc: datetime | None = None
) -> str:
    """Sign a person in on one more browser; returns the token, which is stored nowhere else."""
    token = new_token()
    session.execute(
        insert(PersonSession).values(
            person_id=person_id,
            token_hash=hash_token(token),
            created_at_utc=now,
            expires_at_utc=now + SESSION_LASTS,
            browser=browser,
            second_factor_at_utc=second_factor_at_utc,
        )
    )
    return token


def renew_session(session: Session, token: str, *, now: datetime) -> None:
    """Move a session's end to the full time from now."""
    session.execute(
        update(PersonSession)
        .where(PersonSession.token_hash == hash_token(token))
        .values(expires_at_utc=now + SESSION_LASTS)
    )


def close_session(session: Session, token: str) -> None:
    """Sign a browser out."""
    session.execute(delete(PersonSession).where(PersonSession.token_hash == hash_token(token)))


def close_other_sessions(session: Session, person_id: int, token: str = "") -> None:
    """Sign a person out on every browser but the one with this token."""
    others = (PersonSession.person_id == person_id, PersonSession.token_hash != hash_token(token))
    session.execute(delete(PersonSession).where(*others))


def close_session_of(session: Session, person_id: int, handle: str) -> bool:
    """Sign a person out on one of their browsers; False where it is not theirs, or signed out already."""
    rows = session.execute(
        select(PersonSession.id, PersonSession.token_hash).where(PersonSession.person_id == person_id)
    )
    found = next((row.id for row in rows if _handle(row.token_hash) == handle), None)
    session.execute(delete(PersonSession).where(PersonSession.id == found))
    return found is not None


def sessions_of(session: Session, person_id: int, token: str, *, now: datetime) -> tuple[OpenSession, ...]:
    """List where a person is signed in, the browser with this token first, then as they were used last."""
    mine = (PersonSession.person_id == person_id, PersonSession.expires_at_utc > now)
    rows = session.scalars(select(PersonSession).where(*mine).order_by(PersonSession.expires_at_utc.desc()))
    found = [_open_session(row, is_this=row.token_hash == hash_token(token)) for row in rows]
    return tuple(sorted(found, key=lambda each: not each.is_this))


def forget_expired_sessions(session: Session, *, now: datetime) -> None:
    """Delete the sessions that nobody can use any more."""
    session.execute(delete(PersonSession).where(PersonSession.expires_at_utc <= now))


def _open_session(row: PersonSession, *, is_this: bool) -> OpenSession:
    used_at_utc = row.expires_at_utc - SESSION_LASTS
    return OpenSession(_handle(row.token_hash), row.browser, row.created_at_utc, used_at_utc, is_this)


def _handle(token_hash: str) -> str:
    # A name for the world; neither the token nor what it is found by.
    return hash_token(token_hash)[:16]
