"""Walking a course as a learner: an instructor's practice identity, and the way back."""

from flask import abort, flash, redirect
from werkzeug.wrappers import Response

from course.learning.enrolment import enrol
from course.people.practice import practice_identity
from course.people.preferences import Preferences, Theme, prefer
from web import clock
from web.access import for_instructor, for_person
from web.account.accounts import blueprint as account_blueprint
from web.database import session
from web.identity import person, sign_in
from web.instructor.cohorts import blueprint
from web.language import _
from web.learner.finding import find_course


@blueprint.post("/preview/<course>")
@for_instructor
def preview(course: str) -> Response:
    """Sign this browser in as the instructor's practice identity, which has started the course."""
    published = find_course(course)
    practice_id = practice_identity(session(), person().id, now=clock.now())
    prefer(session(), practice_id, Preferences(Theme(person().theme), shortcuts=person().shortcuts))
    enrol(session(), practice_id, published, now=clock.now())
    sign_in(practice_id)
    return redirect(f"/courses/{course}", 303)


@account_blueprint.post("/preview/end")
@for_person
def end_preview() -> Response:
    """Back to one's own account; for whoever practices, and there is nothing here for anybody else."""
    owner_id = person().practice_of_id
    if owner_id is None:
        abort(404)
    sign_in(owner_id)
    flash(_("You are yourself again."))
    return redirect("/teach", 303)
