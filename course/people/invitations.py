"""Invitations to a cohort: each lets one person in by a link of its own, until it is used or taken back.

Such a link opens nothing but the cohort's join page, so that it is kept as it is and can be handed over again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.orm import Session

from course.models import Cohort, Invitation, Membership, Person
from course.people.accounts import email_key
from course.people.addresses import AddressLine
from course.people.tokens import new_public_id
from course.records.acts import Deed, record_act

LAST = timedelta(days=60)
KEPT = timedelta(days=400)
MOST_AT_ONCE = 500
MOST_A_DAY = 2000
"""Of one instructor: nobody makes a machine for unwanted mail of this site."""
ON_A_PAGE = 100
COUNTED_UP_TO = 1000
AT_ONCE = 500


class Outcome(Enum):
    """What became of a line."""

    INVITED = "invited"
    ALREADY_IN = "already in"
    INVITED_BEFORE = "invited before"
    NO_ADDRESS = "no address"
    TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one address; `invitation` is its public id where there is one."""

    number: int
    text: str
    outcome: Outcome
    invitation: str = ""


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that can still be used."""

    public_id: str
    email: str
    invited_at_utc: datetime


def invite(
    session: Session, cohort_id: int, lines: Iterable[AddressLine], *, by: int, now: datetime
) -> tuple[Line, ...]:
    """Invite who stands in these lines, each address once; sent again, nothing happens and the lines say so."""
    # Two who invite the same people at once on PostgreSQL: the second one's lines say "invited before".
    session.execute(select(Cohort.id).where(Cohort.id == cohort_id).with_for_update())
    lines = list(lines)
    keys = {email_key(line.address) for line in lines if line.address}
    known, inside = _known(session, cohort_id, keys), _inside(session, cohort_id, keys)
    room = min(MOST_AT_ONCE, MOST_A_DAY - _invited_by(session, by, since=now - timedelta(days=1)))
    report, made = [], 0
    for line in lines:
        key = email_key(line.address)
        found = known.get(key)
        if not line.address:
            report.append(Line(line.number, line.text, Outcome.NO_ADDRESS))
        elif key in inside:
            report.append(Line(line.number, line.address, Outcome.ALREADY_IN))
        elif found and _is_open(found, now):
            report.append(Line(line.number, line.address, Outcome.INVITED_BEFORE, found.public_id))
        elif made >= room:
            report.append(Line(line.number, line.address, Outcome.TOO_MANY))
        else:
            known[key] = _invite(session, cohort_id, line.address, found, by=by, now=now)
            report.append(Line(line.number, line.address, Outcome.INVITED, known[key].public_id))
            made += 1
    if made:
        record_act(session, Deed.INVITED, by=by, cohort_id=cohort_id, about=str(made), now=now)
    return tuple(report)


def open_invitations(
    session: Session, cohort_id: int, *, after: str = "", now: datetime
) -> tuple[tuple[OpenInvitation, ...], int]:
    """Give the invitations that nobody has used, by address, one more than a page has; and how many there are.

    They are counted up to one more than `COUNTED_UP_TO`.
    """
    waiting = (Invitation.cohort_id == cohort_id, *_good(now))
    rows = session.execute(
        select(Invitation.public_id, Invitation.email, Invitation.invited_at_utc)
        .where(*waiting, Invitation.email_key > after)
        .order_by(Invitation.email_key)
        .limit(ON_A_PAGE + 1)
    )
    counted = select(Invitation.id).where(*waiting).limit(COUNTED_UP_TO + 1).subquery()
    number = session.scalar(select(func.count()).select_from(counted)) or 0
    return tuple(OpenInvitation(*row) for row in rows), number


def find_invited_cohort(session: Session, public_id: str, *, now: datetime) -> str | None:
    """Give the join code of the cohort that an invitation leads to; None where it is used, taken back, or too old."""
    return session.scalar(_usable(public_id, now).with_only_columns(Cohort.join_code))


def accept_invitation(session: Session, public_id: str, person_id: int, *, now: datetime) -> bool:
    """Use an invitation up; False where somebody was faster, or it was taken back."""
    used = update(Invitation).where(Invitation.public_id == public_id, *_good(now))
    values = {"accepted_at_utc": now, "person_id": person_id}
    return session.execute(used.values(values).returning(Invitation.id)).one_or_none() is not None


def take_back_invitation(session: Session, cohort_id: int, public_id: str, *, by: int, now: datetime) -> bool:
    """Make an invitation useless; twice is once. False where this cohort has none by that id."""
    its = (Invitation.cohort_id == cohort_id, Invitation.public_id == public_id)
    open_one = update(Invitation).where(*its, *_good(now)).values(taken_back_at_utc=now)
    if session.execute(open_one.returning(Invitation.id)).one_or_none():
        record_act(session, Deed.INVITATION_TAKEN_BACK, by=by, cohort_id=cohort_id, now=now)
        return True
    return session.scalar(select(Invitation.id).where(*its)) is not None


def forget_old_invitations(session: Session, *, now: datetime) -> None:
    """Delete invitations that nobody used and nobody can use any more: an address is somebody's."""
    ended = (Invitation.invited_at_utc < now - LAST) | Invitation.taken_back_at_utc.is_not(None)
    session.execute(delete(Invitation).where(Invitation.accepted_at_utc.is_(None), ended))
    session.execute(delete(Invitation).where(Invitation.invited_at_utc < now - KEPT))


