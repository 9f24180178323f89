"""`flask course rewrites`."""

import click
from flask.cli import AppGroup

from commands.output import fail
from course.database import Database
from course.material.catalog import Catalog
from course.teaching.rewrites import questions_to_rewrite


def register(group: AppGroup, database: Database) -> None:
    @group.command("rewrites")
    @click.argument("slug")
    def rewrites(slug: str) -> None:
        """List the questions of the course SLUG that learners missed three times when they were asked again."""
        with database.reading() as session:
            published = Catalog().find(session, slug)
            if published is None:
                raise fail(
                    f"There is no course {slug}. `flask course publish` publishes what is in the content folder."
                )
            found = questions_to_rewrite(session, published)
        for each in found:
            people = "1 learner" if each.learners == 1 else f"{each.learners} learners"
            click.echo(f"{each.lesson_id}  {each.question.id}  {people}")
            click.echo(f"  {each.question.stem_text}")
        if not found:
            click.echo("No question was missed three times by anybody when it was asked again.")
