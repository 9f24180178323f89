"""What a learner may open, "Continue anyway", and "Finish"."""

from datetime import datetime

from sqlalchemy.orm import Session

from course.learning.progress import refresh_progress
from course.learning.standing import Standing
from course.material.catalog import Published
from course.models import GatePass, LessonFinish


class NotFinishable(Exception):
    """A lesson that is completed by its questions and prompts, not by a button."""


def pass_gate(session: Session, person_id: int, published: Published, lesson_id: str, *, now: datetime) -> Standing:
    """Open a closed lesson on the learner's word; completes nothing. Once is enough."""
    if session.get(GatePass, (person_id, published.course_id, lesson_id)) is None:
        session.add(
            GatePass(person_id=person_id, course_id=published.course_id, lesson_key=lesson_id, passed_at_utc=now)
        )
        session.flush()
    return refresh_progress(session, person_id, published, now=now)


def finish_lesson(session: Session, person_id: int, published: Published, lesson_id: str, *, now: datetime) -> Standing:
    """Complete a lesson that has nothing to do but to read it; raises NotFinishable for any other."""
    compiled = published.course.lesson(lesson_id)
    if compiled is None or not compiled.is_finished_by_button:
        raise NotFinishable
    if session.get(LessonFinish, (person_id, published.course_id, lesson_id)) is None:
        session.add(
            LessonFinish(person_id=person_id, course_id=published.course_id, lesson_key=lesson_id, finished_at_utc=now)
        )
        session.flush()
    return refresh_progress(session, person_id, published, now=now)
