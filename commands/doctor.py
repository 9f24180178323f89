"""`flask doctor`."""

from collections.abc import Iterator

import click
from flask import Flask

from commands.doctor_checks import LOOKS, Look
from commands.findings import Finding, Grade, wrong
from config import Settings
from course.database import Busy, Database

_COLOURS = {Grade.FINE: None, Grade.CARE: "yellow", Grade.WRONG: "red"}


def register(app: Flask, settings: Settings, database: Database) -> None:
    @app.cli.command("doctor")
    def doctor() -> None:
        """Say what is wrong with this installation, and how to mend it. Exits 1 where something is wrong."""
        findings = [finding for look in LOOKS for finding in _look(look, settings, database)]
        for finding in findings:
            click.secho(f"{finding.grade.value:<6} {finding.what}", fg=_COLOURS[finding.grade])
            if finding.mend:
                click.echo(f"       {finding.mend}")
        if any(finding.grade is Grade.WRONG for finding in findings):
            raise click.exceptions.Exit(1)


def _look(look: Look, settings: Settings, database: Database) -> Iterator[Finding]:
    try:
        yield from look(settings, database)
    except Busy:
        yield wrong("The database is busy, or cannot be reached.", "Look whether it runs, and at DATABASE_URL.")
    except Exception as error:
        # Mostly what another line has told: a table that is not there, a file that cannot be read.
        name = look.__name__.removeprefix("look_at_")
        yield wrong(f"Could not look at {name}: {type(error).__name__}.", "Mend what the other lines say first.")
