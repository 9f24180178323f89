"""Tokens for programs: each reads one cohort, for whoever made it, until it runs out or is revoked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.models import ApiToken, Cohort, CohortInstructor, Person
from course.people.tokens import hash_token, new_public_id, new_token
from course.records.acts import Deed, record_act

PREFIX = "runway_"
"""By which a token is recognized where it should not be, such as in a public repository."""


@dataclass(frozen=True, slots=True)
class TokenCard:
    """A token as its maker sees it in the list: not the token itself, which nobody has but its program."""

    public_id: str
    name: str
    cohort_name: str
    created_at_utc: datetime
    expires_at_utc: datetime
    revoked_at_utc: datetime | None

    def is_good(self, now: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at_utc is None and now < self.expires_at_utc


@dataclass(frozen=True, slots=True)
class Reader:
    """The cohort that a token reads."""

    cohort_id: int
    cohort: str
    cohort_name: str
    course_id: int


def make_token(
    session: Session,
    person_id: int,
    cohort_id: int,
    name: str,
    *,
    lasts: timedelta,
    submission_key: str,
    now: datetime,
) -> str | None:
    """Make a token and return it: it is stored nowhere. None where this form was sent before."""
    token = PREFIX + new_token()
    made = ApiToken(
        public_id=new_public_id(),
        person_id=person_id,
        cohort_id=cohort_id,
        name=name,
        token_hash=hash_token(token),
        submission_key=submission_key,
        created_at_utc=now,
        expires_at_utc=now + lasts,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        return None
    record_act(session, Deed.TOKEN_MADE, by=person_id, cohort_id=cohort_id, about=name, now=now)
    return token


def tokens_of(session: Session, person_id: int) -> tuple[TokenCard, ...]:
    """List the tokens that a person made, the newest first."""
    rows = session.execute(
        select(
            ApiToken.public_id,
            ApiToken.name,
            Cohort.name,
            ApiToken.created_at_utc,
            ApiToken.expires_at_utc,
            ApiToken.revoked_at_utc,
        )
        .join(Cohort, Cohort.id == ApiToken.cohort_id)
        .where(ApiToken.person_id == person_id)
        .order_by(ApiToken.id.desc())
    )
    return tuple(TokenCard(*row) for row in rows)


def revoke_token(session: Session, person_id: int, public_id: str, *, now: datetime) -> bool:
    """End a token of one's own, once and for all; False where there is none."""
    mine = (ApiToken.person_id == person_id) & (ApiToken.public_id == public_id)
    good = update(ApiToken).where(mine, ApiToken.revoked_at_utc.is_(None)).values(revoked_at_utc=now)
    ended = session.execute(good.returning(ApiToken.cohort_id, ApiToken.name)).one_or_none()
    if ended:
        record_act(session, Deed.TOKEN_REVOKED, by=person_id, cohort_id=ended.cohort_id, about=ended.name, now=now)
    return session.scalar(select(ApiToken.id).where(mine)) is not None


def find_reader(session: Session, token: str, *, now: datetime) -> Reader | None:
    """Give what a token reads: its cohort, while it is good and whoever made it still teaches that cohort."""
    row = session.execute(
        select(Cohort.id, Cohort.public_id, Cohort.name, Cohort.course_id)
        .join(ApiToken, ApiToken.cohort_id == Cohort.id)
        .join(Person, Person.id == ApiToken.person_id)
        .where(
            ApiToken.token_hash == hash_token(token),
            ApiToken.revoked_at_utc.is_(None),
            ApiToken.expires_at_utc > now,
            Person.is_instructor,
            Person.suspended_at_utc.is_(None),
            exists().where(
                CohortInstructor.cohort_id == ApiToken.cohort_id, CohortInstructor.person_id == ApiToken.person_id
            ),
        )
    ).one_or_none()
    return Reader(*row) if row else None
