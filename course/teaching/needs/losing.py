"""Lessons in which many stop."""

from sqlalchemy.orm import Session

from course.teaching.needs.need import Asked, Need

KIND = "losing"
LOST_AT_LEAST = 3
LOST_SHARE = 0.2
"""Of those who opened the lesson."""


def find_losing(_session: Session, asked: Asked, most: int) -> list[Need]:
    """Give the lessons in which at least three, and a fifth of who opened them, fell silent; the worst first."""
    losing = [
        lesson
        for lesson in asked.tallies.lessons
        if lesson.quiet_here >= LOST_AT_LEAST and lesson.quiet_here >= LOST_SHARE * lesson.opened
    ]
    losing.sort(key=lambda lesson: -lesson.quiet_here / lesson.opened)
    return [
        Need(
            KIND,
            subject=lesson.lesson_id,
            figures=(str(lesson.quiet_here),),
            lesson_id=lesson.lesson_id,
            count=lesson.quiet_here,
            of=lesson.opened,
        )
        for lesson in losing[:most]
    ]
