"""Where a learner stands in a course, computed from facts alone. Pure: no session, no clock."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Literal

from course.material.compiled import CompiledCourse, CompiledLesson
from quizzes.quiz import needed

State = Literal["done", "begun", "open", "closed"]
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What one learner did in one course, by ids of questions, prompts and lessons."""

    answered: Set[str] = NOTHING
    right: Set[str] = NOTHING
    """Questions that were, at some time, answered right."""
    archived_right: Mapping[str, int] = field(default_factory=dict)
    """Lesson id to how many questions, since deleted, were answered right in it."""
    written: Set[str] = NOTHING
    """Prompts to which something not blank was written once."""
    gates: Set[str] = NOTHING
    finished: Set[str] = NOTHING
    completed: Set[str] = NOTHING
    """Lessons whose completion is on record; the empty id stands for the course."""


@dataclass(frozen=True, slots=True)
class LessonStanding:
    """How far one lesson is."""

    lesson_id: str
    state: State
    right: int
    needed: int
    scorable: int
    written: int
    required: int
    missed: tuple[str, ...]
    """Questions answered, and never answered right."""
    passed_gate: bool

    @property
    def missing_answers(self) -> int:
        """How many right answers are still needed."""
        return max(0, self.needed - self.right)

    @property
    def missing_prompts(self) -> int:
        """How many required prompts are still to be written."""
        return self.required - self.written


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a whole course is; 0 ≤ done ≤ total."""

    lessons: tuple[LessonStanding, ...]
    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether every lesson is done."""
        return self.done == self.total

    @property
    def current(self) -> LessonStanding | None:
        """The lesson to continue with: the first that is accessible and not done."""
        return next((lesson for lesson in self.lessons if lesson.state in ("begun", "open")), None)


def stand(course: CompiledCourse, facts: Facts) -> Standing:
    """Judge every lesson; a completed lesson stays complete and counts even after it was deleted."""
    lessons: list[LessonStanding] = []
    previous_is_done = True
    for compiled in course.lessons:
        standing = _stand_in_lesson(compiled, facts, is_reachable=previous_is_done)
        previous_is_done = standing.state == "done"
        lessons.append(standing)
    deleted = facts.completed - course.position.keys() - {""}
    done = sum(lesson.state == "done" for lesson in lessons) + len(deleted)
    return Standing(lessons=tuple(lessons), done=done, total=len(lessons) + len(deleted))


def _stand_in_lesson(compiled: CompiledLesson, facts: Facts, *, is_reachable: bool) -> LessonStanding:
    questions = compiled.question_ids
    archived = facts.archived_right.get(compiled.id, 0)
    right = archived + sum(question in facts.right for question in questions)
    required = compiled.required_prompts
    written = sum(prompt.id in facts.written for prompt in required)
    missed = tuple(question for question in questions if question in facts.answered and question not in facts.right)
    # A deleted question that was answered right stays in numerator and denominator: deleting never lowers progress.
    needed_right = needed(len(questions) + archived, compiled.pass_mark)
    is_done = compiled.id in facts.completed or (
        right >= needed_right
        and written == len(required)
        and (not compiled.is_finished_by_button or compiled.id in facts.finished)
    )
    has_begun = right > 0 or bool(missed) or any(prompt.id in facts.written for prompt in compiled.lesson.prompts)
    passed_gate = compiled.id in facts.gates
    return LessonStanding(
        lesson_id=compiled.id,
        state=_state(is_done=is_done, has_begun=has_begun, is_reachable=is_reachable or passed_gate),
        right=right,
        needed=needed_right,
        scorable=len(questions) + archived,
        written=written,
        required=len(required),
        missed=missed,
        passed_gate=passed_gate,
    )


def _state(*, is_done: bool, has_begun: bool, is_reachable: bool) -> State:
    if is_done:
        return "done"
    if has_begun:
        return "begun"
    return "open" if is_reachable else "closed"
