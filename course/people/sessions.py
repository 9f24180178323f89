"""Who is signed in where: one row per browser, found by the hash of its token."""

from dataclasses import dataclass
from datetime import datetime, timedelta

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
    time_zone: str
    practice_of_id: int | None
    session_expires_at_utc: datetime

    @property
    def is_guest(self) -> bool:
        """Whether this person can be reached from one browser only."""
        return self.email is None and not self.is_practice

    @property
    def is_practice(self) -> bool:
        """Whether this is an instructor's practice identity, whose work counts nowhere."""
        return self.practice_of_id is not None


_FIND = (
    select(
        Person.id,
        Person.public_id,
        Person.name,
        Person.email,
        Person.is_instructor,
        Person.time_zone,
        Person.practice_of_id,
        PersonSession.expires_at_utc,
    )
    .join(PersonSession, PersonSession.person_id == Person.id)
    .where(PersonSession.token_hash == bindparam("token_hash"), PersonSession.expires_at_utc > bindparam("now"))
)


def find_signed_in(session: Session, token: str, *, now: datetime) -> SignedIn | None:
    """Give the person whose session token this is."""
    rows = read_rows(session, _FIND, {"token_hash": hash_token(token), "now": now})
    return SignedIn(*rows[0]) if rows else None


def open_session(session: Session, person_id: int, *, now: datetime) -> str:
    """Sign a person in on one more browser; returns the token, which is stored nowhere else."""
    token = new_token()
    session.execute(
        insert(PersonSession).values(
            person_id=person_id,
            token_hash=hash_token(token),
            created_at_utc=now,
            expires_at_utc=now + SESSION_LASTS,
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
