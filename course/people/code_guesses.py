"""Slows down whoever guesses join codes; counted in the database, apart from failed sign-ins."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from course.models import FailedSignIn
from course.people.throttle import WINDOW
from course.people.tokens import hash_token

WRONG_CODES_PER_ADDRESS = 60
"""In a quarter of an hour. A class may share one address and mistype; a guesser needs thousands of millions."""
_WHAT = hash_token("a join code")


def is_guessing(session: Session, address: str, *, now: datetime) -> bool:
    """Say whether too many codes that lead nowhere came from this address of late."""
    recent = select(func.count()).select_from(FailedSignIn)
    wrong = recent.where(
        FailedSignIn.email_hash == _WHAT,
        FailedSignIn.address_hash == _from(address),
        FailedSignIn.at_utc >= now - WINDOW,
    )
    return (session.scalar(wrong) or 0) >= WRONG_CODES_PER_ADDRESS


def record_wrong_code(session: Session, address: str, *, now: datetime) -> None:
    """Count a code that leads nowhere, and forget those that no longer matter."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.email_hash == _WHAT, FailedSignIn.at_utc < now - WINDOW))
    session.execute(insert(FailedSignIn).values(email_hash=_WHAT, address_hash=_from(address), at_utc=now))


def _from(address: str) -> str:
    # Not the hash that sign-ins are counted by: a wrong code must keep nobody from signing in.
    return hash_token(f"a join code from {address}")
