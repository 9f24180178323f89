"""The statistics of a cohort, as pages and downloads of this process share them."""

from flask import Flask, abort, current_app

from course.material.catalog import Published
from course.people.cohorts import CohortCard
from course.teaching.item_analysis import CohortAnalysis, ItemAnalyses
from web import clock
from web.database import catalog, session


def install(app: Flask) -> None:
    app.extensions["runway.analyses"] = ItemAnalyses()


def analyses() -> ItemAnalyses:
    found: ItemAnalyses = current_app.extensions["runway.analyses"]
    return found


def analysis_of(card: CohortCard) -> tuple[Published, CohortAnalysis]:
    published = catalog().find_by_id(session(), card.course_id)
    return published, analyses().find(session(), card.id, published, now=clock.now())


def find_question(published: Published, question: str) -> str:
    """A question that the course asks now; what was deleted has no page."""
    return question if question in published.revisions else abort(404)
