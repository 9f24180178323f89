"""`flask people add`, `teach`, `sign-in-link` and `expire-guests`."""

import click
from flask import Flask
from flask.cli import AppGroup

from commands import clock
from commands.daily import expire_all_guests
from commands.output import fail
from config import Settings
from course.database import Database
from course.people.accounts import find_by_email, is_instructor, make_instructor
from course.people.cohorts import add_instructor, cohorts_taught, find_by_join_code
from course.people.links import make_instructor_link
from course.people.personal_links import SIGN_IN, SIGN_IN_LASTS, make_personal_link


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
            token = make_instructor_link(session, now=clock.now(), email=email)
        click.echo(f"Send them this link; it works once, for seven days: {settings.address}/become-instructor/{token}")

    _add_helping_out(group, settings, database)
    app.cli.add_command(group)


def _add_helping_out(group: AppGroup, settings: Settings, database: Database) -> None:
    @group.command("teach")
    @click.argument("email")
    @click.argument("code")
    def teach(email: str, code: str) -> None:
        """Let EMAIL, an instructor, teach the cohort whose join link ends in CODE: where its own instructor is gone."""
        with database.writing() as session:
            person_id, cohort = find_by_email(session, email), find_by_join_code(session, code)
            if person_id is None or not is_instructor(session, person_id):
                raise fail(f"{email} is no instructor. Run first: flask people add {email} --instructor")
            if cohort is None:
                raise fail(f"There is no cohort with the code {code}. It stands at the end of its join link.")
            if all(each.id != cohort.id for each in cohorts_taught(session, person_id)):
                add_instructor(session, cohort.id, person_id)
        click.echo(f"{email} teaches {cohort.name}. What was shared before stays with whom it was shared with.")

    @group.command("sign-in-link")
    @click.argument("email")
    def sign_in_link(email: str) -> None:
        """Make a link that lets EMAIL sign in once and choose a new password."""
        with database.writing() as session:
            person_id = find_by_email(session, email)
            if person_id is None:
                raise fail(f"Nobody has an account with {email}.")
            token = make_personal_link(session, person_id, SIGN_IN, lasts=SIGN_IN_LASTS, now=clock.now())
        click.echo(f"Send them this link; it works once, for one day: {settings.address}/sign-in/{token}")

    @group.command("expire-guests")
    def expire() -> None:
        """Erase guests who have not been here for 180 days, as if they had deleted their account."""
        click.echo(expire_all_guests(settings, database) or "No guest has been away for 180 days.")
