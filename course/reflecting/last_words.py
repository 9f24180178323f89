"""What a learner wrote last in a course: shown to themselves alone, when they come back after a while."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from course.models import ReflectionRevision


@dataclass(frozen=True, slots=True)
class LastWords:
    """A text as it stands now: where it was asked, the question as it was then, and what they wrote."""

    lesson_id: str
    prompt_id: str
    asked: str
    body: dict[str, str]


def last_words(session: Session, person_id: int, course_id: int) -> LastWords | None:
    """Give the newest of a learner's texts as they stand, None where there is none; a rating is no text."""
    later = aliased(ReflectionRevision)
    row = session.execute(
        select(
            ReflectionRevision.lesson_key,
            ReflectionRevision.prompt_key,
            ReflectionRevision.prompt,
            ReflectionRevision.body,
        )
        .where(
            ReflectionRevision.person_id == person_id,
            ReflectionRevision.course_id == course_id,
            ReflectionRevision.is_written,
            ReflectionRevision.words > 0,
            ~exists().where(
                later.person_id == ReflectionRevision.person_id,
                later.course_id == ReflectionRevision.course_id,
                later.prompt_key == ReflectionRevision.prompt_key,
                later.number > ReflectionRevision.number,
            ),
        )
        .order_by(ReflectionRevision.written_at_utc.desc(), ReflectionRevision.id.desc())
        .limit(1)
    ).one_or_none()
    return row and LastWords(row[0], row[1], row[2], msgspec.json.decode(row[3], type=dict[str, str]))
