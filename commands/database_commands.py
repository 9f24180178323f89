"""`flask database migrate`."""

import click
from flask import Flask
from flask.cli import AppGroup

from config import Settings
from course.database import Database, migrate


def register(app: Flask, settings: Settings, _database: Database) -> None:
    group = AppGroup("database", help="Look after the database.")

    @group.command("migrate")
    def migrate_command() -> None:
        """Bring the database to this version's tables."""
        migrate(settings.database_url)
        click.echo("The database has this version's tables.")

    app.cli.add_command(group)
