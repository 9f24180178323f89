"""The log of acts of power: each is added in the transaction of what it tells of, and none is ever changed."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, or_, select, text
from sqlalchemy.orm import Session, aliased

from course.models import Act, ActParty, ActReason, Cohort, Person

ACTS_ON_A_PAGE = 50
LONGEST_ABOUT = 200
AnyLines = Select[*tuple[Any, ...]]


class Deed(StrEnum):
    """What can be done with power over others; the values stand in the table and do not change."""

    INSTRUCTOR_MADE = "instructor-made"
    INSTRUCTOR_ENDED = "instructor-ended"
    ADMIN_MADE = "admin-made"
    ADMIN_ENDED = "admin-ended"
    SUSPENDED = "suspended"
    SUSPENSION_ENDED = "suspension-ended"
    SESSIONS_ENDED = "sessions-ended"
    SIGN_IN_LINK_MADE = "sign-in-link-made"
    SECOND_FACTOR_RESET = "second-factor-reset"
    LESSON_OPENED = "lesson-opened"
    LEARNER_REMOVED = "learner-removed"
    LEARNER_PUT_BACK = "learner-put-back"
    LEARNER_MOVED = "learner-moved"
    COHORT_CHANGED = "cohort-changed"
    COHORT_ARCHIVED = "cohort-archived"
    COHORT_BROUGHT_BACK = "cohort-brought-back"
    CODE_RENEWED = "code-renewed"
    JOINING_CLOSED = "joining-closed"
    JOINING_OPENED = "joining-opened"
    TEACHER_ADDED = "teacher-added"
    TEACHER_REMOVED = "teacher-removed"
    INVITED = "invited"
    INVITATION_TAKEN_BACK = "invitation-taken-back"
    EXPORTED = "exported"
    TOKEN_MADE = "token-made"  # noqa: S105 - a kind of act
    TOKEN_REVOKED = "token-revoked"  # noqa: S105 - a kind of act
    ACCOUNT_ERASED = "account-erased"
    GUESTS_EXPIRED = "guests-expired"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a line: their name and public id, both empty once they are erased, and what stays of them."""

    pseudonym: str
    name: str
    public_id: str


@dataclass(frozen=True, slots=True)
class ActLine:
    """A line of the log; `by` is None for the command line, `cohort` a public id."""

    id: int
    kind: str
    at_utc: datetime
    by: Party | None
    on: Party | None
    cohort: str
    cohort_name: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActFilter:
    """Which lines are looked for; `person` and `cohort` are public ids, `before` a line's number."""

    kind: str = ""
    person: str = ""
    cohort: str = ""
    before: int = 0


def record_act(
    session: Session,
    deed: Deed,
    *,
    by: int | None,
    now: datetime,
    on: int | None = None,
    cohort_id: int | None = None,
    about: str = "",
    reason: str = "",
) -> None:
    """Add a line: `by` is None for whoever runs the site; `about` names a thing, and never tells of a person."""
    act = Act(
        kind=deed.value,
        by_id=_party_of(session, by),
        on_id=_party_of(session, on),
        cohort_id=cohort_id,
        about=about[:LONGEST_ABOUT],
        at_utc=now,
    )
    session.add(act)
    session.flush()
    if reason:
        session.add(ActReason(act_id=act.id, person_id=on or by, reason=reason))
        session.flush()


@contextmanager
def acts_let_go(connection: Connection) -> Iterator[None]:
    """Let lines be deleted, as only who owns the tables can: for a restore, which replaces everything."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE act DISABLE TRIGGER USER"))
        yield
        connection.execute(text("ALTER TABLE act ENABLE TRIGGER USER"))
        return
    triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _ in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _, sql in triggers:
        connection.execute(text(sql))


def acts_page(session: Session, wanted: ActFilter) -> tuple[ActLine, ...]:
    """Give lines, the newest first, and one more than a page has where there are more."""
    return tuple(_line(row) for row in session.execute(_filtered(_LINES, wanted).limit(ACTS_ON_A_PAGE + 1)).all())


def _party_of(session: Session, person_id: int | None) -> int | None:
    """The row that stands for a person in the log, made at the first time."""
    if person_id is None:
        return None
    known = session.scalar(select(ActParty.id).where(ActParty.person_id == person_id).order_by(ActParty.id).limit(1))
    if known is not None:
        return known
    party = ActParty(pseudonym=secrets.token_hex(6), person_id=person_id)
    session.add(party)
    session.flush()
    return party.id


_by, _on = aliased(ActParty), aliased(ActParty)
_who, _whom = aliased(Person), aliased(Person)
_LINES = (
    select(Act, ActReason.reason, Cohort.public_id, Cohort.name, _by.pseudonym, _who, _on.pseudonym, _whom)
    .outerjoin(ActReason, ActReason.act_id == Act.id)
    .outerjoin(Cohort, Cohort.id == Act.cohort_id)
    .outerjoin(_by, _by.id == Act.by_id)
    .outerjoin(_who, _who.id == _by.person_id)
    .outerjoin(_on, _on.id == Act.on_id)
    .outerjoin(_whom, _whom.id == _on.person_id)
    .order_by(Act.id.desc())
)


def _filtered(lines: AnyLines, wanted: ActFilter) -> AnyLines:
    if wanted.kind:
        lines = lines.where(Act.kind == wanted.kind)
    if wanted.cohort:
        lines = lines.where(Act.cohort_id.in_(select(Cohort.id).where(Cohort.public_id == wanted.cohort)))
    if wanted.person:
        parties = select(ActParty.id).join(Person, Person.id == ActParty.person_id)
        parties = parties.where(Person.public_id == wanted.person)
        lines = lines.where(or_(Act.by_id.in_(parties), Act.on_id.in_(parties)))
    return lines.where(Act.id < wanted.before) if wanted.before else lines


def _line(row: tuple[Any, ...]) -> ActLine:
    act, reason, cohort, cohort_name, by, who, on, whom = row
    return ActLine(
        id=act.id,
        kind=act.kind,
        at_utc=act.at_utc,
        by=_party(by, who),
        on=_party(on, whom),
        cohort=cohort or "",
        cohort_name=cohort_name or "",
        about=act.about,
        reason=reason or "",
    )


def _party(pseudonym: str | None, person: Person | None) -> Party | None:
    if pseudonym is None:
        return None
    return Party(pseudonym, person.name if person else "", person.public_id if person else "")
