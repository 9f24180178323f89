"""Shared answers, prompt by prompt, as one instructor may read them: what was not shared is not selected."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, aliased

from course.models import Person, ReflectionRevision, Share, ShareReader, StandingShare
from course.reflecting.sharing import readable

Body = Mapping[str, str]
COUNTED_UP_TO = 100
"""Of one prompt: of more nobody needs the number to know where to begin."""


@dataclass(frozen=True, slots=True)
class PromptShares:
    """How many answers to a prompt this reader may read, and how many of them wait for a word.

    Each is counted up to one more than `COUNTED_UP_TO`.
    """

    prompt_id: str
    question: str
    shared: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Entry:
    """The version of an answer that was shared last, the only one of it that is shown."""

    share_id: int
    person_id: int
    learner_id: str
    learner: str
    question: str
    revision: int
    body: Body
    shared_at_utc: datetime
    waits: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Another answer that the same person shared with this reader."""

    prompt_id: str
    question: str
    body: Body
    shared_at_utc: datetime


@dataclass(frozen=True, slots=True)
class Wished:
    """Which answers to a prompt: those that wait or all, behind one learner's, one learner's in any case or only."""

    prompt_id: str
    all: bool = False
    after: str = ""
    with_learner: str = ""
    only: str = ""
    most: int = 20


def shares_by_prompt(session: Session, cohort_id: int, reader_id: int) -> tuple[PromptShares, ...]:
    """Count the answers that a reader may read now, by prompt."""
    prompts = select(StandingShare.prompt_key).where(StandingShare.cohort_id == cohort_id).distinct().subquery()
    shared = _readable_by(cohort_id, reader_id).where(StandingShare.prompt_key == prompts.c.prompt_key)
    shared = shared.correlate(prompts)
    waiting = shared.where(StandingShare.waits == True)  # noqa: E712 - a condition, not a value
    question = shared.with_only_columns(ReflectionRevision.prompt).order_by(StandingShare.share_id).limit(1)
    rows = session.execute(select(prompts.c.prompt_key, question.scalar_subquery(), _count(shared), _count(waiting)))
    return tuple(PromptShares(*row) for row in rows if row[2])


def _count(shares: Select[StandingShare]) -> ScalarSelect[int]:
    some = shares.with_only_columns(StandingShare.share_id).limit(COUNTED_UP_TO + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def entries_of(session: Session, cohort_id: int, reader_id: int, wished: Wished) -> tuple[tuple[Entry, ...], bool]:
    """Give answers to one prompt, the longest shared first, and whether there are more."""
    if wished.only:
        return _entries(session, cohort_id, reader_id, wished, Person.public_id == wished.only)[: wished.most], False
    which = [] if wished.all else [StandingShare.waits == True]  # noqa: E712 - a condition, not a value
    if wished.after:
        which.append(StandingShare.share_id > _position(cohort_id, wished))
    found = _entries(session, cohort_id, reader_id, wished, *which)
    shown, more = found[: wished.most], found[wished.most :]
    if wished.with_learner:
        theirs = _entries(session, cohort_id, reader_id, wished, Person.public_id == wished.with_learner)
        missing = (each for each in theirs if each not in shown and not (more and each.share_id > more[0].share_id))
        shown = tuple(sorted((*shown, *missing), key=lambda entry: entry.share_id))
    return shown, bool(more)


def beside_of(
    session: Session, cohort_id: int, reader_id: int, prompt_id: str, people: Collection[int], *, most: int
) -> dict[int, tuple[Beside, ...]]:
    """Give, by person, what else these people shared with a reader, each answer in its last version, newest first."""
    place = func.row_number().over(partition_by=ReflectionRevision.person_id, order_by=Share.id.desc())
    ranked = (
        _readable_by(cohort_id, reader_id)
        .where(ReflectionRevision.person_id.in_(people), ReflectionRevision.prompt_key != prompt_id)
        .with_only_columns(
            ReflectionRevision.person_id,
            ReflectionRevision.prompt_key,
            ReflectionRevision.prompt,
            ReflectionRevision.body,
            Share.shared_at_utc,
            place.label("place"),
        )
        .subquery()
    )
    rows = session.execute(select(ranked).where(ranked.c.place <= most).order_by(ranked.c.person_id, ranked.c.place))
    found: dict[int, list[Beside]] = {}
    for person_id, prompt, question, body, shared_at_utc, _place in rows:
        found.setdefault(person_id, []).append(Beside(prompt, question, _decode(body), shared_at_utc))
    return {person_id: tuple(beside) for person_id, beside in found.items()}


def _entries(
    session: Session, cohort_id: int, reader_id: int, wished: Wished, *which: ColumnElement[bool]
) -> tuple[Entry, ...]:
    rows = session.execute(
        _readable_by(cohort_id, reader_id)
        .join(Person, Person.id == ReflectionRevision.person_id)
        .where(StandingShare.prompt_key == wished.prompt_id, *which)
        .order_by(StandingShare.share_id)
        .limit(wished.most + 1)
        .with_only_columns(
            Share.id,
            Person.id,
            Person.public_id,
            Person.name,
            ReflectionRevision.prompt,
            ReflectionRevision.number,
            ReflectionRevision.body,
            Share.shared_at_utc,
            StandingShare.waits,
        )
    )
    return tuple(Entry(*row[:6], _decode(row[6]), *row[7:]) for row in rows)


def _readable_by(cohort_id: int, reader_id: int) -> Select[StandingShare]:
    return (
        select(StandingShare)
        .join(Share, Share.id == StandingShare.share_id)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .join(ShareReader, ShareReader.share_id == Share.id)
        .where(
            StandingShare.cohort_id == cohort_id,
            StandingShare.is_last == True,  # noqa: E712 - a condition, not a value
            ShareReader.person_id == reader_id,
            readable(),
        )
    )


def _position(cohort_id: int, wished: Wished) -> ColumnElement[int]:
    """Where the page before ended; a learner who shared nothing stands before everybody."""
    share, text, person = aliased(Share), aliased(ReflectionRevision), aliased(Person)
    return (
        select(func.coalesce(func.max(share.id), 0))
        .join(text, text.id == share.reflection_revision_id)
        .join(person, person.id == text.person_id)
        .where(share.cohort_id == cohort_id, text.prompt_key == wished.prompt_id, person.public_id == wished.after)
        .scalar_subquery()
    )


def _decode(body: str) -> dict[str, str]:
    return msgspec.json.decode(body, type=dict[str, str])
