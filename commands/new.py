"""`flask course new`: one article, or a folder of them, made into courses."""

from collections.abc import Iterator
from pathlib import Path

import click

from commands.output import fail, show_in_source
from commands.source_lines import printable
from course.material.starting import CourseExists, NotWritable, Started, start_course
from sources.ids import is_id, slug, unique_slug
from sources.places import MaterialError, Problem, Severity


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
        raise _not_writable(folder, error) from error
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
    refused = 0
    for number, (path, name) in enumerate(_named(paths), start=1):
        try:
            said = _summary(start_course(path, into / name))
        except CourseExists:
            refused, said = refused + 1, "is there already, left as it is"
        except NotWritable as error:  # the next ones would fare no better
            raise _not_writable(into / name, error) from error
        except MaterialError as error:
            refused, said = refused + 1, str(error.problems[0])
        click.echo(f"[{number}/{len(paths)}] {name}: {printable(said)}")
    if refused:
        raise fail(f"{refused} of {len(paths)} articles were not made into a course.")


def _not_writable(folder: Path, error: NotWritable) -> click.exceptions.Exit:
    return fail(f"{folder} cannot be written: {error}. No part of it was left behind.")


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
