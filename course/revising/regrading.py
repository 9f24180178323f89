"""Responses judged by a key that changed: a fact of its own each, and upward only unless told otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from course.learning.credits import present_credit
from course.material.catalog import Published, newest_questions
from course.material.compiled import CompiledCourse
from course.models import Item, Regrade, Response
from course.revising.differences import questions_of
from course.revising.question_changes import has_other_key
from quizzes.grading import UnreadableAnswer, grade
from quizzes.kinds import AnyQuestion
from quizzes.kinds.kind import Answer


@dataclass(frozen=True, slots=True)
class Judgement:
    """A response, the credit it counts for, the credit by the new key, and the one it will count for."""

    response_id: int
    person_id: int
    question_id: str
    before: float
    by_key: float
    after: float


def judge_anew(session: Session, course_id: int, course: CompiledCourse, *, lower: bool) -> tuple[Judgement, ...]:
    """Judge the responses to what is to be published by its keys; call it before publishing.

    Only questions whose key is another than in their last revision are looked at; with `lower` all are, so that
    credits can also be lowered that an earlier publishing had spared. An answer that the new question cannot judge
    (each option it picked was removed, its unit is asked for now) keeps its credit.
    """
    known = newest_questions(session, course_id)
    questions = {
        question_id: placed.question
        for question_id, (_lesson_id, placed) in questions_of(course).items()
        if question_id in known and (lower or has_other_key(known[question_id], placed.question))
    }
    return tuple(_judge(session, course_id, questions, lower=lower)) if questions else ()


def record_regrades(session: Session, published: Published, judgements: Sequence[Judgement], *, now: datetime) -> int:
    """Record each judgement that changes what a response counts for; returns how many there are."""
    rows = [
        {
            "response_id": each.response_id,
            "item_revision_id": published.revisions[each.question_id].id,
            "credit": each.after,
            "regraded_at_utc": now,
        }
        for each in judgements
        if each.after != each.before
    ]
    if rows:
        session.connection().execute(insert(Regrade), rows)
    return len(rows)


def right_by_person(judgements: Sequence[Judgement]) -> dict[int, tuple[set[str], set[str]]]:
    """Give, by person, which of the judged questions they have answered right before and after."""
    right: dict[int, tuple[set[str], set[str]]] = {}
    for each in judgements:
        before, after = right.setdefault(each.person_id, (set(), set()))
        if each.before == 1:
            before.add(each.question_id)
        if each.after == 1:
            after.add(each.question_id)
    return right


def _judge(session: Session, course_id: int, questions: Mapping[str, AnyQuestion], *, lower: bool) -> list[Judgement]:
    rows = session.execute(
        select(Response.id, Response.person_id, Item.key, Response.answer, present_credit().label("credit"))
        .join(Item, Item.id == Response.item_id)
        .where(Item.course_id == course_id, Item.key.in_(questions))
        .order_by(Response.id)
    )

    @cache
    def credit_of(question_id: str, answer: str) -> float | None:
        return _credit(questions[question_id], _decoder.decode(answer))

    judgements = []
    for response_id, person_id, key, answer, before in rows:
        judged = credit_of(key, answer)
        by_key = before if judged is None else judged
        after = by_key if lower else max(before, by_key)
        judgements.append(Judgement(response_id, person_id, key, before, by_key, after))
    return judgements


_decoder = msgspec.json.Decoder(tuple[str, ...])


def _credit(question: AnyQuestion, answer: Answer) -> float | None:
    try:
        return grade(question, answer).credit
    except UnreadableAnswer:
        return None
