"""What a row of “What needs me” is, and what it is found by."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from course.material.compiled import CompiledCourse
from course.teaching.tallies import Tallies
from course.teaching.weak_questions import Weakness


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody or something that an instructor could act on; which fields are given depends on its kind."""

    kind: str
    subject: str
    """Whom or what it is about: with the kind, its name from one look to the next."""
    figures: tuple[str, ...]
    """What would have to change for the row to come back after it was put aside."""
    learner_id: str = ""
    learner: str = ""
    lesson_id: str = ""
    prompt_id: str = ""
    question: str = ""
    since_utc: datetime | None = None
    due_on: date | None = None
    count: int = 0
    of: int = 0
    weaknesses: tuple[Weakness, ...] = ()

    @property
    def digest(self) -> str:
        """The figures in 32 characters."""
        return hashlib.sha256("\0".join(self.figures).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at: a cohort that takes a course, for one of its instructors, at a time."""

    cohort_id: int
    course: CompiledCourse
    reader_id: int
    tallies: Tallies
    now: datetime

    def lesson_at(self, place: int) -> str:
        """The lesson that a place of `Membership` names."""
        return self.course.lessons[min(place // 2, len(self.course.lessons) - 1)].id


Find = Callable[[Session, Asked, int], Sequence[Need]]
"""Gives at most so many needs of one kind, the most urgent first, from an index: a cohort may have 100,000 learners."""
