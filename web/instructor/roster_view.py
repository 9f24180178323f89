"""The rows of a cohort's table: a line of cells is rendered once for all learners who are as far."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from course.learning.progress import unpack_standing
from course.material.catalog import Published
from course.people.cohorts import CohortCard
from course.teaching.roster import LearnerRow, RosterPage
from web.instructor.roster_query import RosterQuery
from web.instructor.states import CLOSED, in_words
from web.kept import Kept, hole, keep
from web.language import day, local

LINES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class TableView:
    """A page of the table, and the pages beside it."""

    rows: Markup
    shown: int
    previous_href: str
    next_href: str


def view_table(card: CohortCard, published: Published, page: RosterPage, query: RosterQuery) -> TableView:
    rows = [_row(card, published, learner) for learner in page.rows]
    return TableView(
        rows=Markup("\n").join(rows),
        shown=len(rows),
        previous_href=query.with_parts(before=page.rows[0].public_id) if page.rows and page.has_earlier else "",
        next_href=query.with_parts(after=page.rows[-1].public_id) if page.rows and page.has_later else "",
    )


def _row(card: CohortCard, published: Published, learner: LearnerRow) -> Markup:
    kept = _kept_row(is_guest=learner.is_guest)
    return kept.fill(
        {
            "href": f"/teach/{card.public_id}/learners/{learner.public_id}",
            "name": learner.name,
            "done": str(learner.done),
            "total": str(learner.total),
            "active": _shown_day(local(learner.last_active_at_utc).date()),
            "cells": _cells(published, learner.standing),
        }
    )


@lru_cache(maxsize=2)
def _kept_row(*, is_guest: bool) -> Kept:
    holes = {name: hole(name) for name in ("href", "name", "done", "total", "active", "cells")}
    return keep("instructor/_row.html", is_guest=is_guest, **holes)


@lru_cache(maxsize=512)
def _shown_day(when: date) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), day(when))


@lru_cache(maxsize=LINES_KEPT)
def _cells(published: Published, packed: str) -> Markup:
    standings = {each.lesson_id: each for each in unpack_standing(packed, done=0, total=0).lessons}
    cells = [in_words(standings[each]) if each in standings else CLOSED for each in published.course.position]
    return keep("instructor/_cells.html", cells=cells).fill({})
