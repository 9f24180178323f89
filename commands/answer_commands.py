"""`flask course answers` and `accept`: what was typed, and what of it the key should have known."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from commands.output import fail, show_problems
from commands.rehearsing import lines_of
from config import Settings
from course.database import Database
from course.material.catalog import Catalog, Published
from course.revising.accepting import Acceptance, NotAcceptable, prepare_acceptance, written_to_file
from course.revising.publishing import publish_courses
from course.revising.rehearsal import rehearse
from course.revising.typed_answers import answers_to
from course.revising.wording import printable
from course.teaching.first_answers import tally_first_answers
from quizzes.tallies import Tally
from sources.places import MaterialError


def register(group: AppGroup, settings: Settings, database: Database) -> None:
    @group.command("answers")
    @click.argument("slug")
    @click.argument("question")
    def answers(slug: str, question: str) -> None:
        """List what people answered to QUESTION of the course SLUG: by how many first, how often in all.

        Then their first answers part by part: how many had a pair or a blank right, or picked an option.
        """
        with database.reading() as session:
            published = find_or_fail(Catalog().find(session, slug), slug)
            found = answers_to(session, published.course_id, question)
            tallied = tally_first_answers(session, published.course_id, question)
        if not found and question not in published.questions:
            raise fail(f"{slug} has no question {question!r}. Known are: {', '.join(published.questions) or 'none'}.")
        click.echo(f"{'first':>5} {'all':>5}  counts as  answer")
        for each in found:
            click.echo(f"{each.first:>5} {each.all:>5}  {each.state:<9}  {printable(each.words)}")
        show_parts(tallied)

    @group.command("accept")
    @click.option("--dry-run", is_flag=True, help="Show what it would do to whom; write nothing.")
    @click.argument("slug")
    @click.argument("question")
    @click.argument("answer")
    def accept(slug: str, question: str, answer: str, dry_run: bool) -> None:
        """Accept ANSWER to the short question QUESTION of the course SLUG, once for all.

        The line `= ANSWER` is added to its quiz file, and the course is published.
        """
        try:
            acceptance = _prepare(settings, database, slug, question, answer)
            if not dry_run:
                _publish(settings, database, slug, acceptance)
        except MaterialError as error:
            show_problems(error.problems)
            raise fail("Nothing was changed.") from error
        except NotAcceptable as error:
            raise fail(str(error)) from error
        done = "Would be added to" if dry_run else "Added to"
        click.echo(f"{done} {acceptance.path.relative_to(settings.content_dir.resolve())}: {acceptance.line}")


def show_parts(tallied: Tally) -> None:
    """Tell the first answers part by part; which options are right stands beside what was picked."""
    if not tallied.parts:
        return
    picked = tallied.marked == "picked"
    click.echo(f"\n{'picked' if picked else 'right':>6} {'of':>4}  {'key  option' if picked else 'part'}")
    for each in tallied.parts:
        key = ("yes  " if each.is_key else "     ") if picked else ""
        click.echo(f"{each.hits:>6} {each.of:>4}  {key}{printable(each.words)}")


def find_or_fail(published: Published | None, slug: str) -> Published:
    if published is None:
        raise fail(f"There is no published course {slug!r}.")
    return published


def _prepare(settings: Settings, database: Database, slug: str, question: str, answer: str) -> Acceptance:
    """Tell what it would do to whom, too."""
    with database.reading() as session:
        published = find_or_fail(Catalog().find(session, slug), slug)
        folder = settings.content_dir.resolve() / slug
        acceptance = prepare_acceptance(published, folder, question, answer)
        rehearsal = rehearse(session, published, acceptance.compiled.course, lower=False)
    for line in lines_of(slug, rehearsal, lower=False):
        click.echo(line)
    return acceptance


def _publish(settings: Settings, database: Database, slug: str, acceptance: Acceptance) -> None:
    """The file is put back unless the publication is committed."""
    folder = settings.content_dir.resolve() / slug
    with written_to_file(acceptance, folder), database.writing() as session:
        publish_courses(session, {slug: acceptance.compiled}, now=datetime.now(UTC))
