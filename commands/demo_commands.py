"""`flask demo`."""

from datetime import UTC, datetime

import click
from flask import Flask

from commands.demo import NothingToLearn, make_demo
from commands.output import fail
from config import Settings
from course.database import Database


def register(app: Flask, _settings: Settings, database: Database) -> None:
    @app.cli.command("demo")
    @click.option("--learners", default=40, show_default=True, type=click.IntRange(1, 100_000))
    def demo(learners: int) -> None:
        """Add Ines, Ada and a cohort of LEARNERS who have learned for three weeks."""
        with click.progressbar(length=learners, label="Learners") as bar, database.writing() as session:
            try:
                cohort = make_demo(session, learners=learners, now=datetime.now(UTC), on_learner=lambda: bar.update(1))
            except NothingToLearn as error:
                raise fail(str(error)) from error
        click.echo(f"The cohort is at /teach/{cohort}")
