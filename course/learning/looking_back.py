"""What a learner answered first and last to each question, and what they completed at which version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, CompoundSelect, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from course.learning.credits import present_credit
from course.material.catalog import questions_of_revisions
from course.material.compiled import CompiledCourse, course_from_bytes
from course.models import Completion, ContentVersion, Item, Response, ReviewAnswer
from quizzes.confidence import SURE
from quizzes.kinds import AnyQuestion


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, with the question in the words it was given to."""

    question: AnyQuestion
    answer: tuple[str, ...]
    credit: float
    was_sure: bool


@dataclass(frozen=True, slots=True)
class FirstAndLatest:
    """The first response ever to a question, and the newest answer, in its lesson or asked again."""

    first: Answered
    latest: Answered


def first_and_latest(session: Session, person_id: int, course_id: int) -> Mapping[str, FirstAndLatest]:
    """Give what a learner answered in a course, by question id."""
    rows = session.execute(_answers(person_id, course_id)).all()
    first: dict[str, Any] = {}
    latest: dict[str, Any] = {}
    for row in rows:
        first.setdefault(row.key, row)
        # What was answered at one instant keeps the order it came in.
        if row.key not in latest or row.answered_at_utc >= latest[row.key].answered_at_utc:
            latest[row.key] = row
    shown = {row.revision_id for row in (*first.values(), *latest.values())}
    questions = questions_of_revisions(session, shown) if shown else {}
    return {key: FirstAndLatest(_answered(first[key], questions), _answered(latest[key], questions)) for key in first}


def _answers(person_id: int, course_id: int) -> CompoundSelect[*tuple[Any, ...]]:
    """Every answer, those in lessons before those to what was asked again, each in the order they came."""
    in_lessons = (
        select(*_columns(Response, present_credit()), literal(0).label("again"), Response.id.label("number"))
        .join(Item, Item.id == Response.item_id)
        .where(Response.person_id == person_id, Response.course_id == course_id)
    )
    again = (
        select(*_columns(ReviewAnswer, ReviewAnswer.credit), literal(1), ReviewAnswer.id)
        .join(Item, Item.id == ReviewAnswer.item_id)
        .where(ReviewAnswer.person_id == person_id, ReviewAnswer.course_id == course_id)
    )
    return union_all(in_lessons, again).order_by("again", "number")


def _columns(
    table: type[Response | ReviewAnswer], credit: ColumnElement[float] | InstrumentedAttribute[float]
) -> tuple[ColumnElement[Any], ...]:
    return (
        Item.key.label("key"),
        table.item_revision_id.label("revision_id"),
        table.answer.label("answer"),
        credit.label("credit"),
        table.confidence.label("confidence"),
        table.answered_at_utc.label("answered_at_utc"),
    )


def _answered(row: Any, questions: Mapping[int, AnyQuestion]) -> Answered:
    answer = msgspec.json.decode(row.answer, type=tuple[str, ...])
    return Answered(questions[row.revision_id], answer, row.credit, row.confidence == SURE)


@dataclass(frozen=True, slots=True)
class Completed:
    """A lesson or, with an empty id, the course was completed: when, and at which version."""

    at_utc: datetime
    version: int
    version_id: int


def completions_of(session: Session, person_id: int, course_id: int) -> Mapping[str, Completed]:
    """Give what a learner completed in a course, by lesson id."""
    rows = session.execute(
        select(Completion.lesson_key, Completion.completed_at_utc, ContentVersion.number, ContentVersion.id)
        .join(ContentVersion, ContentVersion.id == Completion.content_version_id)
        .where(Completion.person_id == person_id, Completion.course_id == course_id)
    )
    return {lesson_id: Completed(at_utc, number, version_id) for lesson_id, at_utc, number, version_id in rows}


def course_at(session: Session, completed: Completed) -> CompiledCourse:
    """Give the course as it was when something was completed."""
    compiled = session.execute(
        select(ContentVersion.compiled).where(ContentVersion.id == completed.version_id)
    ).scalar_one()
    return course_from_bytes(compiled)
