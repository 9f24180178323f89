"""The composition root: settings, database, pages and commands are put together here, and nothing imports it."""

import gc
import sys

import click
from flask import Flask

from commands import (
    archive_commands,
    course_commands,
    daily,
    database_commands,
    demo_commands,
    doctor,
    mail_commands,
    people_commands,
)
from commands.plain_words import speak_plainly
from commands.serving import serve
from config import Settings, SettingsError, read_settings
from course.database import Database
from course.files import NetworkDisk
from web.installation import install


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application, its pages and its commands."""
    settings = settings or _read_settings()
    app = Flask(__name__, static_folder=None)
    opened = _open(settings)
    install(app, settings, opened)
    for group in (
        archive_commands,
        course_commands,
        daily,
        database_commands,
        demo_commands,
        doctor,
        mail_commands,
        people_commands,
    ):
        group.register(app, settings, opened)
    speak_plainly(app.cli, opened)
    return app


def _read_settings() -> Settings:
    """The settings, or one line for whoever called a command."""
    try:
        return read_settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def _open(settings: Settings) -> Database:
    try:
        return Database(settings.database_url)
    except NetworkDisk as error:
        raise click.ClickException(str(error)) from error


def create_worker() -> Flask:
    """Make the application of a server process, which also sends what waits in the outbox."""
    settings = read_settings()
    app = create_app(settings)
    mail_commands.send_in_background(settings, app.extensions["runway.database"])
    gc.freeze()  # what was imported stays: no collection of garbage needs to look through it again
    return app


def main(arguments: list[str]) -> int:
    try:
        return serve("app:create_worker", read_settings(), is_demo="--demo" in arguments)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
