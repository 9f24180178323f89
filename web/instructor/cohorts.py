"""My cohorts, and who is where in one of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from course.learning.standing import LessonStanding
from course.people.cohorts import CohortCard, cohorts_taught, count_learners, create_cohort, find_taught
from course.teaching.roster import LEARNERS_PER_PAGE, LearnerRow, count_active_since, learners_page
from web import clock
from web.access import for_instructor
from web.database import KEPT_THOUGH_REFUSED, catalog, session
from web.forms.cohorts import CohortForm
from web.identity import person
from web.language import _, ngettext

blueprint = Blueprint("instructor", __name__, url_prefix="/teach")
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Cell:
    """One learner's state in one lesson, in a word for colours and in words for people."""

    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A learner of the roster."""

    name: str
    href: str
    is_guest: bool
    cells: tuple[Cell, ...]
    done: int
    total: int
    last_active_utc: datetime


@blueprint.get("")
@for_instructor
def show_cohorts() -> str:
    return _cohorts_page(_form())


@blueprint.post("")
@for_instructor
def make_cohort() -> Response | tuple[str, int]:
    form = _form()
    published = catalog().find(session(), form.course.data or "") if form.validate_on_submit() else None
    if published is None:
        return _cohorts_page(form), KEPT_THOUGH_REFUSED
    public_id = create_cohort(
        session(),
        person().id,
        published.course_id,
        form.name.data or "",
        submission_key=form.submission_key.data or "",
        now=clock.now(),
    )
    flash(_("The cohort is made. Send its join link to your learners."))
    return redirect(url_for("instructor.show_cohort", cohort=public_id), 303)


@blueprint.get("/<cohort>")
@for_instructor
def show_cohort(cohort: str) -> str:
    card = find_cohort(cohort)
    course = catalog().find_by_id(session(), card.course_id).course
    learners = count_learners(session(), [card.id]).get(card.id, 0)
    page = _page_number(learners)
    rows = [_row(card, learner, list(course.position)) for learner in learners_page(session(), card.id, page)]
    return render_template(
        "instructor/show_cohort.html",
        cohort={
            "name": card.name,
            "course_title": course.title,
            "join_url": url_for("public.show_cohort_to_join", code=card.join_code, _external=True),
            "learners": learners,
        },
        lessons=[{"number": index + 1, "title": each.lesson.title} for index, each in enumerate(course.lessons)],
        rows=rows,
        pages=_pages(card, page, learners),
    )


def find_cohort(public_id: str) -> CohortCard:
    return find_taught(session(), person().id, public_id) or abort(404)


def in_words(standing: LessonStanding) -> Cell:
    """The state of a lesson, as the learner sees it too."""
    state = "gate" if standing.state == "open" and standing.passed_gate else standing.state
    if state == "begun":
        counted = _("%(right)d of %(needed)d points") if standing.in_points else _("%(right)d of %(needed)d answers")
        answers = counted % {"right": standing.right, "needed": standing.needed}
        prompts = ngettext("%d prompt to write", "%d prompts to write", standing.missing_prompts)
        missing = ", " + prompts % standing.missing_prompts if standing.missing_prompts else ""
        return Cell(state, answers + missing)
    words = {"done": _("done"), "open": _("open, not begun"), "closed": _("closed"), "gate": _("opened early")}
    return Cell(state, words[state])


def _row(card: CohortCard, learner: LearnerRow, lesson_ids: list[str]) -> Row:
    standings = {each.lesson_id: each for each in learner.standing.lessons}
    return Row(
        name=learner.name,
        href=f"/teach/{card.public_id}/learners/{learner.public_id}",
        is_guest=learner.email is None,
        cells=tuple(in_words(standings[each]) if each in standings else Cell("closed", "") for each in lesson_ids),
        done=learner.standing.done,
        total=learner.standing.total,
        last_active_utc=learner.last_active_at_utc,
    )


def _cohorts_page(form: CohortForm) -> str:
    cards = cohorts_taught(session(), person().id)
    ids = [card.id for card in cards]
    learners = count_learners(session(), ids)
    active = count_active_since(session(), ids, clock.now() - A_WEEK)
    cohorts = [
        {
            "href": f"/teach/{card.public_id}",
            "name": card.name,
            "course_title": catalog().find_by_id(session(), card.course_id).course.title,
            "learners": learners.get(card.id, 0),
            "active_this_week": active.get(card.id, 0),
            "join_href": f"/join/{card.join_code}",
        }
        for card in cards
    ]
    if not form.is_submitted():
        form.submission_key.data = f"cohort.{len(cards)}"
    courses = [{"title": title, "preview_action": f"/teach/preview/{slug}"} for slug, title in _offered()]
    return render_template("instructor/show_cohorts.html", cohorts=cohorts, courses=courses, form=form)


def _form() -> CohortForm:
    form = CohortForm()
    form.course.choices = _offered()
    return form


def _offered() -> list[tuple[str, str]]:
    """Slug and title of each course; asked once in a request, for the form and for practicing."""
    if "offered" not in g:
        g.offered = [(each.slug, each.course.title) for each in catalog().listed(session())]
    offered: list[tuple[str, str]] = g.offered
    return offered


def _page_number(learners: int) -> int:
    wanted = request.args.get("page", "1")
    page = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 1
    return min(max(page, 1), _count(learners))


def _count(learners: int) -> int:
    return max(1, -(-learners // LEARNERS_PER_PAGE))


def _pages(card: CohortCard, page: int, learners: int) -> dict[str, object]:
    count = _count(learners)
    return {
        "number": page,
        "count": count,
        "previous_href": f"/teach/{card.public_id}?page={page - 1}" if page > 1 else "",
        "next_href": f"/teach/{card.public_id}?page={page + 1}" if page < count else "",
    }
