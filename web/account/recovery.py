"""Coming in without a password: what to do when it is forgotten, and one-time links, opened by a button."""

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from course.leaving.merging import merge_guest
from course.people.accounts import EmailTaken, change_email, find_by_email, find_email
from course.people.passwords import hash_password
from course.people.personal_links import (
    EMAIL,
    SIGN_IN,
    PersonalLink,
    drop_personal_links,
    find_personal_link,
    use_personal_link,
)
from course.people.sessions import close_other_sessions
from course.people.throttle import is_throttled, record_failure
from course.records.mail_kinds import ACCOUNT_CHANGED, RESET
from web import clock
from web.access import public
from web.account.accounts import blueprint
from web.account.arriving import arrive
from web.account.settings import set_password
from web.database import KEPT_THOUGH_REFUSED, catalog, database, session
from web.forms.settings import ForgottenForm, NewPasswordForm
from web.identity import sign_in, viewer
from web.language import _
from web.mails import send_mail
from web.site import site

ASKED = "reset "
"""Before an email, where askings are counted among failed sign-ins: they do not lock anybody out of signing in."""


@blueprint.get("/forgotten")
@public
def show_forgotten() -> str:
    return _forgotten_page(ForgottenForm())


@blueprint.post("/forgotten")
@public
def submit_forgotten() -> Response | tuple[str, int]:
    """The same answer whether there is such an account."""
    form = ForgottenForm()
    if not site().has_mail:
        abort(404)
    if not form.validate_on_submit():
        return _forgotten_page(form), KEPT_THOUGH_REFUSED
    _ask_for_link(form.email.data or "")
    flash(
        _("If there is an account with this address, a mail with a link is on its way to it. It is good for an hour.")
    )
    return redirect("/login", 303)


@blueprint.get("/sign-in/<token>")
@public
def show_sign_in_link(token: str) -> str:
    return _sign_in_page(token, _find(token, SIGN_IN), _new_password_form())


@blueprint.post("/sign-in/<token>")
@public
def use_sign_in_link(token: str) -> Response | tuple[str, int]:
    """A member chooses a new password with it, so that whoever knew the old one notices; a guest has none."""
    link, form = _find(token, SIGN_IN), _new_password_form()
    if link.is_member and not form.validate_on_submit():
        return _sign_in_page(token, link, form), KEPT_THOUGH_REFUSED
    password_hash = hash_password(form.password.data or "") if link.is_member else ""
    guest, brings = _guest_here(link), "bring_along" in form and bool(form.bring_along.data)
    if not use_personal_link(session(), token, SIGN_IN, now=clock.now()):
        abort(404)
    if link.is_member:
        set_password(link.person_id, password_hash)
        flash(_("Your password is changed, and you are signed out everywhere else."))
        return arrive(link.person_id, "/", brings=brings)
    close_other_sessions(session(), link.person_id)
    sign_in(link.person_id)
    if guest and brings:
        merge_guest(session(), guest, link.person_id, catalog(), now=clock.now())
    flash(_("You are signed in here, and signed out everywhere else."))
    return redirect("/", 303)


@blueprint.get("/confirm-email/<token>")
@public
def show_confirm_email(token: str) -> str:
    link = _find(token, EMAIL)
    return render_template("account/confirm_email.html", email=link.email, action=f"/confirm-email/{token}")


@blueprint.post("/confirm-email/<token>")
@public
def confirm_email(token: str) -> Response:
    link, now = _find(token, EMAIL), clock.now()
    if not use_personal_link(session(), token, EMAIL, now=now):
        abort(404)
    old = find_email(session(), link.person_id) or ""
    try:
        change_email(session(), link.person_id, link.email)
    except EmailTaken:
        flash(_("Meanwhile this address belongs to another account; yours stays as it was."))
        return redirect("/account", 303)
    drop_personal_links(session(), link.person_id)
    # The old address hears of it: should it not have been them, they know whom to ask.
    send_mail(ACCOUNT_CHANGED, link.person_id, now=now, address=old, what="email")
    flash(_("From now on you sign in with %(email)s.") % {"email": link.email})
    return redirect("/account", 303)


def _ask_for_link(email: str) -> None:
    address, now = request.remote_addr or "", clock.now()
    if is_throttled(session(), email=ASKED + email, address=address, now=now):
        return
    record_failure(session(), email=ASKED + email, address=address, now=now)
    person_id = find_by_email(session(), email)
    if person_id is not None:
        send_mail(RESET, person_id, now=now)


def _find(token: str, purpose: str) -> PersonalLink:
    with database().reading() as reading:
        return find_personal_link(reading, token, purpose, now=clock.now()) or abort(404)


def _guest_here(link: PersonalLink) -> int | None:
    """The guest whose browser this is, if it is another person than the link's."""
    here = viewer()
    return here.id if here and here.is_guest and here.id != link.person_id else None


def _new_password_form() -> NewPasswordForm:
    form, here = NewPasswordForm(), viewer()
    if here is None or not here.is_guest:
        del form.bring_along
    return form


def _sign_in_page(token: str, link: PersonalLink, form: NewPasswordForm) -> str:
    return render_template("account/sign_in_link.html", form=form, is_member=link.is_member, action=f"/sign-in/{token}")


def _forgotten_page(form: ForgottenForm) -> str:
    return render_template("account/forgotten.html", form=form, has_mail=site().has_mail)
