"""A short answer that the key did not know, accepted once for all: a line in the author's file, then published."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from course.material.catalog import Published
from course.material.compiled import CompiledCourse, to_bytes
from course.material.compiling import Compiled, compile_folder
from course.revising.differences import questions_of
from quizzes.accepting import add_answer, written
from quizzes.kinds import ShortAnswer
from quizzes.wildcard import matches
from sources.places import MaterialError


class NotAcceptable(Exception):
    """An answer that cannot be added; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A quiz file with one more accepted answer, and the course that it makes."""

    path: Path
    before: bytes
    after: bytes
    line: str
    compiled: Compiled


def prepare_acceptance(published: Published | None, folder: Path, question_id: str, answer: str) -> Acceptance:
    """Work out what accepting an answer would make of the file and the course; writes nothing.

    Raises NotAcceptable, also where the files say something else than what is published, and MaterialError.
    """
    compiled = compile_folder(folder)
    if published is None or to_bytes(published.course) != to_bytes(compiled.course):
        raise NotAcceptable(
            f"The files of {folder.name} differ from what is published. "
            "Publish them first (flask course publish --dry-run shows the difference), then accept the answer."
        )
    _check_answer(compiled.course, question_id, answer)
    place = compiled.places[question_id]
    path = folder.parent / place.path
    before = path.read_bytes()
    after = add_answer(before, place.line, answer)
    wanted = _with_answer(compiled.course, question_id, written(answer))
    return Acceptance(path, before, after, f"= {written(answer)}", Compiled(wanted, places=compiled.places))


@contextmanager
def written_to_file(acceptance: Acceptance, folder: Path) -> Iterator[None]:
    """Write the line for good if the block succeeds; otherwise the file is as it was.

    Raises NotAcceptable where the file, with the line in it, does not say what was meant.
    """
    if acceptance.path.read_bytes() != acceptance.before:
        raise NotAcceptable(f"{acceptance.path.name} was changed meanwhile. Try again.")
    _replace(acceptance.path, acceptance.after)
    try:
        _check_file(acceptance, folder)
        yield
    except BaseException:
        _replace(acceptance.path, acceptance.before)
        raise


def _check_file(acceptance: Acceptance, folder: Path) -> None:
    try:
        found = compile_folder(folder).course
    except MaterialError as error:
        raise NotAcceptable(f"A quiz file cannot hold this answer: {error.problems[0].message}") from error
    if to_bytes(found) != to_bytes(acceptance.compiled.course):
        raise NotAcceptable(f"`{acceptance.line}` would be read as something else. Write it into the file by hand.")


def _check_answer(course: CompiledCourse, question_id: str, answer: str) -> None:
    asked = questions_of(course)
    if question_id not in asked:
        raise NotAcceptable(f"There is no question {question_id!r}. Known are: {', '.join(asked) or 'none'}.")
    question = asked[question_id][1].question
    if not isinstance(question, ShortAnswer):
        raise NotAcceptable(f"{question_id!r} is not a short answer; change its key in its file and publish it.")
    if not answer.strip() or not " ".join(answer.split()).isprintable():
        raise NotAcceptable("The answer is empty, or holds characters that nobody types.")
    if any(matches(pattern, answer) for pattern in question.accepted):
        raise NotAcceptable(f"“{answer}” is accepted already.")


def _with_answer(course: CompiledCourse, question_id: str, line: str) -> CompiledCourse:
    replace = msgspec.structs.replace

    def added(question: ShortAnswer) -> ShortAnswer:
        return replace(question, accepted=(*question.accepted, line))

    modules = tuple(
        replace(
            module,
            lessons=tuple(
                replace(
                    lesson,
                    questions=tuple(
                        replace(placed, question=added(placed.question))
                        if placed.question.id == question_id and isinstance(placed.question, ShortAnswer)
                        else placed
                        for placed in lesson.questions
                    ),
                )
                for lesson in module.lessons
            ),
        )
        for module in course.modules
    )
    return replace(course, modules=modules)


def _replace(path: Path, content: bytes) -> None:
    """Put the content there at once: a reader sees the old file or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.chmod(path.stat().st_mode)
    beside.replace(path)
