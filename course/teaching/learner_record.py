"""One learner's work as their instructor may see it: every response, and of the reflections what was shared."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.material.catalog import Published, questions_of_revisions
from course.models import Item, ReflectionRevision, Response, Share, ShareReader
from course.reflecting.sharing import readable
from quizzes.grading import describe
from quizzes.result import Result


@dataclass(frozen=True, slots=True)
class ResponseRecord:
    """The newest response to one question, in the words it answered, beside how it began."""

    question_id: str
    lesson_id: str
    question: str
    answer: str
    state: str
    credit: float
    tries: int
    first_state: str
    answered_at_utc: datetime


@dataclass(frozen=True, slots=True)
class ReflectionRecord:
    """That something was written, how long it is, and its text only where this reader was given it."""

    prompt_id: str
    lesson_id: str
    question: str
    words: int
    shared_body: dict[str, str] | None
    shared_at_utc: datetime | None


def responses_of(session: Session, person_id: int, published: Published) -> tuple[ResponseRecord, ...]:
    """Give a learner's responses in a course, one record a question, in the order of first answering."""
    rows = session.execute(
        select(
            Item.key,
            Item.lesson_key,
            Response.item_revision_id,
            Response.answer,
            Response.credit,
            Response.answered_at_utc,
        )
        .join(Item, Item.id == Response.item_id)
        .where(Response.person_id == person_id, Response.course_id == published.course_id)
        .order_by(Response.id)
    ).all()
    tries: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        tries.setdefault(row.key, []).append(index)
    questions = questions_of_revisions(session, {row.item_revision_id for row in rows})
    records = []
    for indices in tries.values():
        first, last = rows[indices[0]], rows[indices[-1]]
        question = questions[last.item_revision_id]
        records.append(
            ResponseRecord(
                question_id=last.key,
                lesson_id=last.lesson_key,
                question=question.stem_text,
                answer=describe(question, msgspec.json.decode(last.answer, type=tuple[str, ...])),
                state=Result(last.credit).state,
                credit=last.credit,
                tries=len(indices),
                first_state=Result(first.credit).state,
                answered_at_utc=last.answered_at_utc,
            )
        )
    return tuple(records)


def reflections_of(
    session: Session, person_id: int, published: Published, *, reader_id: int
) -> tuple[ReflectionRecord, ...]:
    """Give what a learner wrote in a course, as one reader may see it: a text nobody shared is not even selected."""
    shared = _shared_texts(session, person_id, published.course_id, reader_id)
    newest = (
        select(func.max(ReflectionRevision.id))
        .where(ReflectionRevision.person_id == person_id, ReflectionRevision.course_id == published.course_id)
        .group_by(ReflectionRevision.prompt_key)
    )
    rows = session.execute(
        select(
            ReflectionRevision.prompt_key,
            ReflectionRevision.lesson_key,
            ReflectionRevision.prompt,
            ReflectionRevision.words,
        )
        .where(ReflectionRevision.id.in_(newest))
        .order_by(ReflectionRevision.id)
    )
    return tuple(ReflectionRecord(*row, *shared.get(row.prompt_key, (None, None))) for row in rows)


def _shared_texts(
    session: Session, person_id: int, course_id: int, reader_id: int
) -> dict[str, tuple[dict[str, str], datetime]]:
    rows = session.execute(
        select(ReflectionRevision.prompt_key, ReflectionRevision.body, Share.shared_at_utc)
        .join(Share, Share.reflection_revision_id == ReflectionRevision.id)
        .join(ShareReader, ShareReader.share_id == Share.id)
        .where(
            ReflectionRevision.person_id == person_id,
            ReflectionRevision.course_id == course_id,
            ShareReader.person_id == reader_id,
            readable(),
        )
        .order_by(Share.id)
    )
    return {key: (msgspec.json.decode(body, type=dict[str, str]), shared_at_utc) for key, body, shared_at_utc in rows}
