"""Questions that their first answers speak against."""

from sqlalchemy.orm import Session

from course.teaching.needs.need import Asked, Need
from course.teaching.weak_questions import Weak, weak_questions

KIND = "weak"


def find_weak(session: Session, asked: Asked, most: int) -> list[Need]:
    """Give the questions to mend as they were counted last, the gravest first; none that is no longer asked."""
    noted = weak_questions(session, asked.cohort_id)
    lesson_of = {key: lesson.id for lesson in asked.course.lessons for key in lesson.question_ids} if noted else {}
    asked_now = [each for each in noted if each.question_id in lesson_of]
    return [_need(each, lesson_of[each.question_id]) for each in asked_now[:most]]


def _need(each: Weak, lesson_id: str) -> Need:
    # How many answered changes daily, and by itself is no news.
    figures = (f"{reason}.{sure}.{'.'.join(options)}" for reason, _answered, sure, options in each.weaknesses)
    return Need(
        KIND,
        subject=each.question_id,
        figures=(str(each.revision), *figures),
        lesson_id=lesson_id,
        since_utc=each.counted_at_utc,
        weaknesses=each.weaknesses,
    )
