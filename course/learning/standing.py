"""Where a learner stands in a course, computed from facts alone. Pure: no session, no clock."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from msgspec import Struct

from course.learning.due import Asking, Miss, Review, line_up
from course.material.compiled import CompiledCourse, CompiledLesson
from quizzes.drawing import draw_questions
from quizzes.quiz import needed

State = Literal["done", "begun", "open", "closed"]
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What one learner did in one course, by ids of questions, prompts and lessons."""

    answered: Set[str] = NOTHING
    right: Set[str] = NOTHING
    """Questions that were, at some time, answered right."""
    archived_right: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Lesson id to the weights of the questions, since deleted, that were answered right in it."""
    written: Set[str] = NOTHING
    """Prompts to which something not blank was written once."""
    gates: Set[str] = NOTHING
    opened: Set[str] = NOTHING
    """Lessons that an instructor opened for them."""
    finished: Set[str] = NOTHING
    completed: Set[str] = NOTHING
    """Lessons whose completion is on record; the empty id stands for the course."""
    seed: str = ""
    """The learner's own, by which questions are drawn for them."""
    tried: Mapping[str, "Tries"] = field(default_factory=dict)
    achieved_at_utc: datetime | None = None
    """When something was last answered right, written or finished."""
    missed_first: Mapping[str, Miss] = field(default_factory=dict)
    """Questions whose first response was not right."""
    askings: Mapping[str, Sequence[Asking]] = field(default_factory=dict)
    """How questions that were asked again were answered, oldest first."""


@dataclass(frozen=True, slots=True)
class Tries:
    """How often a question was answered, and when last."""

    count: int
    last_at_utc: datetime


class LessonStanding(Struct, frozen=True, gc=False):
    """How far one lesson is; right, needed and scorable are counted in what each question counts, one as a rule."""

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
    drawn: tuple[str, ...] | None = None
    """The questions that this learner is asked, where the lesson draws them; None where it asks all."""
    in_points: bool = False
    """Whether something counts more than one: then right, needed and scorable are no numbers of questions."""
    opened: bool = False
    """Whether an instructor opened it."""

    @property
    def missing_answers(self) -> int:
        """How many right answers are still needed, or how many points."""
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
    reviews: tuple[Review, ...] = ()
    """Questions that were missed at first; how they are answered later completes nothing."""
    last_active_at_utc: datetime | None = field(default=None, compare=False)
    """When the learner last did something; known of kept progress."""
    dialogue: int = 0
    """Whether something was said to them, as `Progress.dialogue` has it; no fact of learning, so not judged here."""

    @property
    def is_complete(self) -> bool:
        """Whether every lesson is done."""
        return self.done == self.total

    @property
    def is_begun(self) -> bool:
        """Whether something was done in a lesson."""
        return any(lesson.state in ("begun", "done") for lesson in self.lessons)

    @property
    def current(self) -> LessonStanding | None:
        """The lesson to continue with: the first that is accessible and not done."""
        return next((lesson for lesson in self.lessons if lesson.state in ("begun", "open")), None)


def stand(course: CompiledCourse, facts: Facts) -> Standing:
    """Judge every lesson; a completed lesson stays complete and counts even after it was deleted."""
    lessons: list[LessonStanding] = []
    previous_is_done = True
    named = _named(facts)
    for compiled in course.lessons:
        is_untouched = named.isdisjoint(compiled.names)
        judge = _stand_before if is_untouched and compiled.draw is None else _stand_in_lesson
        standing = judge(compiled, facts, is_reachable=previous_is_done)
        previous_is_done = standing.state == "done"
        lessons.append(standing)
    deleted = facts.completed - course.position.keys() - {""}
    done = sum(lesson.state == "done" for lesson in lessons) + len(deleted)
    reviews = line_up(course, facts.missed_first, facts.askings) if facts.missed_first else ()
    return Standing(lessons=tuple(lessons), done=done, total=len(lessons) + len(deleted), reviews=reviews)


def _named(facts: Facts) -> Set[str]:
    """Whatever a fact is about."""
    of_lessons = facts.gates | facts.opened | facts.finished | facts.completed | facts.archived_right.keys()
    return facts.answered | facts.written | of_lessons


def _stand_before(compiled: CompiledLesson, _facts: Facts, *, is_reachable: bool) -> LessonStanding:
    """Judge a lesson that no fact names, as most are: what `_stand_in_lesson` comes to, without asking each fact."""
    scorable = sum(compiled.weights.values())
    needed_right = needed(scorable, compiled.pass_mark)
    required = len(compiled.required_prompts)
    is_done = needed_right == 0 and required == 0 and not compiled.is_finished_by_button
    return LessonStanding(
        lesson_id=compiled.id,
        state=_state(is_done=is_done, has_begun=False, is_reachable=is_reachable),
        right=0,
        needed=needed_right,
        scorable=scorable,
        written=0,
        required=required,
        missed=(),
        passed_gate=False,
        in_points=compiled.is_weighted,
    )


def _stand_in_lesson(compiled: CompiledLesson, facts: Facts, *, is_reachable: bool) -> LessonStanding:
    archived = facts.archived_right.get(compiled.id, ())
    drawn = _draw(compiled, facts, len(archived))
    questions = compiled.question_ids if drawn is None else drawn
    weights = compiled.weights
    # A deleted question that was answered right stays in numerator and denominator: deleting never lowers progress.
    right = sum(archived) + sum([weights[question] for question in questions if question in facts.right])
    scorable = sum(archived) + sum([weights[question] for question in questions])
    required = compiled.required_prompts
    written = sum([prompt.id in facts.written for prompt in required])
    missed = tuple([question for question in questions if question in facts.answered and question not in facts.right])
    needed_right = needed(scorable, compiled.pass_mark)
    is_done = compiled.id in facts.completed or (
        right >= needed_right
        and written == len(required)
        and (not compiled.is_finished_by_button or compiled.id in facts.finished)
    )
    has_begun = right > 0 or bool(missed) or any(prompt.id in facts.written for prompt in compiled.lesson.prompts)
    passed_gate, opened = compiled.id in facts.gates, compiled.id in facts.opened
    return LessonStanding(
        lesson_id=compiled.id,
        state=_state(is_done=is_done, has_begun=has_begun, is_reachable=is_reachable or passed_gate or opened),
        right=right,
        needed=needed_right,
        scorable=scorable,
        written=written,
        required=len(required),
        missed=missed,
        passed_gate=passed_gate,
        drawn=drawn,
        in_points=compiled.is_weighted or any(weight != 1 for weight in archived),
        opened=opened,
    )


def _draw(compiled: CompiledLesson, facts: Facts, archived: int) -> tuple[str, ...] | None:
    """What was answered stays the learner's, whatever is drawn now; what was deleted keeps the place it had."""
    if compiled.draw is None:
        return None
    return draw_questions(compiled.question_ids, compiled.draw - archived, facts.seed, kept=facts.answered)


def _state(*, is_done: bool, has_begun: bool, is_reachable: bool) -> State:
    if is_done:
        return "done"
    if has_begun:
        return "begun"
    return "open" if is_reachable else "closed"
