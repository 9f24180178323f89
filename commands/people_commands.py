"""`flask people add`."""

from datetime import UTC, datetime

import click
from flask import Flask
from flask.cli import AppGroup

from commands.output import fail
from config import Settings
from course.database import Database
from course.people.accounts import find_by_email, make_instructor
from course.people.links import make_instructor_link


def register(app: Flask, settings: Settings, database: Database) -> None:
    group = AppGroup("people", help="Look after people.")

    @group.command("add")
    @click.argument("email")
    @click.option("--instructor", is_flag=True, help="Make them an instructor.")
    def add(email: str, *, instructor: bool) -> None:
        """Make EMAIL an instructor: at once where they have an account, else by a one-time link to send them."""
        if not instructor:
            raise fail("Say as what: --instructor. Learners sign up by themselves.")
        with database.writing() as session:
            person_id = find_by_email(session, email)
            if person_id is not None:
                make_instructor(session, person_id)
                click.echo(f"{email} is an instructor.")
                return
            token = make_instructor_link(session, now=datetime.now(UTC), email=email)
        click.echo(f"Send them this link; it works once, for seven days: {settings.address}/become-instructor/{token}")

    app.cli.add_command(group)
