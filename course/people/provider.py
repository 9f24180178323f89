"""Signing in through a provider that others run: what is asked, what comes back, and whose accounts go with it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.models import ProviderIdentity

ROUND_LASTS = timedelta(minutes=10)


class ProviderFails(Exception):
    """The provider does not answer, or says what cannot be believed; the message is for whoever runs the site."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who is asked, and as whom; `back` is the page of this site that people are sent to."""

    name: str
    issuer: str
    client_id: str
    client_secret: str
    back: str


@dataclass(frozen=True, slots=True)
class Round:
    """One trip to the provider and back: secrets of the browser that makes it."""

    state: str
    nonce: str
    verifier: str
    begun_at_utc: datetime

    def is_answered_by(self, state: str, *, now: datetime) -> bool:
        """Whether this is what the browser was sent away with, and not too long ago."""
        is_good = self.begun_at_utc <= now < self.begun_at_utc + ROUND_LASTS
        return is_good and secrets.compare_digest(self.state.encode(), state.encode())


@dataclass(frozen=True, slots=True)
class Vouched:
    """Who somebody is at the provider; `email` is empty where the provider has not made sure that it is theirs."""

    issuer: str
    subject: str
    email: str
    name: str


def new_round(*, now: datetime) -> Round:
    """Make what binds the provider's answer to one browser."""
    return Round(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), now)


def find_vouched(session: Session, vouched: Vouched) -> int | None:
    """Give the member who signs in so; never by their email, which a provider may give to another one day."""
    return session.scalar(select(ProviderIdentity.person_id).where(*_is(vouched)))


def connect(session: Session, person_id: int, vouched: Vouched, *, now: datetime) -> bool:
    """Let a member sign in so from now on, in place of who they were there before; False where it is another's."""
    owner = find_vouched(session, vouched)
    if owner is not None:
        return owner == person_id
    disconnect(session, person_id)
    row = ProviderIdentity(person_id=person_id, issuer=vouched.issuer, subject=vouched.subject, connected_at_utc=now)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # on PostgreSQL two may come at once
        return False
    return True


def disconnect(session: Session, person_id: int) -> None:
    """Let a member sign in through a provider no more."""
    session.execute(delete(ProviderIdentity).where(ProviderIdentity.person_id == person_id))


def connected_since(session: Session, person_id: int, issuer: str) -> datetime | None:
    """Give since when a member signs in through this provider; None where they do not."""
    mine = (ProviderIdentity.person_id == person_id, ProviderIdentity.issuer == issuer)
    return session.scalar(select(ProviderIdentity.connected_at_utc).where(*mine))


def _is(vouched: Vouched) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ProviderIdentity.issuer == vouched.issuer, ProviderIdentity.subject == vouched.subject
