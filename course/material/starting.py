"""A new course from an article: all its files, made at once or not at all."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from lessons.article import read_article
from lessons.lesson import Outline
from lessons.outline import outline_of
from lessons.prose import render_outline
from lessons.sections import cut_into_sections
from lessons.sentences import sentences_of
from lessons.starting import course_toml, lesson_text
from quizzes.starting import quiz_text
from sources.blocks import Block
from sources.files import read_text
from sources.places import MaterialError, Place, Problem


class CourseExists(Exception):
    """The folder holds something already, and nothing of it is overwritten."""


class NotWritable(Exception):
    """The folder cannot be made there; the text says why, in the system's words."""


@dataclass(frozen=True, slots=True)
class Started:
    """What was made of an article, what was odd in it, and its text."""

    modules: int
    lessons: int
    problems: tuple[Problem, ...]
    text: str


def start_course(article: Path, folder: Path) -> Started:
    """Make the course `folder` from an article; raises CourseExists, NotWritable, MaterialError where none can be."""
    if _is_taken(folder):
        raise CourseExists(folder)
    text = read_text(article, shown_as=article.name)
    files, started = make_files(text, article.name)
    _write(folder, article, files)
    return started


def _is_taken(folder: Path) -> bool:
    try:
        return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:  # nobody may look into it
        raise NotWritable(error.strerror or str(error)) from error


def make_files(text: str, shown_as: str) -> tuple[dict[str, str], Started]:
    """Return the files that stand beside an article, by their paths in the course's folder."""
    read = read_article(text, shown_as)
    sections = cut_into_sections(read.lines, read.path)
    found = outline_of(sections, read)
    outline = render_outline(read, sections, found)
    if not any(block.text for block in _blocks(outline)):
        message = "There is nothing to read in this article."
        raise MaterialError(Problem(Place(shown_as), "article-empty", message, "Put its text there."))
    files = {"course.toml": course_toml(read, sections, found)}
    for module in outline.modules:
        for lesson in module.lessons:
            quoted = ((sentence.text, sentence.seconds) for sentence in sentences_of(lesson.blocks))
            files[f"lessons/{lesson.id}.md"] = lesson_text(lesson)
            files[f"quizzes/{lesson.id}.md"] = quiz_text(lesson.id, lesson.title, quoted)
    lessons = sum(len(module.lessons) for module in outline.modules)
    problems = tuple(sorted([*read.problems, *found.problems], key=lambda problem: problem.place))
    return files, Started(len(outline.modules), lessons, problems, text)


def _blocks(outline: Outline) -> list[Block]:
    lessons = [lesson for module in outline.modules for lesson in module.lessons]
    return [*outline.welcome, *(block for lesson in lessons for block in lesson.blocks)]


def _write(folder: Path, article: Path, files: dict[str, str]) -> None:
    """Write into a hidden folder beside it, which takes the course's name only when it is complete."""
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        _fill(fresh, article, files)
        fresh.replace(folder)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise NotWritable(error.strerror or str(error)) from error


def _fill(fresh: Path, article: Path, files: dict[str, str]) -> None:
    for name in ("lessons", "quizzes"):
        (fresh / name).mkdir(parents=True)
    shutil.copyfile(article, fresh / "article.md")
    for path, text in files.items():
        (fresh / path).write_text(text, encoding="utf-8", newline="\n")
