"""What an edit changed of a course, as a person reads it. Pure: two compiled values in, sentences out."""

from collections.abc import Iterator

import msgspec

from course.material.compiled import CompiledCourse, CompiledLesson, CompiledQuestion
from course.revising.question_changes import question_changes
from course.revising.wording import Change, became, count, moved, quoted
from lessons.lesson import END, WELCOME, Lesson, Prompt

_COURSE_TEXTS = {"title": "title", "language": "language", "video": "video", "channel": "channel"}


def differences(before: CompiledCourse, after: CompiledCourse) -> tuple[Change, ...]:
    """List what is not as it was: the course, its modules, lessons, prompts and questions, in the new order."""
    return (
        *_course(before, after),
        *_modules(before, after),
        *_lessons(before, after),
        *_prompts(before, after),
        *_questions(before, after),
    )


def _course(before: CompiledCourse, after: CompiledCourse) -> Iterator[Change]:
    for name, shown in _COURSE_TEXTS.items():
        if getattr(before, name) != getattr(after, name):
            yield Change("course", became(shown, getattr(before, name), getattr(after, name)))
    if (before.welcome, before.welcome_aid) != (after.welcome, after.welcome_aid):
        yield Change("course", "wording of the welcome changed")
    if before.end != after.end:
        yield Change("course", "wording of the end changed")
    if before.plan != after.plan:
        sections = ", ".join(section.title for section in after.plan) or "none"
        yield Change("course", f"sections of the plan: {sections}")


def _modules(before: CompiledCourse, after: CompiledCourse) -> Iterator[Change]:
    old, new = {each.id: each for each in before.modules}, {each.id: each for each in after.modules}
    for module in after.modules:
        if module.id not in old:
            yield Change(f"module {module.id}", f"added: {quoted(module.title)}")
        elif old[module.id].title != module.title:
            yield Change(f"module {module.id}", became("title", old[module.id].title, module.title))
    for module in before.modules:
        if module.id not in new:
            yield Change(f"module {module.id}", f"removed: {quoted(module.title)}")
    for module_id in moved(list(old), list(new)):
        yield Change(f"module {module_id}", f"moved, it is number {list(new).index(module_id) + 1}")


def _lessons(before: CompiledCourse, after: CompiledCourse) -> Iterator[Change]:
    out_of_order = set(moved(list(before.position), list(after.position)))
    old_module, new_module = _module_of_lesson(before), _module_of_lesson(after)
    for number, compiled in enumerate(after.lessons, start=1):
        where, old = f"lesson {compiled.id}", before.lesson(compiled.id)
        if old is None:
            yield Change(where, f"added as number {number}: {quoted(compiled.lesson.title)}")
            continue
        if new_module[compiled.id] != old_module[compiled.id]:
            yield Change(where, f"moved from module {old_module[compiled.id]} to module {new_module[compiled.id]}")
        elif compiled.id in out_of_order:
            yield Change(where, f"moved from number {before.position[compiled.id] + 1} to number {number}")
        for what in _one_lesson(old, compiled):
            yield Change(where, what)
    for compiled in before.lessons:
        if compiled.id not in after.position:
            yield Change(f"lesson {compiled.id}", f"removed: {quoted(compiled.lesson.title)}")


def _one_lesson(before: CompiledLesson, after: CompiledLesson) -> Iterator[str]:
    old, new = before.lesson, after.lesson
    if old.title != new.title:
        yield became("title", old.title, new.title)
    if before.pass_mark != after.pass_mark:
        yield f"pass mark {after.pass_mark} %, was {before.pass_mark} %"
    if before.draw != after.draw:
        yield f"each learner is asked {_asked(after)}, was {_asked(before)}"
    if _prose(old) != _prose(new):
        yield "wording of the prose changed"
    if old.objective != new.objective:
        yield became("objective", old.objective, new.objective)
    if old.aid != new.aid:
        yield "reading aid changed"
    if moved(_ids(before), _ids(after)):
        yield "questions in another order"


def _asked(compiled: CompiledLesson) -> str:
    questions = count(len(compiled.questions), "question")
    return f"all of {questions}" if compiled.draw is None else f"{compiled.draw} of {questions}"


def _prose(lesson: Lesson) -> tuple[object, ...]:
    return lesson.blocks, lesson.seconds, lesson.words, lesson.minutes


def _ids(compiled: CompiledLesson) -> list[str]:
    return [placed.question.id for placed in compiled.questions]


def _prompts(before: CompiledCourse, after: CompiledCourse) -> Iterator[Change]:
    old, new = prompts_of(before), prompts_of(after)
    for prompt_id, (lesson_id, prompt) in new.items():
        where = f"prompt {prompt_id}"
        if prompt_id not in old:
            yield Change(where, f"added to {lesson_id}: {quoted(prompt.question_text)}")
            continue
        if lesson_id != old[prompt_id][0]:
            yield Change(where, f"moved from {old[prompt_id][0]} to {lesson_id}")
        for what in _one_prompt(old[prompt_id][1], prompt):
            yield Change(where, what)
    for prompt_id, (lesson_id, prompt) in old.items():
        if prompt_id not in new:
            yield Change(f"prompt {prompt_id}", f"removed from {lesson_id}: {quoted(prompt.question_text)}")


def _one_prompt(before: Prompt, after: Prompt) -> Iterator[str]:
    if before.question_text != after.question_text:
        yield became("question", before.question_text, after.question_text)
    elif before.question != after.question:
        yield "markup of the question changed"
    for field in msgspec.structs.fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name in ("question", "question_text") or old == new:
            continue
        has_words = field.name not in ("fields", "levels")
        yield f"{field.name} {_shown(new)}, was {_shown(old)}" if has_words else f"{field.name} changed"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value in (None, "") else str(value)


def _questions(before: CompiledCourse, after: CompiledCourse) -> Iterator[Change]:
    old, new = questions_of(before), questions_of(after)
    for question_id, (lesson_id, placed) in new.items():
        where = f"question {question_id}"
        if question_id not in old:
            yield Change(where, f"added to {lesson_id}: {quoted(placed.question.stem_text)}")
            continue
        if lesson_id != old[question_id][0]:
            yield Change(where, f"moved from {old[question_id][0]} to {lesson_id}")
        for what in question_changes(old[question_id][1].question, placed.question):
            yield Change(where, what)
    for question_id, (lesson_id, placed) in old.items():
        if question_id not in new:
            yield Change(f"question {question_id}", f"removed from {lesson_id}: {quoted(placed.question.stem_text)}")


def prompts_of(course: CompiledCourse) -> dict[str, tuple[str, Prompt]]:
    """Give each prompt with the id of its lesson, or the name of its other place, by its own id."""
    return {prompt.id: (place, prompt) for place, prompts in places_of_prompts(course) for prompt in prompts}


def places_of_prompts(course: CompiledCourse) -> Iterator[tuple[str, tuple[Prompt, ...]]]:
    """Yield where something is asked of the learner's own life, in the order in which they meet it."""
    yield WELCOME, course.welcome_prompts
    for compiled in course.lessons:
        yield compiled.id, compiled.lesson.prompts
    yield END, course.end_prompts


def questions_of(course: CompiledCourse) -> dict[str, tuple[str, CompiledQuestion]]:
    """Give each question with its lesson's id, by its own id."""
    return {placed.question.id: (each.id, placed) for each in course.lessons for placed in each.questions}


def _module_of_lesson(course: CompiledCourse) -> dict[str, str]:
    return {lesson.id: module.id for module in course.modules for lesson in module.lessons}
