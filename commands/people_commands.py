"""`flask people add`, `teach`, `sign-in-link`, `reset-second-factor` and `expire-guests`."""

import click
from flask import Flask
from flask.cli import AppGroup

from commands import clock
from commands.daily import expire_all_guests
from commands.output import fail
from config import Settings
from course.database import Database
from course.people.accounts import find_by_email
from course.people.cohort_settings import NoInstructor, add_teacher
from course.people.cohorts import find_by_join_code
from course.people.links import make_instructor_link
from course.people.personal_links import hand_sign_in_link
from course.people.roles import make_admin, make_instructor
from course.people.second_factor import reset_second_factor


def register(app: Flask, settings: Settings, database: Database) -> None:
    group = AppGroup("people", help="Look after people.")

    @group.command("add")
    @click.argument("email")
    @click.option("--instructor", is_flag=True, help="Make them an instructor.")
    @click.option("--admin", is_flag=True, help="Let them look after people, courses and cohorts.")
    def add(email: str, *, instructor: bool, admin: bool) -> None:
        """Make EMAIL an instructor, at once where they have an account, else by a one-time link to send them.

        An admin needs an account first.
        """
        if not instructor and not admin:
            raise fail("Say as what: --instructor or --admin. Learners sign up by themselves.")
        with database.writing() as session:
            person_id = find_by_email(session, email)
            if admin and person_id is None:
                raise fail(f"Nobody has an account with {email}. They sign up first: {settings.address}/signup")
            if person_id is not None:
                for rights, give, words in (
                    (instructor, make_instructor, "an instructor"),
                    (admin, make_admin, "an admin"),
                ):
                    if rights:
                        give(session, person_id, by=None, now=clock.now())
                        click.echo(f"{email} is {words}.")
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
            cohort = find_by_join_code(session, code)
            if cohort is None:
                raise fail(f"There is no cohort with the code {code}. It stands at the end of its join link.")
            try:
                add_teacher(session, cohort.id, email, by=None, now=clock.now())
            except NoInstructor as error:
                raise fail(f"{email} is no instructor. Run first: flask people add {email} --instructor") from error
        click.echo(f"{email} teaches {cohort.name}. What was shared before stays with whom it was shared with.")

    @group.command("sign-in-link")
    @click.argument("email")
    def sign_in_link(email: str) -> None:
        """Make a link that lets EMAIL sign in once and choose a new password."""
        with database.writing() as session:
            person_id = find_by_email(session, email)
            if person_id is None:
                raise fail(f"Nobody has an account with {email}.")
            token = hand_sign_in_link(session, person_id, by=None, now=clock.now())
        click.echo(f"Send them this link; it works once, for one day: {settings.address}/sign-in/{token}")

    @group.command("reset-second-factor")
    @click.argument("email")
    def reset(email: str) -> None:
        """Let EMAIL sign in with their password alone, once: their passkeys and codes are no longer good."""
        with database.writing() as session:
            person_id = find_by_email(session, email)
            if person_id is None:
                raise fail(f"Nobody has an account with {email}.")
            reset_second_factor(session, person_id, by=None, now=clock.now())
        click.echo(f"{email} signs in with their password alone, and is signed out everywhere.")

    @group.command("expire-guests")
    def expire() -> None:
        """Erase guests who have not been here for 180 days, as if they had deleted their account."""
        click.echo(expire_all_guests(settings, database) or "No guest has been away for 180 days.")
