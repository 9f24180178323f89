"""The one-time link that makes its visitor an instructor: a page with a button, so that no link preview uses it up."""

from flask import abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from course.people.links import find_link, use_link
from course.people.roles import make_instructor
from web import clock
from web.access import public
from web.account.accounts import become_member, blueprint
from web.database import KEPT_THOUGH_REFUSED, database, session
from web.forms.accounts import SignUpForm
from web.identity import sign_in, viewer
from web.language import _


@blueprint.get("/become-instructor/<token>")
@public
def show_become_instructor(token: str) -> str:
    email = _find(token)
    return _page(token, SignUpForm(email=email) if _needs_account() else None)


@blueprint.post("/become-instructor/<token>")
@public
def become_instructor(token: str) -> Response | tuple[str, int]:
    _find(token)
    form = SignUpForm() if _needs_account() else None
    if form and not (form.validate_on_submit() and become_member(form)):
        return _page(token, form), KEPT_THOUGH_REFUSED
    member = viewer()
    if member is None or member.is_practice or not use_link(session(), token, now=clock.now()):
        abort(404)
    make_instructor(session(), member.id, by=None, now=clock.now())
    sign_in(member.id)  # a new session at each change of rights
    flash(_("You are an instructor now. Make your first cohort."))
    return redirect("/teach", 303)


def _needs_account() -> bool:
    visitor = viewer()
    return visitor is None or visitor.is_guest


def _find(token: str) -> str:
    with database().reading() as reading:
        email = find_link(reading, token, now=clock.now())
    return abort(404) if email is None else email


def _page(token: str, form: SignUpForm | None) -> str:
    return render_template("account/become_instructor.html", form=form, action=f"/become-instructor/{token}")
