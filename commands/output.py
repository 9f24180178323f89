"""How commands speak: problems as good compilers tell them."""

from collections.abc import Iterable, Mapping

import click

from commands.source_lines import printable, tell
from sources.places import Problem, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: None}


def show_problems(problems: Iterable[Problem]) -> None:
    """One line each, on standard error; the colour says nothing that the words do not."""
    for problem in problems:
        click.secho(printable(str(problem)), err=True, fg=_COLOURS[problem.severity])


def show_in_source(problems: Iterable[Problem], texts: Mapping[str, str]) -> None:
    """Each with the line it is in, on standard error."""
    for problem in problems:
        first, _, rest = tell(problem, texts).partition("\n")
        click.secho(first, err=True, fg=_COLOURS[problem.severity])
        click.echo(rest, err=True)


def fail(message: str) -> click.exceptions.Exit:
    """Say what is wrong in one line; the caller raises the result."""
    click.secho(message, err=True, fg="red")
    return click.exceptions.Exit(1)
