"""`flask database migrate` and `check`."""

import click
from flask import Flask
from flask.cli import AppGroup

from commands.output import fail
from config import Settings
from course.database import Database
from course.records.soundness import find_damage
from course.schema import check_schema, migrate

DAMAGED = "Keep this file, stop the server and restore the newest backup that is whole."


def register(app: Flask, settings: Settings, database: Database) -> None:
    group = AppGroup("database", help="Look after the database.")

    @group.command("migrate")
    def migrate_command() -> None:
        """Bring the database to this version's tables."""
        migrate(settings.database_url)
        click.echo("The database has this version's tables.")

    @group.command("check")
    def check() -> None:
        """Read the whole database and say what is broken. Exits 1 where something is."""
        check_schema(database)
        with database.reading() as session:
            damage = list(find_damage(session))
        for line in damage:
            click.secho(line, err=True)
        if damage:
            raise fail(DAMAGED)
        click.echo("The database holds together.")

    app.cli.add_command(group)
