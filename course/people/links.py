"""One-time links that make their visitor an instructor."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from course.models import OneTimeLink
from course.people.tokens import hash_token, new_token

LINK_LASTS = timedelta(days=7)
INSTRUCTOR = "instructor"


def make_instructor_link(session: Session, *, now: datetime, email: str = "") -> str:
    """Make a link for `email` (or anybody), in place of an earlier unused one; returns its token."""
    token = new_token()
    session.execute(delete(OneTimeLink).where(*_of_email(email), OneTimeLink.used_at_utc.is_(None)))
    session.execute(
        insert(OneTimeLink).values(
            token_hash=hash_token(token),
            purpose=INSTRUCTOR,
            email=email,
            created_at_utc=now,
            expires_at_utc=now + LINK_LASTS,
        )
    )
    return token


def find_link(session: Session, token: str, *, now: datetime) -> str | None:
    """Give the email a usable link was made for, empty for anybody; None where the link is not (or no longer) good."""
    return session.scalar(select(OneTimeLink.email).where(*_is_good(token, now)))


def use_link(session: Session, token: str, *, now: datetime) -> bool:
    """Use a link up; False where somebody was faster."""
    good = update(OneTimeLink).where(*_is_good(token, now)).values(used_at_utc=now)
    return session.execute(good.returning(OneTimeLink.id)).one_or_none() is not None


def _of_email(email: str) -> tuple[ColumnElement[bool], ...]:
    return OneTimeLink.purpose == INSTRUCTOR, OneTimeLink.email == email


def _is_good(token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OneTimeLink.token_hash == hash_token(token),
        OneTimeLink.purpose == INSTRUCTOR,
        OneTimeLink.used_at_utc.is_(None),
        OneTimeLink.expires_at_utc > now,
    )
