"""Every cohort, who teaches it, and giving it to another instructor; not what its learners did."""

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from course.people.cohort_settings import NoInstructor, add_teacher
from course.people.directory import ON_A_PAGE, CohortLine, find_cohort_line, find_cohorts
from web import clock
from web.access import for_admin
from web.admin.people import LONGEST_WORDS, blueprint, number_in
from web.database import KEPT_THOUGH_REFUSED, session
from web.forms.cohorts import TeacherForm
from web.identity import person
from web.instructor.counting import sizes_of
from web.language import _


@blueprint.get("/cohorts")
@for_admin
def show_all_cohorts() -> str:
    words, alone = request.args.get("words", "")[:LONGEST_WORDS].replace("\0", ""), request.args.get("alone") == "yes"
    found = find_cohorts(session(), words=words, alone=alone, after=number_in(request.args.get("after", "")))
    shown = found[:ON_A_PAGE]
    after = shown[-1].id if len(found) > ON_A_PAGE else 0
    return render_template(
        "admin/show_cohorts.html",
        cohorts=shown,
        sizes=sizes_of([each.id for each in shown]),
        words=words,
        alone=alone,
        after=after,
    )


@blueprint.get("/cohorts/<cohort>")
@for_admin
def show_giving(cohort: str) -> str:
    return _page(_find(cohort), TeacherForm(formdata=None))


@blueprint.post("/cohorts/<cohort>")
@for_admin
def give_cohort(cohort: str) -> Response | tuple[str, int]:
    found, form = _find(cohort), TeacherForm()
    if not form.validate_on_submit():
        return _page(found, form), KEPT_THOUGH_REFUSED
    try:
        name = add_teacher(session(), found.id, form.email.data or "", by=person().id, now=clock.now())
    except NoInstructor:
        form.email.errors = [_("No instructor here has this address. Make them one first.")]
        return _page(found, form), KEPT_THOUGH_REFUSED
    flash(_("%(name)s teaches it now. What was shared before stays with whom it was shared.") % {"name": name})
    return redirect(f"/admin/cohorts/{cohort}", 303)


def _find(cohort: str) -> CohortLine:
    return find_cohort_line(session(), cohort) or abort(404)


def _page(found: CohortLine, form: TeacherForm) -> str:
    return render_template(
        "admin/show_cohort.html",
        cohort=found,
        learners=sizes_of([found.id])[found.id].learners,
        form=form,
        href=f"/admin/cohorts/{found.public_id}",
    )