def _invite(
    session: Session, cohort_id: int, email: str, ended: Invitation | None, *, by: int, now: datetime
) -> Invitation:
    """A new link, also for whoever had one that ended: the old one stays useless."""
    invitation = ended or Invitation(cohort_id=cohort_id, email_key=email_key(email))
    invitation.public_id, invitation.email = new_public_id(), email
    invitation.invited_by_id, invitation.invited_at_utc = by, now
    invitation.taken_back_at_utc = invitation.accepted_at_utc = invitation.person_id = None
    session.add(invitation)
    session.flush()
    return invitation


def _known(session: Session, cohort_id: int, keys: set[str]) -> dict[str, Invitation]:
    mine = select(Invitation).where(Invitation.cohort_id == cohort_id)
    return {
        each.email_key: each
        for some in _parts(keys)
        for each in session.scalars(mine.where(Invitation.email_key.in_(some)).with_for_update())
    }


def _inside(session: Session, cohort_id: int, keys: set[str]) -> set[str]:
    """Which of these are in the cohort now: by the email of their account, or by the one that they were invited by.

    Whether somebody has an account who is not in it stays untold.
    """
    members = (
        select(Person.email_key)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.cohort_id == cohort_id, Membership.left_at_utc.is_(None))
    )
    invited = (
        select(Invitation.email_key)
        .join(Membership, Membership.person_id == Invitation.person_id)
        .where(Invitation.cohort_id == cohort_id, Membership.cohort_id == cohort_id, Membership.left_at_utc.is_(None))
    )
    found: set[str] = set()
    for some in _parts(keys):
        found |= {key for key in session.scalars(members.where(Person.email_key.in_(some))) if key}
        found |= set(session.scalars(invited.where(Invitation.email_key.in_(some))).all())
    return found


def _parts(keys: set[str]) -> Iterable[list[str]]:
    ordered = sorted(keys)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


def _invited_by(session: Session, person_id: int, *, since: datetime) -> int:
    mine = (Invitation.invited_by_id == person_id, Invitation.invited_at_utc > since)
    return session.scalar(select(func.count()).select_from(Invitation).where(*mine)) or 0


def _is_open(invitation: Invitation, now: datetime) -> bool:
    return (
        invitation.taken_back_at_utc is None
        and invitation.accepted_at_utc is None
        and invitation.invited_at_utc > now - LAST
    )


def _good(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Invitation.taken_back_at_utc.is_(None),
        Invitation.accepted_at_utc.is_(None),
        Invitation.invited_at_utc > now - LAST,
    )


def _usable(public_id: str, now: datetime) -> Select[Invitation]:
    return (
        select(Invitation)
        .join(Cohort, Cohort.id == Invitation.cohort_id)
        .where(Invitation.public_id == public_id, *_good(now), Cohort.archived_at_utc.is_(None))
    )
