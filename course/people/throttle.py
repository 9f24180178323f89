"""Slows down whoever guesses passwords; counted in the database, so that every process counts the same."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from course.models import FailedSignIn
from course.people.accounts import email_key
from course.people.tokens import hash_token

WINDOW = timedelta(minutes=15)
FAILURES_PER_EMAIL_AND_ADDRESS = 10
FAILURES_PER_EMAIL = 50
"""Higher than the one above, so that a stranger elsewhere cannot easily lock a person out."""
FAILURES_PER_ADDRESS = 100
"""A school or a company may share one address."""


def is_throttled(session: Session, *, email: str, address: str, now: datetime) -> bool:
    """Say whether too many sign-ins failed of late for this email or from this address."""
    of_email = FailedSignIn.email_hash == hash_token(email_key(email))
    of_address = FailedSignIn.address_hash == hash_token(address)
    return (
        _failures(session, of_email & of_address, now) >= FAILURES_PER_EMAIL_AND_ADDRESS
        or _failures(session, of_email, now) >= FAILURES_PER_EMAIL
        or _failures(session, of_address, now) >= FAILURES_PER_ADDRESS
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
