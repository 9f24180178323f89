"""A course's folder of texts read as a whole: article, settings and what its lessons add."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import msgspec
from msgspec import Struct

from lessons.arrangement import plan_outline
from lessons.article import NOTHING_KNOWN, Article, read_article
from lessons.asking_again import second_askings
from lessons.course_file import CourseFile, read_course_file
from lessons.lesson import END, WELCOME, Lesson, Module, Outline, Prompt
from lessons.lesson_file import LessonFile, read_lesson_file
from lessons.prose import render_outline
from lessons.sections import cut_into_sections
from sources.places import MaterialError, Place, Problem, Severity

Again = Mapping[str, tuple[Prompt, ...]]
"""The second askings, by the place where they are asked."""


class Material(Struct, frozen=True, kw_only=True):
    """A course as its files tell it; `welcome_aid` and `end` are safe HTML, `places` keys are (lesson, prompt)."""

    settings: CourseFile
    outline: Outline
    welcome_aid: str = ""
    welcome_prompts: tuple[Prompt, ...] = ()
    end: str = ""
    end_prompts: tuple[Prompt, ...] = ()
    places: dict[tuple[str, str], Place] = {}
    problems: tuple[Problem, ...] = ()


def read_material(
    folder: str,
    article: str,
    course_toml: str | None = None,
    lesson_files: Mapping[str, str] | None = None,
    *,
    known: Mapping[str, str] = NOTHING_KNOWN,
) -> Material:
    """Read a course from the texts of its files (`lesson_files`: name without .md → text).

    Warnings and notes come back in `problems`; where one problem is an error, MaterialError carries them all.
    """
    problems: list[Problem] = []
    settings = _settings(course_toml, f"{folder}/course.toml", problems)
    files = _lesson_files(lesson_files or {}, folder, problems)
    if settings is None:  # without an outline, everything else would look wrong
        raise MaterialError(*problems)
    read = read_article(article, f"{folder}/article.md", video=settings.video, known=known)
    problems += read.problems
    outline = _outline(read, settings, course_toml or "", folder, problems)
    again: Again = {}
    if outline is not None:
        _check_names(outline, lesson_files or {}, folder, problems)
        again = second_askings(files, _order(outline), problems)
    _check_plan(settings, files, problems)
    _check_outside(files, problems)
    if outline is None or any(problem.severity == Severity.ERROR for problem in problems):
        raise MaterialError(*sorted(problems, key=lambda problem: problem.place))
    return Material(
        settings=settings,
        outline=merge_lesson_files(outline, files, again),
        welcome_aid=files[WELCOME].aid if WELCOME in files else "",
        welcome_prompts=files[WELCOME].prompts if WELCOME in files else (),
        end=files[END].aid if END in files else "",
        end_prompts=(*(files[END].prompts if END in files else ()), *again.get(END, ())),
        places={(name, prompt): place for name, file in files.items() for prompt, place in file.places.items()},
        problems=tuple(sorted(problems, key=lambda problem: problem.place)),
    )


def merge_lesson_files(outline: Outline, files: Mapping[str, LessonFile], again: Again) -> Outline:
    """Return the outline with each lesson's objective, reading aid and prompts, those that are asked again last."""
    modules = tuple(_merged_module(module, files, again) for module in outline.modules)
    return msgspec.structs.replace(outline, modules=modules)


def _merged_module(module: Module, files: Mapping[str, LessonFile], again: Again) -> Module:
    lessons = tuple(_merged(lesson, files.get(lesson.id), again.get(lesson.id, ())) for lesson in module.lessons)
    return msgspec.structs.replace(module, lessons=lessons)


def _merged(lesson: Lesson, file: LessonFile | None, again: tuple[Prompt, ...]) -> Lesson:
    if file is None:
        return msgspec.structs.replace(lesson, prompts=again)
    return msgspec.structs.replace(lesson, objective=file.objective, aid=file.aid, prompts=(*file.prompts, *again))


def _order(outline: Outline) -> list[str]:
    """Return the places of a course where something can be asked, in the order in which they are met."""
    return [WELCOME, *(lesson.id for module in outline.modules for lesson in module.lessons), END]


def _settings(text: str | None, path: str, problems: list[Problem]) -> CourseFile | None:
    try:
        return CourseFile() if text is None else read_course_file(text, path)
    except MaterialError as error:
        problems += error.problems
        return None


def _lesson_files(texts: Mapping[str, str], folder: str, problems: list[Problem]) -> dict[str, LessonFile]:
    files: dict[str, LessonFile] = {}
    for name, text in texts.items():
        try:
            files[name] = read_lesson_file(text, f"{folder}/lessons/{name}.md")
        except MaterialError as error:
            problems += error.problems
        else:
            problems += files[name].problems
    return files


def _outline(article: Article, settings: CourseFile, text: str, folder: str, problems: list[Problem]) -> Outline | None:
    try:
        sections = cut_into_sections(article.lines, article.path)
        plan = plan_outline(article, sections, settings, text=text, path=f"{folder}/course.toml")
        problems += plan.problems
        return render_outline(article, sections, plan)
    except MaterialError as error:
        problems += error.problems
        return None


def _check_names(outline: Outline, names: Mapping[str, str], folder: str, problems: list[Problem]) -> None:
    """A file that is named after no lesson would be lost without a word."""
    known = [lesson.id for module in outline.modules for lesson in module.lessons]
    for name in names:
        if name not in known and name not in (WELCOME, END):
            message = f"The course has no lesson “{name}”."
            place = Place(f"{folder}/lessons/{name}.md")
            problems.append(
                Problem(place, "lesson-unknown", message, f"Its lessons are: {_closest_first(name, known)}.")
            )


def _closest_first(name: str, known: Sequence[str]) -> str:
    close = get_close_matches(name, known, n=3, cutoff=0.3)
    return ", ".join([*close, *(other for other in known if other not in close)])


def _check_plan(settings: CourseFile, files: Mapping[str, LessonFile], problems: list[Problem]) -> None:
    sections = [section.id for section in settings.plan]
    for file in files.values():
        for prompt in file.prompts:
            if prompt.into and prompt.into not in sections:
                message = f"The plan has no section “{prompt.into}”."
                mend = (
                    f"Its sections are: {', '.join(sections)}."
                    if sections
                    else "Write [[plan.section]] in course.toml."
                )
                problems.append(Problem(file.places[prompt.id], "prompt-into", message, mend))


def _check_outside(files: Mapping[str, LessonFile], problems: list[Problem]) -> None:
    """What is asked in the welcome and in the end counts for no lesson's completion, so nothing can depend on it."""
    for name in (WELCOME, END):
        for prompt in files[name].prompts if name in files else ():
            if prompt.required:
                message = f"The prompt “{prompt.id}” is required, and stands in no lesson."
                mend = "Take required=yes out, or move it to the file of a lesson."
                problems.append(Problem(files[name].places[prompt.id], "prompt-outside-lesson", message, mend))
