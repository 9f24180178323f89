"""Edits as authors make them, on compiled courses."""

from collections.abc import Callable
from typing import Any

import msgspec

from course.material.compiled import CompiledCourse, CompiledLesson, CompiledModule, CompiledQuestion
from lessons.lesson import Field, Prompt

replace = msgspec.structs.replace


def without_question(course: CompiledCourse, question_id: str) -> CompiledCourse:
    return _edit_lessons(
        course,
        lambda lesson: replace(
            lesson, questions=tuple(each for each in lesson.questions if each.question.id != question_id)
        ),
    )


def with_lesson_changed(course: CompiledCourse, lesson_id: str, **changes: Any) -> CompiledCourse:
    return _edit_lessons(course, lambda lesson: replace(lesson, **changes) if lesson.id == lesson_id else lesson)


def with_question_changed(course: CompiledCourse, question_id: str, **changes: Any) -> CompiledCourse:
    def change(placed: CompiledQuestion) -> CompiledQuestion:
        if placed.question.id != question_id:
            return placed
        return replace(placed, question=replace(placed.question, **changes))

    return _edit_lessons(
        course, lambda lesson: replace(lesson, questions=tuple(change(each) for each in lesson.questions))
    )


def with_key(course: CompiledCourse, question_id: str, *right: str) -> CompiledCourse:
    """The same choice question with these options right."""
    found = next(
        each.question for lesson in course.lessons for each in lesson.questions if each.question.id == question_id
    )
    options = tuple(replace(option, right=option.id in right) for option in found.options)  # type: ignore[union-attr]
    return with_question_changed(course, question_id, options=options)


def without_lesson(course: CompiledCourse, lesson_id: str) -> CompiledCourse:
    modules = (
        replace(module, lessons=tuple(lesson for lesson in module.lessons if lesson.id != lesson_id))
        for module in course.modules
    )
    return replace(course, modules=tuple(module for module in modules if module.lessons))


def _edit_lessons(course: CompiledCourse, edit: Callable[[CompiledLesson], CompiledLesson]) -> CompiledCourse:
    modules: tuple[CompiledModule, ...] = tuple(
        replace(module, lessons=tuple(edit(lesson) for lesson in module.lessons)) for module in course.modules
    )
    return replace(course, modules=modules)


def with_welcome_prompt(course: CompiledCourse, prompt_id: str) -> CompiledCourse:
    """The same course, with a reflection before the first lesson."""
    asked = Prompt(
        id=prompt_id,
        kind="reflect",
        question="<p>What do you hope for?</p>",
        question_text="What do you hope for?",
        fields=(Field("text", ""),),
    )
    return replace(course, welcome_prompts=(asked,))
