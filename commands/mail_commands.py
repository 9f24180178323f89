"""`flask mail send`."""

import click
from flask import Flask
from flask.cli import AppGroup

from commands import clock
from commands.output import fail
from config import Settings
from course.database import Database
from course.people.personal_links import make_mailed_link
from course.records.mailing import Post, send_waiting
from course.records.postman import start_postman

NO_SERVER = "No mail server is set up. Set SMTP_URL and MAIL_FROM: the README says how."


def register(app: Flask, settings: Settings, database: Database) -> None:
    group = AppGroup("mail", help="Look after mails.")

    @group.command("send")
    def send() -> None:
        """Send what waits in the outbox, unless another process is at it. Exits 1 where some could not be sent."""
        if not settings.smtp_url:
            raise fail(NO_SERVER)
        sent, waiting = send_mails(settings, database)
        click.echo(f"Mails sent: {sent}; to be tried again: {waiting}.")
        if waiting:
            raise click.exceptions.Exit(1)

    app.cli.add_command(group)


def send_mails(settings: Settings, database: Database) -> tuple[int, int]:
    """Send what is due; gives how many are out, and how many must wait."""
    return send_waiting(database, _post(settings), make_mailed_link, clock=clock.now)


def send_in_background(settings: Settings, database: Database) -> None:
    """Begin to send in a process that serves, where there is a mail server."""
    if settings.smtp_url:
        start_postman(database, _post(settings), make_mailed_link, clock=clock.now)


def _post(settings: Settings) -> Post:
    return Post(settings.smtp_url, settings.mail_from, settings.address)
