"""Lessons that an instructor opens for one learner, who is told by whom and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from course.learning.enrolment import lock_enrolment
from course.learning.progress import read_standing, refresh_progress
from course.material.catalog import Published
from course.models import LessonOpening, Person
from course.records.acts import Deed, record_act
from course.statements import read_rows


@dataclass(frozen=True, slots=True)
class Opening:
    """Who opened a lesson, "" where they are erased, and why."""

    by: str
    reason: str


def open_lesson(
    session: Session, person_id: int, published: Published, lesson_id: str, *, by: int, reason: str, now: datetime
) -> bool:
    """Open a closed lesson for a learner; it completes nothing. False where there was nothing to open."""
    lock_enrolment(session, person_id, published.course_id)
    standing = read_standing(session, person_id, published)
    lessons = standing.lessons if standing else ()
    if not any(lesson.lesson_id == lesson_id and lesson.state == "closed" for lesson in lessons):
        return False
    session.add(
        LessonOpening(
            person_id=person_id,
            course_id=published.course_id,
            lesson_key=lesson_id,
            opened_by_id=by,
            reason=reason,
            opened_at_utc=now,
        )
    )
    session.flush()
    titles = {each.id: each.lesson.title for each in published.course.lessons}
    record_act(session, Deed.LESSON_OPENED, by=by, on=person_id, about=titles[lesson_id], reason=reason, now=now)
    refresh_progress(session, person_id, published, now=now)
    return True


_OPENINGS = (
    select(LessonOpening.lesson_key, Person.name, LessonOpening.reason)
    .outerjoin(Person, Person.id == LessonOpening.opened_by_id)
    .where(LessonOpening.person_id == bindparam("person_id"), LessonOpening.course_id == bindparam("course_id"))
)


def openings_of(session: Session, person_id: int, course_id: int) -> Mapping[str, Opening]:
    """Give the lessons of a course that were opened for a learner, by lesson id."""
    rows = read_rows(session, _OPENINGS, {"person_id": person_id, "course_id": course_id})
    return {lesson_id: Opening(by or "", reason) for lesson_id, by, reason in rows}
