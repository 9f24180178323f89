"""One cohort: what needs me, where people stop, and who is where."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from flask import g, request, url_for
from markupsafe import Markup

from course.material.catalog import Published
from course.people.cohorts import CohortCard
from course.teaching.needs import find_needs
from course.teaching.needs.need import Asked
from course.teaching.roster import ALL_AT_MOST, learners_page, removed_since
from course.teaching.tallies import LessonTally, Tallies
from web import clock
from web.access import for_instructor
from web.database import catalog, session
from web.identity import person
from web.instructor.cohorts import blueprint, find_cohort
from web.instructor.counting import is_live, tallies_of
from web.instructor.need_words import NeedGroup, group_needs, rules
from web.instructor.roster_query import (
    RosterQuery,
    activities_in_words,
    read_query,
    states_in_words,
    wanted,
)
from web.instructor.roster_view import TableView, view_table
from web.kept import Greeting, Kept, hole, keep, keep_page, page_holes
from web.language import _, when

NEEDS_OF_A_KIND = 4
PAGES_KEPT = 128
PUT_BACK_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Around:
    """All that a cohort's page depends on, but for the rows of its table and what is each request's own."""

    published: Published
    public_id: str
    name: str
    join_url: str
    """Empty where the link lets nobody in."""
    is_archived: bool
    counts: tuple[int, int, int]
    lessons: tuple[LessonTally, ...]
    counted: str
    needs: tuple[NeedGroup, ...]
    removed: tuple[tuple[str, str, str], ...]
    query: RosterQuery
    previous_href: str
    next_href: str
    shown: int
    all_kb: int
    greeting: Greeting
    content_problem: str


@blueprint.get("/<cohort>")
@for_instructor
def show_cohort(cohort: str) -> Markup:
    """As long as nothing changes but who is in the table, the page around it is rendered once."""
    card, now = find_cohort(cohort), clock.now()
    published = catalog().find_by_id(session(), card.course_id)
    tallies, query = tallies_of(card.id, published), read_query(request.args, published)
    table = view_table(card, published, learners_page(session(), card.id, wanted(query, published, now)), query)
    around = Around(
        published=published,
        public_id=card.public_id,
        name=card.name,
        join_url=url_for("public.show_cohort_to_join", code=card.join_code, _external=True) if card.takes_in else "",
        is_archived=card.is_archived,
        counts=(tallies.learners, tallies.active, tallies.finished),
        lessons=tallies.lessons,
        counted="" if is_live(tallies) else when(tallies.counted_at_utc),
        needs=_needs(card, published, tallies),
        removed=_removed(card),
        query=query,
        previous_href=table.previous_href,
        next_href=table.next_href,
        shown=table.shown,
        all_kb=_all_kb(table, tallies.learners, query),
        greeting=Greeting.of(person()),
        content_problem=g.get("content_problem", ""),
    )
    return _kept(around).fill({**page_holes(person()), "rows": table.rows})


def _needs(card: CohortCard, published: Published, tallies: Tallies) -> tuple[NeedGroup, ...]:
    asked = Asked(card.id, published.course, person().id, tallies, clock.now())
    return group_needs(find_needs(session(), asked, most=NEEDS_OF_A_KIND), f"/teach/{card.public_id}", published)


def _removed(card: CohortCard) -> tuple[tuple[str, str, str], ...]:
    """Whom one can put back: id, name, and when they were taken out."""
    removed = removed_since(session(), card.id, clock.now() - PUT_BACK_WITHIN)
    return tuple((each.public_id, each.name, when(each.removed_at_utc)) for each in removed)


@lru_cache(maxsize=PAGES_KEPT)
def _kept(around: Around) -> Kept:
    href = f"/teach/{around.public_id}"
    learners, active, finished = around.counts
    return keep_page(
        "instructor/show_cohort.html",
        viewer=around.greeting,
        request_path=href,
        content_problem=around.content_problem,
        cohort={
            "name": around.name,
            "href": href,
            "course_title": around.published.course.title,
            "join_url": around.join_url,
            "is_archived": around.is_archived,
        },
        tallies={"learners": learners, "active": active, "finished": finished},
        counted=around.counted,
        needs=around.needs,
        rules=rules(),
        funnel=_funnel(around.published, learners, around.lessons, href) if learners else "",
        page=around,
        rows=hole("rows"),
        query=around.query,
        filters=_filters(around.published),
        columns=_columns(around.query),
        lessons=_lesson_heads(around.published),
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
