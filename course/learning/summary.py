"""A standing in a few letters, by which a cohort is sorted, filtered and counted. Pure: no session, no clock."""

from dataclasses import dataclass
from datetime import datetime

from course.learning.standing import Facts, LessonStanding, Standing

DONE, BEGUN, OPEN, CLOSED = "d", "b", "o", "c"
_LETTERS = {"done": DONE, "begun": BEGUN, "open": OPEN, "closed": CLOSED}
STUCK_AFTER_TRIES = 2


@dataclass(frozen=True, slots=True)
class Summary:
    """A letter for each lesson, a capital where "Continue anyway" opened what is not done; where, and if stuck."""

    states: str
    place: int
    stuck_since_utc: datetime | None


def summarize(standing: Standing, facts: Facts) -> Summary:
    """Sum up how far a learner is in a course."""
    return Summary("".join(map(_letter, standing.lessons)), _place(standing), _stuck_since(standing, facts))


def places(first: int, last: int) -> range:
    """Give the places of whoever continues with one of the lessons from one position to another, both counted in."""
    return range(2 * first, 2 * last + 2)


def _letter(lesson: LessonStanding) -> str:
    letter = _LETTERS[lesson.state]
    return letter.upper() if lesson.passed_gate and lesson.state in ("begun", "open") else letter


def _place(standing: Standing) -> int:
    for position, lesson in enumerate(standing.lessons):
        if lesson.state in ("begun", "open"):
            return 2 * position + (lesson.state == "begun")
    return 2 * len(standing.lessons)


def _stuck_since(standing: Standing, facts: Facts) -> datetime | None:
    """Since the last try at a question failed twice or more, in a lesson not done, if nothing succeeded after it."""
    missed = [question for lesson in standing.lessons if lesson.state == "begun" for question in lesson.missed]
    tries = [facts.tried[question] for question in missed if question in facts.tried]
    since = max((each.last_at_utc for each in tries if each.count >= STUCK_AFTER_TRIES), default=None)
    if since is None or (facts.achieved_at_utc and facts.achieved_at_utc >= since):
        return None
    return since
