"""A course as it is published: everything a page needs, in one immutable value."""

from functools import cached_property

import msgspec
from msgspec import Struct

from lessons.lesson import Lesson, Prompt
from quizzes.kinds import AnyQuestion
from sources.blocks import Block


class CompiledQuestion(Struct, frozen=True):
    """A question with the anchors of the blocks that prove it and, where set, that it stands behind."""

    question: AnyQuestion
    source_anchor: str = ""
    after_anchor: str = ""


class CompiledLesson(Struct, frozen=True, dict=True):
    """A lesson with its questions; `pass_mark` is in percent, `draw` how many each learner is asked, None for all."""

    lesson: Lesson
    questions: tuple[CompiledQuestion, ...]
    pass_mark: int
    draw: int | None = None

    @property
    def id(self) -> str:
        """The lesson's id."""
        return self.lesson.id

    @cached_property
    def question_ids(self) -> tuple[str, ...]:
        """The questions' ids in order."""
        return tuple(placed.question.id for placed in self.questions)

    @cached_property
    def weights(self) -> dict[str, int]:
        """How much each question counts, by its id."""
        return {placed.question.id: placed.question.weight for placed in self.questions}

    @cached_property
    def is_weighted(self) -> bool:
        """Whether not all questions count one."""
        return any(weight != 1 for weight in self.weights.values())

    @cached_property
    def required_prompts(self) -> tuple[Prompt, ...]:
        """The prompts without which the lesson is not complete."""
        return tuple(prompt for prompt in self.lesson.prompts if prompt.required)

    @cached_property
    def names(self) -> frozenset[str]:
        """The lesson's id and the ids of all that is done in it."""
        return frozenset((self.id, *self.question_ids, *(prompt.id for prompt in self.lesson.prompts)))

    @cached_property
    def is_finished_by_button(self) -> bool:
        """Whether there is nothing to do but to read it."""
        return not self.questions and not self.required_prompts


class CompiledModule(Struct, frozen=True):
    """A module with its compiled lessons."""

    id: str
    title: str
    lessons: tuple[CompiledLesson, ...]


class PlanSection(Struct, frozen=True):
    """A section of the plan that reflections add up to."""

    id: str
    title: str


class CompiledCourse(Struct, frozen=True, kw_only=True, dict=True):
    """A whole course; equal material gives equal bytes."""

    title: str
    language: str
    video: str
    channel: str
    welcome: tuple[Block, ...]
    welcome_aid: str = ""
    """Safe HTML that the author adds to the article's welcome."""
    welcome_prompts: tuple[Prompt, ...] = ()
    """Asked before the first lesson."""
    end: str = ""
    """Safe HTML for who has finished."""
    end_prompts: tuple[Prompt, ...] = ()
    """Asked of who has finished."""
    modules: tuple[CompiledModule, ...]
    plan: tuple[PlanSection, ...] = ()

    @cached_property
    def lessons(self) -> tuple[CompiledLesson, ...]:
        """All lessons in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @cached_property
    def position(self) -> dict[str, int]:
        """Lesson id to its 0-based place in the course."""
        return {lesson.id: index for index, lesson in enumerate(self.lessons)}

    @cached_property
    def minutes(self) -> int:
        """Reading time of all lessons, in minutes."""
        return sum(lesson.lesson.minutes for lesson in self.lessons)

    def lesson(self, lesson_id: str) -> CompiledLesson | None:
        """Find a lesson by its id."""
        index = self.position.get(lesson_id)
        return None if index is None else self.lessons[index]


def to_bytes(value: Struct) -> bytes:
    """Encode a compiled value; the same value always gives the same bytes."""
    return msgspec.json.encode(value, order="deterministic")


def course_from_bytes(compiled: bytes) -> CompiledCourse:
    """Decode what `to_bytes` made of a course."""
    return msgspec.json.decode(compiled, type=CompiledCourse)


def question_from_bytes(compiled: bytes) -> AnyQuestion:
    """Decode what `to_bytes` made of a question."""
    return _question_decoder.decode(compiled)


_question_decoder: msgspec.json.Decoder[AnyQuestion] = msgspec.json.Decoder(AnyQuestion)
