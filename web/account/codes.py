"""The page between a password and an account that has an app for codes."""

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from course.people.second_factor import (
    is_guessing_codes,
    record_wrong_code,
    use_app_code,
    use_recovery_code,
)
from web import clock
from web.access import public
from web.account.accounts import blueprint
from web.account.arriving import come_in, pending
from web.database import KEPT_THOUGH_REFUSED, session
from web.forms.second_factor import CodeForm
from web.language import _


@blueprint.get("/login/code")
@public
def show_code() -> Response | str:
    return _page(CodeForm()) if pending() else redirect("/login", 303)


@blueprint.post("/login/code")
@public
def submit_code() -> Response | tuple[str, int]:
    waiting, form = pending(), CodeForm()
    if waiting is None:
        flash(_("That took a while. Sign in again."))
        return redirect("/login", 303)
    if not form.validate_on_submit() or not is_right_code(form, waiting.person_id):
        return _page(form), KEPT_THOUGH_REFUSED
    come_in(waiting.person_id, brings=waiting.brings, second_factor_at_utc=clock.now())
    return redirect(waiting.target, 303)


def is_right_code(form: CodeForm, person_id: int) -> bool:
    """Whether a code is theirs; else the form says so, and it is counted. It is used up."""
    code, now = form.code.data or "", clock.now()
    if is_guessing_codes(session(), person_id, now=now):
        form.form_errors.append(_("Too many codes were wrong. Wait a quarter of an hour, then try again."))
        return False
    if use_app_code(session(), person_id, code, now=now) or use_recovery_code(session(), person_id, code, now=now):
        return True
    record_wrong_code(session(), person_id, now=now)
    form.code.errors = [_("This code is not good, or was used before. Wait for the next one your app shows.")]
    return False


def _page(form: CodeForm) -> str:
    return render_template("account/show_code.html", form=form)
