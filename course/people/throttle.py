"""Slows down whoever guesses passwords; counted in the database, so that every process counts the same."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from course.models import FailedSignIn
from course.people.accounts import email_key
from course.people.tokens import hash_token

WINDOW = timedelta(minutes=15)
FAILURES_PER_EMAIL = 10
FAILURES_PER_ADDRESS = 50


def is_throttled(session: Session, *, email: str, address: str, now: datetime) -> bool:
    """Say whether too many sign-ins failed of late for this email or from this address."""
    return (
        _failures(session, FailedSignIn.email_hash == hash_token(email_key(email)), now) >= FAILURES_PER_EMAIL
        or _failures(session, FailedSignIn.address_hash == hash_token(address), now) >= FAILURES_PER_ADDRESS
    )


def record_failure(session: Session, *, email: str, address: str, now: datetime) -> None:
    """Count a failed sign-in, and forget those that no longer matter."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.at_utc < now - WINDOW))
    session.execute(
        insert(FailedSignIn).values(
            email_hash=hash_token(email_key(email)), address_hash=hash_token(address), at_utc=now
        )
    )


def _failures(session: Session, whose: ColumnElement[bool], now: datetime) -> int:
    recent = select(func.count()).select_from(FailedSignIn).where(whose, FailedSignIn.at_utc >= now - WINDOW)
    return session.scalar(recent) or 0
