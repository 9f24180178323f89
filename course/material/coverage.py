"""What a course covers: which lessons and parts are asked about, which modules lead to a step, where the keys stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessons.coverage import LONGEST_MINUTES, has_step, headed_parts
from lessons.lesson import Lesson, Module, Outline
from quizzes.evidence import anchor_of
from quizzes.parsing import ParsedQuiz
from quizzes.writing_rules import ask
from quizzes.writing_rules.keys import key_places
from sources.places import Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class Coverage:
    """Ids of lessons and modules, parts as (lesson, heading), keys as number of options → place → how often."""

    lessons: int
    questions: int
    lessons_without_question: tuple[str, ...]
    parts_without_question: tuple[tuple[str, str], ...]
    modules_without_step: tuple[str, ...]
    key_places: dict[str, dict[str, int]]


def cover(outline: Outline, quizzes: Sequence[ParsedQuiz]) -> Coverage:
    """Count what is asked, and find what is not."""
    lessons = [lesson for module in outline.modules for lesson in module.lessons]
    by_lesson = {parsed.quiz.lesson: parsed for parsed in quizzes if parsed.quiz.questions}
    return Coverage(
        lessons=len(lessons),
        questions=sum(len(parsed.quiz.questions) for parsed in quizzes),
        lessons_without_question=tuple(lesson.id for lesson in lessons if lesson.id not in by_lesson),
        parts_without_question=tuple(
            (lesson.id, title)
            for lesson in lessons
            if lesson.id in by_lesson
            for title in _unasked_parts(lesson, by_lesson[lesson.id])
        ),
        modules_without_step=tuple(module.id for module in outline.modules if not has_step(module)),
        key_places=key_places(ask(quizzes, "en")),
    )


def find_gaps(slug: str, outline: Outline, coverage: Coverage) -> Iterator[Problem]:
    """Yield what is not covered, at the file in which it could be; lessons without any work are reported elsewhere."""
    for module in outline.modules:
        if module.id in coverage.modules_without_step:
            yield _no_step(slug, module)
        for lesson in module.lessons:
            place = Place(f"{slug}/quizzes/{lesson.id}.md")
            if lesson.id in coverage.lessons_without_question and any(prompt.required for prompt in lesson.prompts):
                message = f"The lesson {lesson.title!r} has no question."
                mend = "Write one; what is recalled stays."
                yield Problem(place, "lesson-without-question", message, mend, Severity.WARNING)
            if lesson.minutes > LONGEST_MINUTES:
                yield _long(slug, lesson)
    for lesson_id, title in coverage.parts_without_question:
        message = f"No question is about the part {title!r}."
        mend = "Ask about it, if there is something to ask."
        yield Problem(Place(f"{slug}/quizzes/{lesson_id}.md"), "part-without-question", message, mend, Severity.NOTE)


def _unasked_parts(lesson: Lesson, parsed: ParsedQuiz) -> Iterator[str]:
    anchors = {anchor_of(question, lesson.blocks) for question in parsed.quiz.questions}
    for part in headed_parts(lesson):
        if not anchors.intersection(part.anchors):
            yield part.title


def _no_step(slug: str, module: Module) -> Problem:
    message = f"The module {module.title!r} has no prompt for a concrete step."
    mend = "Write a `plan` prompt into one of its lessons."
    place = Place(f"{slug}/lessons/{module.lessons[-1].id}.md")
    return Problem(place, "module-without-step", message, mend, Severity.WARNING)


def _long(slug: str, lesson: Lesson) -> Problem:
    message = f"The lesson {lesson.title!r} takes {lesson.minutes} minutes to read; {LONGEST_MINUTES} are enough."
    mend = "Split it at its deeper headings, in course.toml."
    return Problem(Place(f"{slug}/article.md"), "lesson-long", message, mend, Severity.NOTE)
