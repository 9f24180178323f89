"""One cohort: what needs me, where people stop, and who is where."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from flask import render_template, request, url_for
from markupsafe import Markup

from course.material.catalog import Published
from course.teaching.needs import find_needs
from course.teaching.needs.need import Asked
from course.teaching.roster import ALL_AT_MOST, learners_page, removed_since
from course.teaching.tallies import LessonTally
from web import clock
from web.access import for_instructor
from web.database import catalog, session
from web.identity import person
from web.instructor.cohorts import blueprint, find_cohort
from web.instructor.counting import is_live, tallies_of
from web.instructor.need_words import group_needs, rules
from web.instructor.roster_query import (
    RosterQuery,
    activities_in_words,
    read_query,
    states_in_words,
    wanted,
)
from web.instructor.roster_view import TableView, view_table
from web.kept import keep
from web.language import _

NEEDS_OF_A_KIND = 4
PUT_BACK_WITHIN = timedelta(days=30)


@blueprint.get("/<cohort>")
@for_instructor
def show_cohort(cohort: str) -> str:
    card, now = find_cohort(cohort), clock.now()
    published = catalog().find_by_id(session(), card.course_id)
    tallies, query = tallies_of(card.id, published), read_query(request.args, published)
    href = f"/teach/{card.public_id}"
    asked = Asked(card.id, published.course, person().id, tallies, now)
    table = view_table(card, published, learners_page(session(), card.id, wanted(query, published, now)), query)
    return render_template(
        "instructor/show_cohort.html",
        cohort={
            "name": card.name,
            "href": href,
            "course_title": published.course.title,
            "join_url": url_for("public.show_cohort_to_join", code=card.join_code, _external=True),
        },
        tallies=tallies,
        counted_at_utc=None if is_live(tallies) else tallies.counted_at_utc,
        needs=group_needs(find_needs(session(), asked, most=NEEDS_OF_A_KIND), href, published),
        rules=rules(),
        funnel=_funnel(published, tallies.learners, tallies.lessons, href) if tallies.learners else "",
        table=table,
        query=query,
        filters=_filters(published),
        columns=_columns(query),
        lessons=_lesson_heads(published),
        all_kb=_all_kb(table, tallies.learners, query),
        removed=removed_since(session(), card.id, now - PUT_BACK_WITHIN),
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column that the table can be sorted by: `sorted` is what `aria-sort` says, `href` sorts the other way."""

    title: str
    href: str
    sorted: str


def _columns(query: RosterQuery) -> tuple[Column, ...]:
    return (
        _column(query, "name", _("Learner")),
        _column(query, "progress", _("Done")),
        _column(query, "active", _("Last active")),
    )


def _column(query: RosterQuery, sort: str, title: str) -> Column:
    if query.shown_sort == sort:
        return Column(title, query.with_parts(sort=f"{sort}-down"), "ascending")
    is_down = query.shown_sort == f"{sort}-down"
    return Column(title, query.with_parts(sort=sort), "descending" if is_down else "")


@lru_cache(maxsize=64)
def _lesson_heads(published: Published) -> Markup:
    lessons = [(number, each.lesson.title) for number, each in enumerate(published.course.lessons, start=1)]
    return keep("instructor/_lesson_heads.html", lessons=lessons).fill({})


@lru_cache(maxsize=64)
def _filters(published: Published) -> dict[str, object]:
    """What can be chosen; a module with its lessons."""
    modules = [
        (f"module.{module.id}", module.title, [(f"lesson.{each.id}", each.lesson.title) for each in module.lessons])
        for module in published.course.modules
    ]
    return {"states": states_in_words(), "activities": activities_in_words(), "modules": modules}


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """A lesson in the funnel; the bars are in percent of the cohort."""

    number: int
    title: str
    tally: LessonTally
    bars: tuple[tuple[str, float], ...]
    href: str


@lru_cache(maxsize=256)
def _funnel(published: Published, learners: int, lessons: tuple[LessonTally, ...], href: str) -> Markup:
    """Rendered once for as long as nobody gets further."""
    lines = [
        FunnelLine(
            number=number,
            title=published.course.lessons[number - 1].lesson.title,
            tally=tally,
            bars=tuple((each, round(100 * getattr(tally, each) / learners, 1)) for each in ("opened", "begun", "done")),
            href=f"{href}?at=lesson.{tally.lesson_id}#roster",
        )
        for number, tally in enumerate(lessons, start=1)
    ]
    return keep("instructor/_funnel.html", lines=lines).fill({})


def _all_kb(table: TableView, learners: int, query: RosterQuery) -> int:
    """About how much all rows are, in kB; 0 where all are shown, or too many."""
    if query.show == "all" or learners > ALL_AT_MOST or not (table.next_href or table.previous_href):
        return 0
    return max(1, round(len(table.rows) / table.shown * learners / 1000))
