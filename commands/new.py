"""`flask course new`: one article, or a folder of them, made into courses."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import click

from commands.output import fail, show_in_source
from commands.source_lines import printable
from course.material.starting import CourseExists, NotWritable, Started, start_course
from sources.ids import is_id, slug, unique_slug
from sources.places import MaterialError, Problem, Severity

FEWEST_FOR_PROCESSES = 20
"""Fewer articles are made into courses before other processes have started."""


def start_one(article: Path, folder: Path) -> None:
    """Make one course, and tell in full what was odd in its article."""
    if not article.is_file():
        raise click.UsageError(f"{article} is neither a file nor a folder of files.")
    folder = folder.absolute() if folder.name in ("", "..") else folder
    if not is_id(folder.name):
        mend = f"such as {folder.parent / slug(folder.name)}."
        raise click.UsageError(f"{folder.name!r} cannot be an address: name it with small letters and hyphens, {mend}")
    try:
        started = start_course(article, folder)
    except CourseExists as error:
        raise fail(f"{folder} holds something already. Nothing was changed.") from error
    except NotWritable as error:
        raise _not_writable(folder, str(error)) from error
    except MaterialError as error:
        show_in_source(error.problems, {})
        raise click.exceptions.Exit(1) from error
    show_in_source(_worth_telling(started), {article.name: started.text})
    click.echo(f"{folder}: {_summary(started)}.")
    click.echo("Its lessons can be read now; write questions into quizzes/, then run: flask course check")


def start_many(articles: Path, into: Path) -> None:
    """Make a course of each article of a folder, one line each; those that are there already stay as they are."""
    paths = sorted(path for path in articles.rglob("*.md") if path.is_file())
    if not paths:
        raise click.UsageError(f"There is no article in {articles}: none of its files ends in .md.")
    work = [(path, into / name) for path, name in _named(paths)]
    refused = 0
    for number, ((_, folder), outcome) in enumerate(zip(work, _start_each(work), strict=True), start=1):
        if outcome.not_writable:  # the next ones would fare no better
            raise _not_writable(folder, outcome.not_writable)
        refused += outcome.is_refused
        click.echo(f"[{number}/{len(work)}] {folder.name}: {printable(outcome.said)}")
    if refused:
        raise fail(f"{refused} of {len(work)} articles were not made into a course.")


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of one article of many."""

    said: str = ""
    is_refused: bool = False
    not_writable: str = ""


def _start_each(work: list[tuple[Path, Path]]) -> Iterator[_Outcome]:
    """Make each course, on all of the machine's cores where that is worth starting processes; in the given order."""
    cores = os.cpu_count() or 1
    if cores == 1 or len(work) < FEWEST_FOR_PROCESSES:
        yield from map(_start, work)
        return
    pool = ProcessPoolExecutor(cores, mp_context=get_context("spawn"))
    try:
        yield from pool.map(_start, work, chunksize=4)
    finally:
        pool.shutdown(cancel_futures=True)


def _start(work: tuple[Path, Path]) -> _Outcome:
    try:
        return _Outcome(_summary(start_course(*work)))
    except CourseExists:
        return _Outcome("is there already, left as it is", is_refused=True)
    except NotWritable as error:
        return _Outcome(not_writable=str(error))
    except MaterialError as error:
        return _Outcome(str(error.problems[0]), is_refused=True)


def _not_writable(folder: Path, why: str) -> click.exceptions.Exit:
    return fail(f"{folder} cannot be written: {why}. No part of it was left behind.")


def _named(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Give each article the name of its course: its file's, made an address."""
    taken: set[str] = set()
    for path in paths:
        name = unique_slug(path.stem, taken)
        taken.add(name)
        yield path, name


def _worth_telling(started: Started) -> list[Problem]:
    return [problem for problem in started.problems if problem.severity is not Severity.NOTE]


def _summary(started: Started) -> str:
    notes = sum(problem.severity is Severity.NOTE for problem in started.problems)
    odd = len(started.problems) - notes
    counted = [(started.modules, "module"), (started.lessons, "lesson"), (odd, "warning"), (notes, "note")]
    return ", ".join(f"{number} {what}{'' if number == 1 else 's'}" for number, what in counted)
