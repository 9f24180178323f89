"""Looking after a cohort: name and days, the join link, who teaches it, the archive."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from course.people.cohort_settings import (
    LastInstructor,
    NoInstructor,
    add_teacher,
    archive,
    bring_back,
    change_cohort,
    close_joining,
    open_joining,
    remove_teacher,
    renew_code,
    settings_of,
    teachers_of,
)
from course.people.cohorts import CohortCard
from web import clock
from web.access import for_instructor
from web.database import KEPT_THOUGH_REFUSED, session
from web.forms.cohorts import CohortSettingsForm, TeacherForm
from web.identity import person
from web.instructor.cohorts import blueprint, find_cohort
from web.language import _


@blueprint.get("/<cohort>/settings")
@for_instructor
def show_settings(cohort: str) -> str:
    return _page(find_cohort(cohort))


@blueprint.post("/<cohort>/settings")
@for_instructor
def change_settings(cohort: str) -> Response | tuple[str, int]:
    card, form = find_cohort(cohort), CohortSettingsForm()
    if not form.validate_on_submit():
        return _page(card, form=form), KEPT_THOUGH_REFUSED
    days = {"starts_on": form.starts_on.data, "ends_on": form.ends_on.data}
    change_cohort(session(), card.id, name=form.name.data or "", **days, by=person().id, now=clock.now())
    flash(_("Saved."))
    return _back(card)


@blueprint.post("/<cohort>/settings/code")
@for_instructor
def submit_new_code(cohort: str) -> Response:
    card = find_cohort(cohort)
    renew_code(session(), card.id, request.form.get("code", ""), by=person().id, now=clock.now())
    flash(_("The cohort has a new join link. The one before leads nowhere now."))
    return _back(card)


@blueprint.post("/<cohort>/settings/joining")
@for_instructor
def change_joining(cohort: str) -> Response:
    card = find_cohort(cohort)
    if request.form.get("joining") == "open":
        open_joining(session(), card.id, by=person().id, now=clock.now())
        flash(_("The join link lets people in."))
    else:
        close_joining(session(), card.id, by=person().id, now=clock.now())
        flash(_("The join link lets nobody in. Whom you invite can still join."))
    return _back(card)


@blueprint.post("/<cohort>/settings/archive")
@for_instructor
def change_archive(cohort: str) -> Response:
    card = find_cohort(cohort)
    if request.form.get("archive") == "out":
        bring_back(session(), card.id, by=person().id, now=clock.now())
        flash(_("The cohort is back among yours."))
    else:
        archive(session(), card.id, by=person().id, now=clock.now())
        flash(_("The cohort is in the archive. Everything in it can still be read, and nobody new comes in."))
    return _back(card)


@blueprint.post("/<cohort>/teachers")
@for_instructor
def submit_teacher(cohort: str) -> Response | tuple[str, int]:
    card, form = find_cohort(cohort), TeacherForm()
    if not form.validate_on_submit():
        return _page(card, teacher_form=form), KEPT_THOUGH_REFUSED
    try:
        name = add_teacher(session(), card.id, form.email.data or "", by=person().id, now=clock.now())
    except NoInstructor:
        form.email.errors = [_("No instructor here has this address. Whoever runs this site makes instructors.")]
        return _page(card, teacher_form=form), KEPT_THOUGH_REFUSED
    flash(
        _("%(name)s teaches this cohort, too. What was shared before stays with whom it was shared.") % {"name": name}
    )
    return _back(card)


@blueprint.post("/<cohort>/teachers/<teacher>/remove")
@for_instructor
def submit_teacher_removal(cohort: str, teacher: str) -> Response:
    card = find_cohort(cohort)
    try:
        if not remove_teacher(session(), card.id, teacher, by=person().id, now=clock.now()):
            abort(404)
    except LastInstructor:
        flash(_("A cohort keeps one instructor at least. Add another one first."))
        return _back(card)
    if teacher == person().public_id:
        flash(_("You no longer teach “%(name)s”.") % {"name": card.name})
        return redirect("/teach", 303)
    flash(_("They no longer teach this cohort, and read nothing that was shared with it."))
    return _back(card)


def _back(card: CohortCard) -> Response:
    return redirect(f"/teach/{card.public_id}/settings", 303)


def _page(card: CohortCard, *, form: CohortSettingsForm | None = None, teacher_form: TeacherForm | None = None) -> str:
    kept = settings_of(session(), [card.id])[card.id]
    given = {"name": kept.name, "starts_on": kept.starts_on, "ends_on": kept.ends_on}
    return render_template(
        "instructor/show_settings.html",
        cohort={
            "name": card.name,
            "href": f"/teach/{card.public_id}",
            "code": card.join_code,
            "join_url": url_for("public.show_cohort_to_join", code=card.join_code, _external=True),
            "is_open": kept.joining_closed_at_utc is None,
            "is_archived": card.is_archived,
        },
        form=form or CohortSettingsForm(formdata=None, **given),
        teacher_form=teacher_form or TeacherForm(formdata=None),
        teachers=teachers_of(session(), card.id),
        me=person().public_id,
    )
