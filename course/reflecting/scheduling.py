"""What is written to a prompt with a day sets a check-in: in the writer's own transaction, on the writer's calendar."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from course.models import CheckIn, CheckInAnswer, Person
from course.people.days import day_in
from course.people.tokens import new_public_id
from course.reflecting.standing_shares import refresh_standing_shares
from lessons.lesson import Prompt
from lessons.prompts import due_on, names_day


@dataclass(frozen=True, slots=True)
class _Newest:
    number: int
    due_on: date | None
    is_answered: bool


def set_check_in(
    session: Session,
    person_id: int,
    course_id: int,
    prompt: Prompt,
    revision_id: int,
    body: dict[str, str],
    *,
    now: datetime,
) -> None:
    """Set, move or end the check-in of a prompt, after a version was kept; the caller's enrolment is locked.

    A plan keeps the day that its first whole version set, however often it is reworded; who writes anew after they
    were asked is asked again. A day that the learner names moves with what they name.
    """
    zone = session.scalars(select(Person.time_zone).where(Person.id == person_id)).one()
    due = due_on(prompt, body, day_in(zone, now))
    newest = _newest(session, person_id, course_id, prompt.id)
    if not _is_news(newest, due, day_moves=names_day(prompt)):
        return
    session.add(
        CheckIn(
            public_id=new_public_id(),
            person_id=person_id,
            course_id=course_id,
            prompt_key=prompt.id,
            number=newest.number + 1 if newest else 1,
            reflection_revision_id=revision_id,
            due_on=due,
            set_at_utc=now,
        )
    )
    session.flush()
    refresh_standing_shares(session, person_id)


def _is_news(newest: _Newest | None, due: date | None, *, day_moves: bool) -> bool:
    if newest is None:
        return due is not None
    if due is None or newest.due_on is None:
        return due != newest.due_on and not (due is None and newest.is_answered)
    if day_moves:
        return due != newest.due_on
    return newest.is_answered


def _newest(session: Session, person_id: int, course_id: int, prompt_id: str) -> _Newest | None:
    row = session.execute(
        select(CheckIn.number, CheckIn.due_on, exists().where(CheckInAnswer.check_in_id == CheckIn.id))
        .where(CheckIn.person_id == person_id, CheckIn.course_id == course_id, CheckIn.prompt_key == prompt_id)
        .order_by(CheckIn.number.desc())
        .limit(1)
    ).one_or_none()
    return _Newest(*row) if row else None
