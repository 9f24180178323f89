"""The rows of a cohort's table: a line of cells is rendered once for all learners who are as far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from course.learning.progress import unpack_standing
from course.material.catalog import Published
from course.people.cohorts import CohortCard
from course.teaching.roster import LearnerRow, RosterPage
from web.instructor.roster_query import RosterQuery
from web.instructor.states import CLOSED, in_words
from web.kept import Kept, hole, keep
from web.language import viewer_zone

LINES_KEPT = 4096
NUL = "\0"
"""In no name: a form takes it out."""


@dataclass(frozen=True, slots=True)
class TableView:
    """A page of the table, and the pages beside it."""

    rows: Markup
    shown: int
    previous_href: str
    next_href: str


def view_table(card: CohortCard, published: Published, page: RosterPage, query: RosterQuery) -> TableView:
    zone = viewer_zone()
    of_members, of_guests = (_kept_row(card.public_id, is_guest) for is_guest in (False, True))
    rows = [
        (of_guests if each.is_guest else of_members).fill_in_turn(each.public_id, name, _rest(published, each, zone))
        for each, name in zip(page.rows, _names(page.rows), strict=True)
    ]
    return TableView(
        rows=Markup("".join(rows)),  # noqa: S704 - each is HTML
        shown=len(rows),
        previous_href=query.with_parts(before=page.rows[0].public_id) if page.rows and page.has_earlier else "",
        next_href=query.with_parts(after=page.rows[-1].public_id) if page.rows and page.has_later else "",
    )


def _names(rows: Sequence[LearnerRow]) -> list[str]:
    """Escaped all at once: one by one it would take as long as reading them."""
    return str(escape(NUL.join(each.name for each in rows))).split(NUL) if rows else []


@lru_cache(maxsize=64)
def _kept_row(cohort: str, is_guest: bool) -> Kept:
    own = {name: hole(name) for name in ("id", "name", "rest")}
    return keep("instructor/_row.html", cohort=cohort, is_guest=is_guest, **own)


def _rest(published: Published, learner: LearnerRow, zone: ZoneInfo) -> Markup:
    """All of a row but the name."""
    day = learner.last_active_at_utc.astimezone(zone).date()
    return _kept_rest(published, learner.standing, learner.done, learner.total, day)


@lru_cache(maxsize=LINES_KEPT)
def _kept_rest(published: Published, packed: str, done: int, total: int, active: date) -> Markup:
    cells = _cells(published, packed)
    return keep("instructor/_row_rest.html", done=done, total=total, active=active, cells=cells).fill({})


@lru_cache(maxsize=LINES_KEPT)
def _cells(published: Published, packed: str) -> Markup:
    standings = {each.lesson_id: each for each in unpack_standing(packed, done=0, total=0).lessons}
    cells = [in_words(standings[each]) if each in standings else CLOSED for each in published.course.position]
    return keep("instructor/_cells.html", cells=cells).fill({})
