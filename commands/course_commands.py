"""`flask course new`, `check`, `publish` and `rebuild`."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from commands.check import check, find_folders, mend, tell_bad_names
from commands.new import start_many, start_one
from commands.output import fail, show_problems
from config import Settings
from course.database import Database
from course.learning.progress import rebuild_progress
from course.learning.publication import publish_courses
from course.material.catalog import Catalog
from course.material.compiling import Compiled, compile_folder
from course.material.folders import compile_folders
from sources.places import MaterialError

NO_COURSES = (
    "There is no course in {folder}. Make a folder in it and put an article.md there: that is a course already."
)


def register(app: Flask, settings: Settings, database: Database) -> None:
    group = AppGroup("course", help="Make, check, publish and rebuild courses.")

    @group.command("new")
    @click.argument("article", type=click.Path(path_type=Path, exists=True))
    @click.option("--into", required=True, type=click.Path(path_type=Path), help="Where the course shall be.")
    def new(article: Path, into: Path) -> None:
        """Make a course of ARTICLE in the folder content/SLUG, or of each article in a folder, each in one of its own.

        Nothing is overwritten. Exits 1 where an article gave no course.
        """
        start_many(article, into) if article.is_dir() else start_one(article, into)

    @group.command("check")
    @click.argument("path", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
    @click.option("--fix", is_flag=True, help="First write what is mechanical: missing ids, numbers in their order.")
    @click.option("--json", "as_json", is_flag=True, help="One JSON document with all problems and what is covered.")
    @click.option("--notes", is_flag=True, help="Tell the notes, too.")
    def check_courses(path: Path | None, *, fix: bool, as_json: bool, notes: bool) -> None:
        """Say everything that is wrong, or could be better, with the course in PATH, or with all of them.

        Exits 0 where there is no error, 1 where there is one, 2 where the call itself makes no sense.
        """
        folder = path or settings.content_dir
        try:
            folders = find_folders(folder)
        except MaterialError as error:
            tell_bad_names(error, as_json=as_json)
            raise click.exceptions.Exit(1) from error
        if not folders:
            raise click.UsageError(NO_COURSES.format(folder=folder))
        if fix:
            mend(folders)
        if check(folders, as_json=as_json, with_notes=notes):
            raise click.exceptions.Exit(1)

    @group.command("publish")
    def publish() -> None:
        """Record the courses as they are in the content folder; what did not change is left alone."""
        compiled = compile_or_fail(settings.content_dir)
        with database.writing() as session:
            courses = {slug: each.course for slug, each in compiled.items()}
            changed = publish_courses(session, courses, now=datetime.now(UTC))
        click.echo(f"Published: {', '.join(changed) or 'nothing, all courses are as they were'}.")

    @group.command("rebuild")
    def rebuild() -> None:
        """Derive everybody's progress from the facts anew."""
        catalog = Catalog()
        with database.writing() as session:
            for published in catalog.all(session):
                learners = rebuild_progress(session, published, now=datetime.now(UTC))
                click.echo(f"{published.slug}: {learners} learners.")

    app.cli.add_command(group)


def is_course(path: Path) -> bool:
    """Whether a folder is one course rather than a folder of courses."""
    return (path / "article.md").exists()


def compile_or_fail(folder: Path) -> dict[str, Compiled]:
    """Compile one course or a folder of them, or tell every problem and leave."""
    folder = folder.resolve()
    try:
        compiled = {folder.name: compile_folder(folder)} if is_course(folder) else compile_folders(folder)
    except MaterialError as error:
        show_problems(error.problems)
        raise click.exceptions.Exit(1) from error
    if not compiled:
        raise fail(NO_COURSES.format(folder=folder))
    return compiled
