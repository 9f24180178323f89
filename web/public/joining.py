"""Joining a cohort, and leaving it."""

from flask import abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from course.learning.enrolment import enrol
from course.people.cohorts import (
    CohortCard,
    cohorts_joined,
    find_by_join_code,
    join_cohort,
    leave_cohort,
)
from course.reflecting.sharing import take_back_from_cohort
from web import clock
from web.access import for_person, public
from web.database import KEPT_THOUGH_REFUSED, catalog, session
from web.forms.accounts import NameForm
from web.identity import person, viewer
from web.language import _
from web.learner.course_page import become_somebody
from web.public.front_page import blueprint


@blueprint.get("/join/<code>")
@public
def show_cohort_to_join(code: str) -> str:
    return _page(_find(code), NameForm())


@blueprint.post("/join/<code>")
@public
def join(code: str) -> Response | tuple[str, int]:
    cohort = _find(code)
    form = NameForm()
    visitor = viewer()
    if visitor and visitor.is_practice:
        flash(_("You are practicing, and a practice identity joins no cohort. Go back to your own account first."))
        return redirect(f"/join/{code}", 303)
    if visitor is None and not form.validate_on_submit():
        return _page(cohort, form), KEPT_THOUGH_REFUSED
    person_id = become_somebody(form.name.data or "")
    now = clock.now()
    enrol(session(), person_id, catalog().find_by_id(session(), cohort.course_id), now=now)
    join_cohort(session(), person_id, cohort.id, now=now)
    flash(_("You are now in “%(name)s”.") % {"name": cohort.name})
    return redirect(f"/courses/{cohort.course_slug}", 303)


@blueprint.post("/join/<code>/leave")
@for_person
def leave(code: str) -> Response:
    cohort = _find(code)
    take_back_from_cohort(session(), person().id, cohort.id, now=clock.now())
    leave_cohort(session(), person().id, cohort.id, now=clock.now())
    flash(_("You have left “%(name)s”. Its instructors no longer see your work.") % {"name": cohort.name})
    return redirect("/account", 303)


def _find(code: str) -> CohortCard:
    return find_by_join_code(session(), code) or abort(404)


def _page(cohort: CohortCard, form: NameForm) -> str:
    visitor = viewer()
    joined = cohorts_joined(session(), visitor.id) if visitor else ()
    course = catalog().find_by_id(session(), cohort.course_id).course
    return render_template(
        "public/join.html",
        cohort=cohort,
        course_title=course.title,
        form=form,
        already=any(each.id == cohort.id for each in joined),
    )
