"""Lessons that people went past by "Continue anyway"."""

from itertools import pairwise

from sqlalchemy.orm import Session

from course.teaching.needs.need import Asked, Need

KIND = "skipped"
SKIPPED_AT_LEAST = 3
SKIPPED_SHARE = 0.1
"""Of those who opened the lesson that was left undone."""


def find_skipped(_session: Session, asked: Asked, most: int) -> list[Need]:
    """Give the lessons that at least three, and a tenth of who opened them, left undone by "Continue anyway"."""
    skipped = [
        (before, after.skipped)
        for before, after in pairwise(asked.tallies.lessons)
        if after.skipped >= SKIPPED_AT_LEAST and after.skipped >= SKIPPED_SHARE * before.opened
    ]
    skipped.sort(key=lambda each: -each[1])
    return [
        Need(
            KIND,
            subject=before.lesson_id,
            figures=(str(count),),
            lesson_id=before.lesson_id,
            count=count,
            of=before.opened,
        )
        for before, count in skipped[:most]
    ]
