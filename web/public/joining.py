"""Joining a cohort by its link or by an invitation, and leaving it."""

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from course.learning.enrolment import enrol
from course.people.code_guesses import is_guessing, record_wrong_code
from course.people.cohort_settings import settings_of
from course.people.cohorts import (
    CohortCard,
    cohorts_joined,
    find_by_join_code,
    join_cohort,
    leave_cohort,
)
from course.people.invitations import accept_invitation, find_invited_cohort
from course.reflecting.sharing import take_back_from_cohort
from web import clock
from web.access import for_person, public
from web.database import KEPT_THOUGH_REFUSED, catalog, database, session
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
    cohort, form = _find(code), NameForm()
    if not cohort.takes_in:
        return redirect(f"/join/{code}", 303)
    if _is_practicing():
        return redirect(f"/join/{code}", 303)
    if viewer() is None and not form.validate_on_submit():
        return _page(cohort, form), KEPT_THOUGH_REFUSED
    return _join(cohort, form)


@blueprint.get("/invitations/<invitation>")
@public
def show_invitation(invitation: str) -> str:
    return _page(_find_invited(invitation), NameForm(), by_invitation=True)


@blueprint.post("/invitations/<invitation>")
@public
def accept(invitation: str) -> Response | tuple[str, int]:
    cohort, form = _find_invited(invitation), NameForm()
    if _is_practicing():
        return redirect(f"/invitations/{invitation}", 303)
    if viewer() is None and not form.validate_on_submit():
        return _page(cohort, form, by_invitation=True), KEPT_THOUGH_REFUSED
    person_id = become_somebody(form.name.data or "")
    if not accept_invitation(session(), invitation, person_id, now=clock.now()):
        abort(404)
    return _join(cohort, form)


@blueprint.post("/join/<code>/leave")
@for_person
def leave(code: str) -> Response:
    """A cohort that one is not in and one that does not exist answer alike: codes are not found out here."""
    cohort = next((card for card in cohorts_joined(session(), person().id) if card.join_code == code), None)
    if cohort is None:
        flash(_("You are not in that cohort."))
        return redirect("/account", 303)
    take_back_from_cohort(session(), person().id, cohort.id, now=clock.now())
    leave_cohort(session(), person().id, cohort.id, now=clock.now())
    flash(_("You have left “%(name)s”. Its instructors no longer see your work.") % {"name": cohort.name})
    return redirect("/account", 303)


def _is_practicing() -> bool:
    """Whoever practices goes back to their own account first."""
    visitor = viewer()
    if visitor and visitor.is_practice:
        flash(_("You are practicing, and a practice identity joins no cohort. Go back to your own account first."))
        return True
    return False


def _join(cohort: CohortCard, form: NameForm) -> Response:
    person_id, now = become_somebody(form.name.data or ""), clock.now()
    enrol(session(), person_id, catalog().find_by_id(session(), cohort.course_id), now=now)
    join_cohort(session(), person_id, cohort.id, now=now)
    flash(_("You are now in “%(name)s”.") % {"name": cohort.name})
    return redirect(f"/courses/{cohort.course_slug}", 303)


def _find(code: str) -> CohortCard:
    """A cohort by its code. Codes that lead nowhere are counted, in a transaction of their own, until it is enough."""
    address, now = request.remote_addr or "", clock.now()
    with database().reading() as reading:
        if is_guessing(reading, address, now=now):
            abort(429)
        found = find_by_join_code(reading, code)
    if found is None:
        if request.method != "OPTIONS":
            with database().writing() as writing:
                record_wrong_code(writing, address, now=now)
        abort(404)
    return found


def _find_invited(invitation: str) -> CohortCard:
    """An invitation is found by what nobody can guess, so that wrong ones need not be counted."""
    with database().reading() as reading:
        code = find_invited_cohort(reading, invitation, now=clock.now())
        return (find_by_join_code(reading, code) if code else None) or abort(404)


def _page(cohort: CohortCard, form: NameForm, *, by_invitation: bool = False) -> str:
    visitor = viewer()
    joined = cohorts_joined(session(), visitor.id) if visitor else ()
    course = catalog().find_by_id(session(), cohort.course_id).course
    days = settings_of(session(), [cohort.id])[cohort.id]
    return render_template(
        "public/join.html",
        cohort=cohort,
        course_title=course.title,
        form=form,
        already=any(each.id == cohort.id for each in joined),
        is_closed=not cohort.takes_in and not by_invitation,
        first_day=days.starts_on,
        last_day=days.ends_on,
    )
