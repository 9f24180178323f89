"""`flask course new`, `check`, `publish` and `rebuild`."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from commands import answer_commands, review_commands
from commands.check import check, find_folders, mend, tell_bad_names
from commands.new import start_many, start_one
from commands.output import fail, show_problems
from commands.rehearsing import lines_of
from config import Settings
from course.database import Database
from course.learning.progress import rebuild_progress
from course.material.catalog import Catalog
from course.material.compiling import Compiled, compile_folder
from course.material.folders import compile_folders
from course.reflecting.dialogues import rebuild_dialogues
from course.reflecting.standing_shares import rebuild_standing_shares
from course.revising.publishing import Allowance, find_refusals, publish_courses, publish_folder
from course.revising.refusals import Refused
from course.revising.rehearsal import rehearse
from sources.places import MaterialError

NO_COURSES = (
    "There is no course in {folder}. Make a folder in it and put an article.md there: that is a course already."
)


def register(app: Flask, settings: Settings, database: Database) -> None:
    group = AppGroup("course", help="Make, check, publish and rebuild courses.")
    _add_authors_commands(group, settings)
    _add_publishing(group, settings, database)
    answer_commands.register(group, settings, database)
    review_commands.register(group, database)
    app.cli.add_command(group)


def _add_authors_commands(group: AppGroup, settings: Settings) -> None:
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


def _add_publishing(group: AppGroup, settings: Settings, database: Database) -> None:
    @group.command("publish")
    @click.option("--dry-run", is_flag=True, help="Show what changed and what it would do to whom; write nothing.")
    @click.option("--retire", multiple=True, metavar="ID", help="Let a lesson, question or prompt go that has work.")
    @click.option("--lower", is_flag=True, help="Let keys that changed take credit away, too.")
    @click.option("--course", "slug", metavar="SLUG", help="This course alone.")
    def publish(dry_run: bool, retire: tuple[str, ...], lower: bool, slug: str | None) -> None:
        """Record the courses as they are in the content folder; what did not change is left alone."""
        compiled = compile_or_fail(settings.content_dir / slug if slug else settings.content_dir)
        allowing = Allowance(retired=frozenset(retire), lower=lower)
        if dry_run:
            show_rehearsal(database, compiled, allowing)
            return
        publishing = publish_courses if slug else publish_folder
        try:
            with database.writing() as session:
                changed = publishing(session, compiled, now=datetime.now(UTC), allowing=allowing)
        except Refused as refused:
            show_problems(refused.problems)
            raise fail("Nothing was published.") from refused
        click.echo(f"Published: {', '.join(changed) or 'nothing, all courses are as they were'}.")

    @group.command("rebuild")
    def rebuild() -> None:
        """Derive everybody's progress from the facts anew."""
        catalog = Catalog()
        with database.writing() as session:
            for published in catalog.all(session):
                learners = rebuild_progress(session, published, now=datetime.now(UTC))
                rebuild_dialogues(session, published.course_id)
                rebuild_standing_shares(session, published.course_id)
                click.echo(f"{published.slug}: {learners} learners.")


def show_rehearsal(database: Database, compiled: dict[str, Compiled], allowing: Allowance) -> None:
    """Tell what publishing would change and do; exits 1 where it would be refused."""
    with database.reading() as session:
        problems = find_refusals(session, compiled, allowing)
        for slug, each in compiled.items():
            published = Catalog().find(session, slug)
            if published is None:
                click.echo(f"{slug}: its first version.")
                continue
            rehearsal = rehearse(session, published, each.course, lower=allowing.lower)
            for line in lines_of(slug, rehearsal, lower=allowing.lower):
                click.echo(line)
    show_problems(problems)
    if problems:
        raise fail("Publishing would be refused.")


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
