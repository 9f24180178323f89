"""Where one is signed in, and ending that."""

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from course.people.sessions import close_other_sessions, close_session_of
from web.access import for_person
from web.account.accounts import blueprint
from web.database import session
from web.identity import person, session_token
from web.language import _


@blueprint.post("/account/sessions/end")
@for_person
def end_session() -> Response:
    if not close_session_of(session(), person().id, request.form.get("session", "")):
        abort(404)
    flash(_("Signed out there."))
    return redirect("/account", 303)


@blueprint.post("/account/sessions/end-others")
@for_person
def end_other_sessions() -> Response:
    close_other_sessions(session(), person().id, session_token())
    flash(_("You are signed in here alone."))
    return redirect("/account", 303)
