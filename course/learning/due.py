"""Which missed questions are asked again, and when. Pure: no session, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from msgspec import Struct

from course.material.compiled import CompiledCourse
from quizzes.ladder import A_DAY, Recall, Turn, schedule


class Asking(Struct, frozen=True):
    """One answer to a question that was asked again, and whether they were sure of it."""

    recall: Recall
    was_sure: bool


class Miss(Struct, frozen=True):
    """The first response ever to a question, which was not right."""

    at: datetime
    was_sure: bool


class Review(Struct, frozen=True):
    """A question that was missed at first, and its turn; `asked` counts how often it was asked again."""

    question_id: str
    lesson_id: str
    turn: Turn
    asked: int
    is_sure_and_wrong: bool
    """Whether they were sure of their last answer to it, and it was wrong."""

    def is_due(self, today: date, zone: tzinfo) -> bool:
        """Say whether its day has come."""
        due_on = self.turn.due_on(zone)
        return due_on is not None and due_on <= today


@dataclass(frozen=True, slots=True)
class Queue:
    """What is asked again today, and the day on which it goes on after that, None where nothing is left."""

    due: tuple[Review, ...]
    next_on: date | None
    asked_today: int


def line_up(
    course: CompiledCourse, missed: Mapping[str, Miss], recalls: Mapping[str, Sequence[Asking]]
) -> tuple[Review, ...]:
    """Give the missed questions that the course still asks, in its order."""
    return tuple(
        _review(question_id, lesson.id, missed[question_id], recalls.get(question_id, ()))
        for lesson in course.lessons
        for question_id in lesson.question_ids
        if question_id in missed
    )


def _review(question_id: str, lesson_id: str, miss: Miss, askings: Sequence[Asking]) -> Review:
    last = askings[-1] if askings else None
    return Review(
        question_id,
        lesson_id,
        schedule(miss.at, [each.recall for each in askings]),
        len(askings),
        is_sure_and_wrong=last.was_sure and not last.recall.is_right if last else miss.was_sure,
    )


def queue(reviews: Iterable[Review], zone: tzinfo, *, now: datetime) -> Queue:
    """Give what is due on this day where the learner is: sure and wrong first, then the longest overdue, five a day."""
    today = now.astimezone(zone).date()
    days = {review: review.turn.due_on(zone) for review in reviews}
    asked_today = sum(review.asked > 0 and _day(review, zone) == today for review in days)
    due = [review for review in days if review.is_due(today, zone)]
    due.sort(key=lambda review: (not review.is_sure_and_wrong, days[review]))
    now_due = tuple(due[: max(0, A_DAY - asked_today)])
    later = [day for review, day in days.items() if day is not None and review not in now_due]
    next_on = max(min(later), today + timedelta(days=1)) if later else None
    return Queue(now_due, next_on, asked_today)


def warm_up(reviews: Iterable[Review], lesson_id: str) -> tuple[Review, ...]:
    """Give what was missed in a lesson and not asked again since: the next lesson begins with it."""
    fresh = [each for each in reviews if each.lesson_id == lesson_id and not each.asked]
    return tuple(sorted(fresh, key=lambda each: not each.is_sure_and_wrong)[:A_DAY])


def _day(review: Review, zone: tzinfo) -> date:
    return review.turn.asked_at.astimezone(zone).date()
