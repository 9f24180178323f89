"""`flask backup`, `flask restore` and `flask data export` and `import`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from commands import clock
from commands.output import fail
from config import Settings
from course.database import Database
from course.leaving.ledger import Ledger
from course.leaving.restoring import NotEmpty, Restored, WrongSchema, move_in, restore
from course.records.archives.manifest import Damaged, Manifest
from course.records.archives.packing import OnRow, count_rows, write_archive
from course.records.archives.unpacking import Archive, open_archive
from course.schema import require_tables

_TARGET = click.Path(path_type=Path, dir_okay=False)
_SOURCE = click.Path(path_type=Path, dir_okay=False, exists=True)


def register(app: Flask, settings: Settings, database: Database) -> None:
    _add_backups(app, settings, database)
    _add_moving(app, settings, database)


def _add_backups(app: Flask, settings: Settings, database: Database) -> None:
    @app.cli.command("backup")
    @click.argument("file", type=_TARGET)
    @click.option("--replace", is_flag=True, help="Put it in place of a FILE that is there.")
    def backup(file: Path, *, replace: bool) -> None:
        """Write everything in the database to FILE, as it is at one instant, while people go on."""
        manifest = _pack(settings, database, file, replace=replace)
        click.echo(f"{manifest.rows} rows are in {file}, and were read back. Protect it: private texts are in it.")

    @app.cli.command("restore")
    @click.argument("file", type=_SOURCE)
    @click.option("--replace", is_flag=True, help="Let go what is in the database now.")
    def restore_command(file: Path, *, replace: bool) -> None:
        """Make the database what it was when FILE was written. Stop the server first.

        Members sign in again, one-time links and programs' tokens no longer work; who was erased since stays erased.
        """
        with _opened(file) as archive, _bar("Restoring", archive.manifest.rows) as on_row, _in_plain_words():
            ledger = Ledger(settings.ledger_path)
            restored = restore(database, archive, ledger, now=clock.now(), replace=replace, on_row=on_row)
        _tell(restored, archive)


def _add_moving(app: Flask, settings: Settings, database: Database) -> None:
    group = AppGroup("data", help="Move everything from one database to another, SQLite or PostgreSQL.")

    @group.command("export")
    @click.argument("file", type=_TARGET)
    @click.option("--replace", is_flag=True, help="Put it in place of a FILE that is there.")
    def export(file: Path, *, replace: bool) -> None:
        """Write everything in the database to FILE. Stop the server first, so that nothing is added after it."""
        manifest = _pack(settings, database, file, replace=replace)
        click.echo(
            f"{manifest.rows} rows are in {file}. Set DATABASE_URL to the other database, then: flask data import"
        )

    @group.command("import")
    @click.argument("file", type=_SOURCE)
    def import_command(file: Path) -> None:
        """Put FILE into a database that is empty. Whoever is signed in stays so."""
        with _opened(file) as archive, _bar("Moving in", archive.manifest.rows) as on_row, _in_plain_words():
            restored = move_in(database, archive, Ledger(settings.ledger_path), on_row=on_row)
        _tell(restored, archive)

    app.cli.add_command(group)


def _pack(settings: Settings, database: Database, file: Path, *, replace: bool) -> Manifest:
    if file.exists() and not replace:
        raise fail(f"{file} is there already. Name another file, or put this in its place with --replace.")
    ledger = Ledger(settings.ledger_path)
    require_tables(database)
    try:
        with database.reading() as session, _bar("Writing", count_rows(session)) as on_row:
            write_archive(session, file, ledger=ledger.content(), now=clock.now(), on_row=on_row)
    except OSError as error:
        raise fail(f"{file} could not be written: {error.strerror}.") from error
    # A copy that nobody has read is a hope.
    with _opened(file) as archive:
        return archive.manifest


@contextmanager
def _opened(file: Path) -> Iterator[Archive]:
    try:
        with open_archive(file) as archive:
            yield archive
    except Damaged as error:
        raise fail(f"{file}: {error} Nothing was changed.") from error


@contextmanager
def _in_plain_words() -> Iterator[None]:
    try:
        yield
    except NotEmpty as error:
        raise fail(f"{error} Name an empty database by DATABASE_URL, or restore with --replace.") from error
    except WrongSchema as error:
        raise fail(str(error)) from error


@contextmanager
def _bar(label: str, rows: int) -> Iterator[OnRow]:
    with click.progressbar(length=rows, label=label, file=sys.stderr) as bar:
        yield bar.update


def _tell(restored: Restored, archive: Archive) -> None:
    made_at = f"{archive.manifest.made_at:%Y-%m-%d %H:%M} UTC"
    click.echo(f"{restored.rows} rows are in the database, as they were on {made_at}.")
    if restored.erased:
        click.echo(f"People who had been erased since, now erased again: {restored.erased}.")
