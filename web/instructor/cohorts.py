"""My cohorts, and making one."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from course.people.cohorts import CohortCard, cohorts_taught, create_cohort, find_taught
from web import clock
from web.access import for_instructor
from web.database import KEPT_THOUGH_REFUSED, catalog, session
from web.forms.cohorts import CohortForm
from web.identity import person
from web.instructor.counting import sizes_of
from web.language import _

blueprint = Blueprint("instructor", __name__, url_prefix="/teach")


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


def find_cohort(public_id: str) -> CohortCard:
    return find_taught(session(), person().id, public_id) or abort(404)


def _cohorts_page(form: CohortForm) -> str:
    cards = cohorts_taught(session(), person().id)
    sizes = sizes_of([card.id for card in cards])
    cohorts = [
        {
            "href": f"/teach/{card.public_id}",
            "name": card.name,
            "course_title": catalog().find_by_id(session(), card.course_id).course.title,
            "learners": sizes[card.id].learners,
            "active_this_week": sizes[card.id].active,
            "join_href": f"/join/{card.join_code}" if card.takes_in else "",
            "is_archived": card.is_archived,
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
