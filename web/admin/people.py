"""People: found by email or name, their rights, where they are signed in, keeping them out."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from course.people.directory import ON_A_PAGE, PersonLine, belongings_of, count_sessions, find_people, find_person
from course.people.personal_links import hand_sign_in_link
from course.people.roles import (
    LastAdmin,
    NotForGuests,
    end_admin,
    end_instructor,
    end_sessions,
    end_suspension,
    make_admin,
    make_instructor,
    suspend,
)
from course.people.second_factor import reset_second_factor
from web import clock
from web.access import for_admin
from web.database import KEPT_THOUGH_REFUSED, session
from web.forms.admin import SuspensionForm
from web.identity import person
from web.language import _
from web.site import site

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
LONGEST_WORDS = 254

CHANGES: dict[str, tuple[Callable[..., None], str]] = {
    "make-instructor": (make_instructor, _("They are an instructor now, and sign in anew.")),
    "end-instructor": (end_instructor, _("They are no instructor any more, and sign in anew.")),
    "make-admin": (make_admin, _("They are an admin now, and sign in anew.")),
    "end-admin": (end_admin, _("They are no admin any more, and sign in anew.")),
    "end-sessions": (end_sessions, _("They are signed out everywhere.")),
    "reset-second-factor": (
        reset_second_factor,
        _("Their password alone signs them in again, until they set up more."),
    ),
    "end-suspension": (end_suspension, _("They can come in again.")),
}


@blueprint.get("")
@for_admin
def show_people() -> str:
    words, role = request.args.get("words", "")[:LONGEST_WORDS].replace("\0", ""), request.args.get("role", "")
    found = find_people(session(), words=words, role=role, after=number_in(request.args.get("after", "")))
    shown = found[:ON_A_PAGE]
    return render_template(
        "admin/show_people.html",
        people=shown,
        words=words,
        role=role,
        has_more=len(found) > ON_A_PAGE,
        after=shown[-1].id if shown else 0,
    )


@blueprint.get("/people/<who>")
@for_admin
def show_person(who: str) -> str:
    return _page(_find(who), SuspensionForm(formdata=None))


@blueprint.post("/people/<who>/<change>")
@for_admin
def change_person(who: str, change: str) -> Response:
    found = _find(who)
    act, said = CHANGES.get(change) or abort(404)
    try:
        act(session(), found.id, by=person().id, now=clock.now())
    except LastAdmin:
        said = _("Nobody else is an admin. Make another one first.")
    except NotForGuests:
        said = _("A guest cannot be an admin. They sign up first.")
    flash(said)
    if found.id == person().id and change in ("end-admin", "end-sessions"):
        return redirect("/", 303)
    return redirect(f"/admin/people/{who}", 303)


@blueprint.post("/people/<who>/suspend")
@for_admin
def suspend_person(who: str) -> Response | tuple[str, int]:
    found, form = _find(who), SuspensionForm()
    if not form.validate_on_submit():
        return _page(found, form), KEPT_THOUGH_REFUSED
    if found.id == person().id:
        flash(_("You cannot suspend yourself."))
        return redirect(f"/admin/people/{who}", 303)
    try:
        suspend(session(), found.id, reason=form.reason.data or "", by=person().id, now=clock.now())
        flash(_("Suspended. Every page turns them away, and nothing of theirs is lost."))
    except LastAdmin:
        flash(_("Nobody else is an admin. Make another one first."))
    return redirect(f"/admin/people/{who}", 303)


@blueprint.post("/people/<who>/sign-in-link")
@for_admin
def make_link_for(who: str) -> Response:
    flash(_link_in_words(_find(who)))
    return redirect(f"/admin/people/{who}", 303)


def _link_in_words(found: PersonLine) -> str:
    """As for instructors: where mails are sent, nobody but its owner has a link; and none gives another's rights."""
    if found.email and site().has_mail:
        return _("They can have a link mailed to them: “Forgot your password?” stands on the page to sign in.")
    if found.is_admin:
        return _("Whoever looks after this site gets a link at its command line.")
    token = hand_sign_in_link(session(), found.id, by=person().id, now=clock.now())
    words = _("Give this link to %(name)s and to nobody else. It works once, within a day, and they are told: %(link)s")
    return words % {"name": found.name, "link": f"{site().address}/sign-in/{token}"}


def _page(found: PersonLine, form: SuspensionForm) -> str:
    return render_template(
        "admin/show_person.html",
        who=found,
        is_me=found.id == person().id,
        sessions=count_sessions(session(), found.id, now=clock.now()),
        cohorts=belongings_of(session(), found.id),
        form=form,
        href=f"/admin/people/{found.public_id}",
    )


def _find(who: str) -> PersonLine:
    return find_person(session(), who) or abort(404)


def number_in(text: str) -> int:
    """A number in an address; 0 for all else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
