"""One-time links for one person: to sign in and choose a password, or to confirm an email."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from course.models import CohortInstructor, Membership, OneTimeLink, Person, SignInLinkMade
from course.people.practice import counts
from course.people.tokens import hash_token, new_token
from course.records.acts import Deed, record_act
from course.records.mail_kinds import MailKind

SIGN_IN, EMAIL = "sign-in", "email"
SIGN_IN_LASTS = timedelta(days=1)
"""For a link that is handed over by a person; one that is mailed lasts as its kind of mail says."""


class NoSignInLink(Exception):
    """This person cannot be given a link by that instructor."""


@dataclass(frozen=True, slots=True)
class PersonalLink:
    """Whose link it is; `email` is the address that is confirmed, else empty."""

    person_id: int
    email: str
    is_member: bool


def make_personal_link(
    session: Session, person_id: int, purpose: str, *, lasts: timedelta, now: datetime, email: str = ""
) -> str:
    """Make a link in place of an earlier unused one of that purpose; returns its token, which is stored nowhere."""
    token = new_token()
    same = (OneTimeLink.person_id == person_id, OneTimeLink.purpose == purpose, OneTimeLink.used_at_utc.is_(None))
    session.execute(delete(OneTimeLink).where(*same))
    session.execute(
        insert(OneTimeLink).values(
            token_hash=hash_token(token),
            purpose=purpose,
            person_id=person_id,
            email=email,
            created_at_utc=now,
            expires_at_utc=now + lasts,
        )
    )
    return token


def make_mailed_link(session: Session, kind: MailKind, person_id: int, address: str, now: datetime) -> str:
    """Make the link that a mail of this kind carries to an address; returns its token."""
    email = address if kind.purpose == EMAIL else ""
    return make_personal_link(session, person_id, kind.purpose, email=email, lasts=kind.link_lasts, now=now)


def make_sign_in_link(session: Session, instructor_id: int, learner_id: int, *, now: datetime) -> str:
    """Make a link that signs in a learner whom this instructor teaches now; returns its token.

    Raises NoSignInLink for everybody else, and for whoever teaches: a link must not give more rights than its maker
    has. That it was made is kept, and the learner is told.
    """
    if not session.scalar(select(exists().where(*_is_learner_of(instructor_id, learner_id)))):
        raise NoSignInLink
    return hand_sign_in_link(session, learner_id, by=instructor_id, now=now)


def hand_sign_in_link(session: Session, person_id: int, *, by: int | None, now: datetime) -> str:
    """Make a link that signs a person in, for somebody who may hand it to them; that it was made is kept."""
    if by is not None:
        session.execute(insert(SignInLinkMade).values(person_id=person_id, made_by_id=by, made_at_utc=now))
    record_act(session, Deed.SIGN_IN_LINK_MADE, by=by, on=person_id, now=now)
    return make_personal_link(session, person_id, SIGN_IN, lasts=SIGN_IN_LASTS, now=now)


def find_personal_link(session: Session, token: str, purpose: str, *, now: datetime) -> PersonalLink | None:
    """Give what a link is for; None where it is not (or no longer) good."""
    row = session.execute(
        select(Person.id, OneTimeLink.email, Person.email.is_not(None))
        .join(Person, Person.id == OneTimeLink.person_id)
        .where(*_is_good(token, purpose, now))
    ).one_or_none()
    return PersonalLink(*row) if row else None


def use_personal_link(session: Session, token: str, purpose: str, *, now: datetime) -> bool:
    """Use a link up; False where somebody was faster."""
    good = update(OneTimeLink).where(*_is_good(token, purpose, now)).values(used_at_utc=now)
    return session.execute(good.returning(OneTimeLink.id)).one_or_none() is not None


def drop_personal_links(session: Session, person_id: int) -> None:
    """Make a person's unused links useless, as when their password or email changes."""
    session.execute(delete(OneTimeLink).where(OneTimeLink.person_id == person_id, OneTimeLink.used_at_utc.is_(None)))


def sign_in_links_made(session: Session, person_id: int) -> tuple[tuple[str | None, datetime], ...]:
    """Tell who made links that sign a person in, and when, newest first; None once that account is deleted."""
    made = select(Person.name, SignInLinkMade.made_at_utc).select_from(SignInLinkMade)
    made = made.outerjoin(Person, Person.id == SignInLinkMade.made_by_id)
    rows = session.execute(made.where(SignInLinkMade.person_id == person_id).order_by(SignInLinkMade.id.desc()))
    return tuple((name, at_utc) for name, at_utc in rows)


def _is_learner_of(instructor_id: int, learner_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Person.id == learner_id,
        ~Person.is_instructor,
        ~Person.is_admin,
        counts(),
        Membership.person_id == Person.id,
        Membership.left_at_utc.is_(None),
        CohortInstructor.cohort_id == Membership.cohort_id,
        CohortInstructor.person_id == instructor_id,
    )


def _is_good(token: str, purpose: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OneTimeLink.token_hash == hash_token(token),
        OneTimeLink.purpose == purpose,
        OneTimeLink.used_at_utc.is_(None),
        OneTimeLink.expires_at_utc > now,
    )
