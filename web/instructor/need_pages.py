"""“What needs me”, all of it; a row put aside, and brought back."""

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from course.people.cohorts import CohortCard
from course.teaching.needs import find_need, find_needs
from course.teaching.needs.aside import bring_back, put_aside
from course.teaching.needs.need import Asked, Need
from web import clock
from web.access import for_instructor
from web.database import catalog, session
from web.forms.needs import NeedForm
from web.identity import person
from web.instructor.cohorts import blueprint, find_cohort
from web.instructor.counting import tallies_of
from web.instructor.need_words import group_needs, rules
from web.language import _

MOST_OF_A_KIND = 50


def asked_of(card: CohortCard) -> Asked:
    published = catalog().find_by_id(session(), card.course_id)
    tallies = tallies_of(card.id, published)
    return Asked(card.id, published.course, person().id, tallies, clock.now())


@blueprint.get("/<cohort>/needs")
@for_instructor
def show_needs(cohort: str) -> str:
    card = find_cohort(cohort)
    href = f"/teach/{card.public_id}"
    found = find_needs(session(), asked_of(card), most=MOST_OF_A_KIND)
    groups = group_needs(found, href, catalog().find_by_id(session(), card.course_id))
    return render_template(
        "instructor/show_needs.html",
        cohort={"name": card.name, "href": href},
        needs=groups,
        aside=[each for group in groups for each in group.aside],
        rules=rules(),
    )


@blueprint.post("/<cohort>/needs/aside")
@for_instructor
def put_need_aside(cohort: str) -> Response:
    card, form = find_cohort(cohort), NeedForm()
    need = _find(card, form)
    if need is None:
        flash(_("That row has changed meanwhile; nothing was put aside."))
    else:
        put_aside(session(), card.id, person().id, need, note=form.note.data or "", now=clock.now())
        flash(_("Put aside. It comes back when its figures change."))
    return redirect(f"/teach/{card.public_id}/needs" if form.at.data == "needs" else f"/teach/{card.public_id}", 303)


@blueprint.post("/<cohort>/needs/bring-back")
@for_instructor
def bring_need_back(cohort: str) -> Response:
    card = find_cohort(cohort)
    need = _find(card, NeedForm())
    if need is not None:
        bring_back(session(), card.id, need, now=clock.now())
    return redirect(f"/teach/{card.public_id}/needs", 303)


def _find(card: CohortCard, form: NeedForm) -> Need | None:
    """The row that the page showed, as long as its figures are still those."""
    if not form.validate_on_submit():
        return None
    need = find_need(session(), asked_of(card), form.kind.data or "", form.subject.data or "", most=MOST_OF_A_KIND)
    return need if need and need.digest == form.digest.data else None
