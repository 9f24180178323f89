"""How many of a cohort are how far in each lesson, counted in one pass over an index."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from course.learning.summary import BEGUN, CLOSED, DONE, OPEN
from course.material.compiled import CompiledCourse
from course.models import Membership
from course.models.base import UtcDateTime
from course.statements import read_rows

COUNTED_LIVE_UP_TO = 2000
KEPT_FOR = timedelta(minutes=1)
"""What is counted of a larger cohort is kept for so long."""
QUIET_AFTER = timedelta(days=7)
"""Who did nothing for so long is called quiet."""


@dataclass(frozen=True, slots=True)
class LessonTally:
    """Learners by how far they are in a lesson; who is `done` has begun, and who has begun has it open.

    `here` continue with this lesson, and of them `quiet_here` have been quiet. `skipped` opened it by "Continue
    anyway" and have not done the one before.
    """

    lesson_id: str
    opened: int = 0
    begun: int = 0
    done: int = 0
    here: int = 0
    quiet_here: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Tallies:
    """A cohort in numbers."""

    learners: int
    finished: int
    quiet: int
    lessons: tuple[LessonTally, ...]
    counted_at_utc: datetime

    @property
    def active(self) -> int:
        """How many did something within the last seven days."""
        return self.learners - self.quiet


def count_cohort(session: Session, cohort_id: int, course: CompiledCourse, *, now: datetime) -> Tallies:
    """Count a cohort's learners of now."""
    rows = read_rows(session, _BY_STATES, {"cohort_id": cohort_id, "quiet_since": now - QUIET_AFTER})
    counts = tuple((states, count, quiet) for states, count, quiet in rows)
    return Tallies(
        learners=sum(count for _, count, _ in counts),
        finished=sum(count for states, count, _ in counts if states and set(states) == {DONE}),
        quiet=sum(quiet for _, _, quiet in counts),
        lessons=_tally_lessons(tuple(course.position), counts),
        counted_at_utc=now,
    )


_BY_STATES = (
    select(
        Membership.states,
        func.count(),
        func.sum(case((Membership.last_active_at_utc < bindparam("quiet_since", type_=UtcDateTime()), 1), else_=0)),
    )
    .where(Membership.cohort_id == bindparam("cohort_id"), Membership.left_at_utc.is_(None))
    .group_by(Membership.states)
)
_HERE = frozenset((OPEN, BEGUN))


@lru_cache(maxsize=256)
def _tally_lessons(lesson_ids: tuple[str, ...], counts: tuple[tuple[str, int, int], ...]) -> tuple[LessonTally, ...]:
    """Added up once for as long as nobody gets further."""
    return tuple(_tally(lesson_id, place, counts) for place, lesson_id in enumerate(lesson_ids))


def _tally(lesson_id: str, place: int, counts: Iterable[tuple[str, int, int]]) -> LessonTally:
    opened = begun = done = here = quiet_here = skipped = 0
    for states, count, quiet in counts:
        letter = states[place] if place < len(states) else CLOSED
        if letter == CLOSED:
            continue
        opened += count
        begun += count if letter.lower() != OPEN else 0
        done += count if letter == DONE else 0
        skipped += count if letter.isupper() and place and states[place - 1] != DONE else 0
        if letter.lower() in _HERE and not _HERE.intersection(states[:place].lower()):
            here += count
            quiet_here += quiet
    return LessonTally(lesson_id, opened, begun, done, here, quiet_here, skipped)
