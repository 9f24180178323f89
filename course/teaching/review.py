"""Shared answers, prompt by prompt, as one instructor may read them: what was not shared is not selected."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from course.models import Person, ReflectionRevision, Share, ShareReader
from course.reflecting.sharing import readable
from course.teaching.waits import is_last, waits

Body = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PromptShares:
    """How many answers to a prompt this reader may read, and how many of them wait for a word."""

    prompt_id: str
    lesson_id: str
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
    rows = session.execute(
        _readable_by(cohort_id, reader_id)
        .group_by(ReflectionRevision.prompt_key)
        .with_only_columns(
            ReflectionRevision.prompt_key,
            func.max(ReflectionRevision.lesson_key),
            func.max(ReflectionRevision.prompt),
            func.count(),
            func.sum(case((waits(), 1), else_=0)),
        )
    )
    return tuple(PromptShares(*row) for row in rows)


def entries_of(session: Session, cohort_id: int, reader_id: int, wished: Wished) -> tuple[tuple[Entry, ...], bool]:
    """Give answers to one prompt, the longest shared first, and whether there are more."""
    which = [ReflectionRevision.prompt_key == wished.prompt_id]
    if wished.only:
        which.append(Person.public_id == wished.only)
    elif not wished.all:
        which.append(or_(waits(), Person.public_id == wished.with_learner))
    if wished.after:
        which.append(or_(Share.id > _position(cohort_id, wished), Person.public_id == wished.with_learner))
    rows = session.execute(
        _readable_by(cohort_id, reader_id)
        .join(Person, Person.id == ReflectionRevision.person_id)
        .where(*which)
        .order_by(Share.id)
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
            waits(),
        )
    ).all()
    found = tuple(Entry(*row[:6], _decode(row[6]), row[7], bool(row[8])) for row in rows)
    return found[: wished.most], len(found) > wished.most


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


def _readable_by(cohort_id: int, reader_id: int) -> Select[Share]:
    return (
        select(Share)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .join(ShareReader, ShareReader.share_id == Share.id)
        .where(Share.cohort_id == cohort_id, ShareReader.person_id == reader_id, readable(), is_last())
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
