"""Check-ins: what is due, what is to come, and how it went. What was set out to do is read from the reflection."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from course.models import CheckIn, CheckInAnswer, ReflectionRevision
from lessons.lesson import Prompt
from lessons.prompts import sentence


@dataclass(frozen=True, slots=True)
class CheckInCard:
    """A check-in of a learner's own; `body` and `base` are the newest version of what they set out to do."""

    id: int
    public_id: str
    course_id: int
    lesson_id: str
    prompt_id: str
    question: str
    body: dict[str, str]
    base: int
    due_on: date
    set_at_utc: datetime
    outcome: str = ""
    obstacle: str = ""
    answered_at_utc: datetime | None = None


_later, _any_answer = aliased(CheckIn), aliased(CheckInAnswer)


def holds() -> ColumnElement[bool]:
    """Say, of CheckIn: no newer one took its place, and nothing was answered yet."""
    return ~exists().where(
        _later.person_id == CheckIn.person_id,
        _later.course_id == CheckIn.course_id,
        _later.prompt_key == CheckIn.prompt_key,
        _later.number > CheckIn.number,
    ) & ~exists().where(_any_answer.check_in_id == CheckIn.id)


def open_check_ins(session: Session, person_id: int) -> tuple[CheckInCard, ...]:
    """Give the check-ins of a learner that wait for a word or for their day, the earliest first."""
    rows = session.execute(
        _CARDS.where(CheckIn.person_id == person_id, CheckIn.due_on.is_not(None), holds()).order_by(
            CheckIn.due_on, CheckIn.id
        )
    )
    return tuple(_card(row) for row in rows)


def answered_check_ins(session: Session, person_id: int) -> tuple[CheckInCard, ...]:
    """Give the check-ins that a learner has answered, the last answered first."""
    rows = session.execute(
        _CARDS.where(CheckIn.person_id == person_id, CheckInAnswer.id.is_not(None)).order_by(CheckInAnswer.id.desc())
    )
    return tuple(_card(row) for row in rows)


def find_check_in(session: Session, person_id: int, public_id: str) -> CheckInCard | None:
    """Give a check-in of a learner's own, answered or not; None for another's and for none."""
    row = session.execute(_CARDS.where(CheckIn.person_id == person_id, CheckIn.public_id == public_id)).one_or_none()
    return _card(row) if row and row.due_on else None


def say_set_out(body: Mapping[str, str], prompt: Prompt | None) -> str:
    """Give what somebody set out to do, as a sentence where its prompt is still asked."""
    written = [text.strip() for text in body.values() if text.strip()]
    return (sentence(prompt, body) if prompt else "") or "\n\n".join(written)


def split_by_day(
    cards: tuple[CheckInCard, ...], today: date
) -> tuple[tuple[CheckInCard, ...], tuple[CheckInCard, ...]]:
    """Part those whose day has come from those whose day is still to come."""
    return tuple(card for card in cards if card.due_on <= today), tuple(card for card in cards if card.due_on > today)


def _newest_number() -> Any:
    text = aliased(ReflectionRevision)
    return (
        select(func.max(text.number))
        .where(
            text.person_id == CheckIn.person_id,
            text.course_id == CheckIn.course_id,
            text.prompt_key == CheckIn.prompt_key,
        )
        .scalar_subquery()
    )


def _newest_answer() -> Any:
    answer = aliased(CheckInAnswer)
    return select(func.max(answer.id)).where(answer.check_in_id == CheckIn.id).scalar_subquery()


_COLUMNS: tuple[Any, ...] = (
    CheckIn.id,
    CheckIn.public_id,
    CheckIn.course_id,
    ReflectionRevision.lesson_key,
    CheckIn.prompt_key,
    ReflectionRevision.prompt,
    ReflectionRevision.body,
    ReflectionRevision.number,
    CheckIn.due_on,
    CheckIn.set_at_utc,
    CheckInAnswer.outcome,
    CheckInAnswer.obstacle,
    CheckInAnswer.answered_at_utc,
)
_CARDS: Select[*tuple[Any, ...]] = (
    select(*_COLUMNS)
    .select_from(CheckIn)
    .join(
        ReflectionRevision,
        (ReflectionRevision.person_id == CheckIn.person_id)
        & (ReflectionRevision.course_id == CheckIn.course_id)
        & (ReflectionRevision.prompt_key == CheckIn.prompt_key)
        & (ReflectionRevision.number == _newest_number()),
    )
    .outerjoin(CheckInAnswer, CheckInAnswer.id == _newest_answer())
)


def _card(row: Any) -> CheckInCard:
    id_, public_id, course_id, lesson_id, prompt_id, question, body, base, due_on, set_at_utc, *answer = row
    outcome, obstacle, answered_at_utc = answer
    return CheckInCard(
        id=id_,
        public_id=public_id,
        course_id=course_id,
        lesson_id=lesson_id,
        prompt_id=prompt_id,
        question=question,
        body=msgspec.json.decode(body, type=dict[str, str]),
        base=base,
        due_on=due_on,
        set_at_utc=set_at_utc,
        outcome=outcome or "",
        obstacle=obstacle or "",
        answered_at_utc=answered_at_utc,
    )
