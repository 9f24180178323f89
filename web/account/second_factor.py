"""What is shown beside a password: setting it up, showing it, recovery codes."""

import segno
from flask import abort, flash, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from course.people.passkeys import passkeys_of
from course.people.second_factor import (
    begin_code_app,
    drop_code_app,
    factors_of,
    is_guessing_codes,
    make_recovery_codes,
    prove_here,
    record_wrong_code,
    secret_to_set_up,
    use_app_code,
)
from course.people.totp import address_for_apps
from course.records.mail_kinds import ACCOUNT_CHANGED
from web import clock
from web.access import for_person, slow_first
from web.account.accounts import blueprint
from web.account.arriving import safe_page
from web.account.codes import is_right_code
from web.account.proving import is_proven, member, must_prove
from web.database import KEPT_THOUGH_REFUSED, database, session
from web.forms.second_factor import AppCodeForm, CodeForm, ProofForm
from web.identity import session_token
from web.language import _
from web.mails import send_mail
from web.site import site

PAGE = "/account/second-factor"
SET_UP = "/account/second-factor/app"


@blueprint.get("/account/second-factor")
@for_person
def show_second_factor() -> str:
    member()
    return _page(CodeForm(next=request.args.get("next", "")), ProofForm())


@blueprint.post("/account/second-factor")
@for_person
def prove_by_code() -> Response | tuple[str, int]:
    """Show a code in a session that began without one."""
    who, form = member(), CodeForm()
    if not must_prove(who):
        return redirect(PAGE, 303)
    if not form.validate_on_submit() or not is_right_code(form, who.id):
        return _page(form, ProofForm(formdata=None)), KEPT_THOUGH_REFUSED
    prove_here(session(), session_token(), now=clock.now())
    return redirect(safe_page(form.next.data or PAGE), 303)


@blueprint.post("/account/second-factor/app")
@for_person
@slow_first
def begin_app() -> Response | tuple[str, int]:
    who, form = member(), ProofForm()
    if must_prove(who) or _has_app(who.id):
        return redirect(PAGE, 303)
    if not form.validate_on_submit() or not is_proven(form, who):
        return _page(CodeForm(formdata=None), form), KEPT_THOUGH_REFUSED
    begin_code_app(session(), who.id, now=clock.now())
    return redirect(SET_UP, 303)


@blueprint.get("/account/second-factor/app")
@for_person
def show_app() -> Response | str:
    who = member()
    secret = None if must_prove(who) else secret_to_set_up(session(), who.id)
    return _app_page(AppCodeForm(), secret) if secret else redirect(PAGE, 303)


@blueprint.post("/account/second-factor/app/confirm")
@for_person
def confirm_app() -> Response | str | tuple[str, int]:
    """The first code proves that the app has the secret; from then on codes are asked for."""
    who, form, now = member(), AppCodeForm(), clock.now()
    secret = None if must_prove(who) else secret_to_set_up(session(), who.id)
    if secret is None:
        return redirect(PAGE, 303)
    if not form.validate_on_submit() or not _is_first_code(form, who.id):
        return _app_page(form, secret), KEPT_THOUGH_REFUSED
    prove_here(session(), session_token(), now=now)
    send_mail(ACCOUNT_CHANGED, who.id, now=now, what="code-app")
    return render_template("account/show_recovery_codes.html", codes=make_recovery_codes(session(), who.id, now=now))


@blueprint.post("/account/second-factor/app/remove")
@for_person
def remove_app() -> Response:
    who = member()
    if must_prove(who):
        return redirect(PAGE, 303)
    drop_code_app(session(), who.id)
    send_mail(ACCOUNT_CHANGED, who.id, now=clock.now(), what="no-code-app")
    flash(_("Removed. No codes are asked for any more."))
    return redirect(PAGE, 303)


@blueprint.post("/account/second-factor/codes")
@for_person
def renew_codes() -> Response | str:
    who = member()
    if must_prove(who):
        return redirect(PAGE, 303)
    if not factors_of(session(), who.id).is_any:
        abort(404)
    codes = make_recovery_codes(session(), who.id, now=clock.now())
    return render_template("account/show_recovery_codes.html", codes=codes)


def _has_app(person_id: int) -> bool:
    with database().reading() as reading:
        return factors_of(reading, person_id).has_app


def _is_first_code(form: AppCodeForm, person_id: int) -> bool:
    now = clock.now()
    if is_guessing_codes(session(), person_id, now=now):
        form.form_errors.append(_("Too many codes were wrong. Wait a quarter of an hour, then try again."))
        return False
    if use_app_code(session(), person_id, form.code.data or "", now=now):
        return True
    record_wrong_code(session(), person_id, now=now)
    form.code.errors = [_("This is not the code that the app shows. Check that the clock of your device is right.")]
    return False


def _page(form: CodeForm, proof: ProofForm) -> str:
    who = member()
    factors = factors_of(session(), who.id)
    return render_template(
        "account/show_second_factor.html",
        form=form,
        proof=proof,
        factors=factors,
        passkeys=passkeys_of(session(), who.id),
        must_prove=factors.is_any and who.second_factor_at_utc is None,
        is_required=site().needs_second_factor and (who.is_instructor or who.is_admin),
    )


def _app_page(form: AppCodeForm, secret: str) -> str:
    # Black on white in dark pages too: phones read nothing else for sure.
    code = segno.make(address_for_apps(secret, member().email or ""), micro=False)
    drawn = Markup(code.svg_inline(dark="#000", light="#fff", omitsize=True, border=3))  # noqa: S704 - drawn by the library
    by_fours = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return render_template("account/show_app.html", form=form, code=drawn, secret=by_fours)
