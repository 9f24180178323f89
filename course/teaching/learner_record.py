"""One learner's work as their instructor may see it: every response, and of the reflections what was shared."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.learning.credits import present_credit
from course.material.catalog import Published, questions_of_revisions
from course.models import Item, ReflectionRevision, Response, Share, ShareReader
from course.reflecting.sharing import meant_for, readable
from lessons.lesson import PLAN
from quizzes.grading import describe, result_of


@dataclass(frozen=True, slots=True)
class Try:
    """One response, in the words of the revision it answered, with its present judgement: the learner sees the same."""

    answer: str
    state: str
    answered_at_utc: datetime
    confidence: str | None = None
    """How sure they said they were: "sure", "think-so" or "guess"; None where they did not say."""


@dataclass(frozen=True, slots=True)
class ResponseRecord:
    """All tries at one question, oldest first; the question in its newest answered words."""

    question_id: str
    lesson_id: str
    question: str
    tries: tuple[Try, ...]


@dataclass(frozen=True, slots=True)
class ReflectionRecord:
    """That something was written, how long its newest version is, and a text only where this reader was given it.

    `has_newer` says that the writer has changed the text since they shared it.
    """

    prompt_id: str
    lesson_id: str
    question: str
    words: int
    is_written: bool
    shared_body: dict[str, str] | None
    shared_at_utc: datetime | None
    has_newer: bool


def responses_of(session: Session, person_id: int, published: Published) -> tuple[ResponseRecord, ...]:
    """Give a learner's responses in a course, one record a question, in the order of first answering."""
    rows = session.execute(
        select(
            Item.key,
            Item.lesson_key,
            Response.item_revision_id,
            Response.answer,
            present_credit(),
            Response.answered_at_utc,
            Response.confidence,
        )
        .join(Item, Item.id == Response.item_id)
        .where(Response.person_id == person_id, Response.course_id == published.course_id)
        .order_by(Response.id)
    ).all()
    questions = questions_of_revisions(session, {row.item_revision_id for row in rows})
    records: dict[str, ResponseRecord] = {}
    for key, lesson_id, revision_id, answer, credit, answered_at_utc, confidence in rows:
        question = questions[revision_id]
        words = describe(question, msgspec.json.decode(answer, type=tuple[str, ...]))
        earlier = records[key].tries if key in records else ()
        tries = (*earlier, Try(words, result_of(question, credit).state, answered_at_utc, confidence))
        records[key] = ResponseRecord(key, lesson_id, question.stem_text, tries)
    return tuple(records.values())


def reflections_of(
    session: Session, person_id: int, published: Published, *, reader_id: int
) -> tuple[ReflectionRecord, ...]:
    """Give what a learner wrote in a course, as one reader may see it: a text nobody shared is not even selected."""
    shared = _shared_texts(session, person_id, published.course_id, reader_id)
    newest = (
        select(func.max(ReflectionRevision.id))
        .where(
            ReflectionRevision.person_id == person_id,
            ReflectionRevision.course_id == published.course_id,
            # What somebody added to their plan unasked is nobody's business, not even that they did.
            ReflectionRevision.lesson_key != PLAN,
        )
        .group_by(ReflectionRevision.prompt_key)
    )
    rows = session.execute(
        select(
            ReflectionRevision.id,
            ReflectionRevision.prompt_key,
            ReflectionRevision.lesson_key,
            ReflectionRevision.prompt,
            ReflectionRevision.words,
            ReflectionRevision.is_written,
        )
        .where(ReflectionRevision.id.in_(newest))
        .order_by(ReflectionRevision.id)
    )
    return tuple(
        _record(shared.get(prompt_id), revision_id, prompt_id, lesson_id, question, words, is_written)
        for revision_id, prompt_id, lesson_id, question, words, is_written in rows
    )


@dataclass(frozen=True, slots=True)
class _Shared:
    revision_id: int
    body: dict[str, str]
    at_utc: datetime


def _record(
    shared: _Shared | None,
    newest_id: int,
    prompt_id: str,
    lesson_id: str,
    question: str,
    words: int,
    is_written: bool,
) -> ReflectionRecord:
    body, at_utc = (shared.body, shared.at_utc) if shared else (None, None)
    has_newer = shared is not None and shared.revision_id != newest_id
    return ReflectionRecord(prompt_id, lesson_id, question, words, is_written, body, at_utc, has_newer)


def _shared_texts(session: Session, person_id: int, course_id: int, reader_id: int) -> dict[str, _Shared]:
    rows = session.execute(
        select(ReflectionRevision.prompt_key, ReflectionRevision.id, ReflectionRevision.body, Share.shared_at_utc)
        .join(Share, Share.reflection_revision_id == ReflectionRevision.id)
        .join(ShareReader, ShareReader.share_id == Share.id)
        .where(
            ReflectionRevision.person_id == person_id,
            ReflectionRevision.course_id == course_id,
            meant_for(reader_id),
            readable(),
        )
        .order_by(Share.id)
    )
    return {
        prompt_id: _Shared(revision_id, msgspec.json.decode(body, type=dict[str, str]), shared_at_utc)
        for prompt_id, revision_id, body, shared_at_utc in rows
    }
