"""Changing one's name, time zone and language, email, and password."""

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from course.people.accounts import (
    EmailTaken,
    change_email,
    change_password,
    change_place,
    find_by_email,
    find_password_hash,
    rename,
)
from course.people.passwords import hash_password
from course.people.personal_links import drop_personal_links
from course.people.sessions import SignedIn
from course.records.mail_kinds import ACCOUNT_CHANGED, CONFIRM_EMAIL, EMAIL_TAKEN
from web import clock
from web.access import for_person, slow_first
from web.account.accounts import blueprint
from web.account.proving import has_shown, is_proven, member, own_account
from web.database import KEPT_THOUGH_REFUSED, database, session
from web.forms.settings import DetailsForm, EmailForm, PasswordForm
from web.identity import sign_in
from web.language import _
from web.mails import send_mail
from web.site import site


@blueprint.get("/account/details")
@for_person
def show_details() -> str:
    who = own_account()
    form = DetailsForm(name=who.name, time_zone=who.time_zone, language=who.language)
    return render_template("account/show_details.html", form=form)


@blueprint.post("/account/details")
@for_person
def change_details() -> Response | tuple[str, int]:
    who, form = own_account(), DetailsForm()
    if not form.validate_on_submit():
        return render_template("account/show_details.html", form=form), KEPT_THOUGH_REFUSED
    rename(session(), who.id, form.name.data or "")
    change_place(session(), who.id, time_zone=form.time_zone.data, language=form.language.data)
    flash(_("Changed."))
    return redirect("/account", 303)


@blueprint.get("/account/email")
@for_person
def show_email() -> str:
    member()
    return render_template("account/show_email.html", form=EmailForm(), has_mail=site().has_mail)


@blueprint.post("/account/email")
@for_person
@slow_first
def submit_email() -> Response | tuple[str, int]:
    who, form = member(), EmailForm()
    if not form.validate_on_submit() or not is_proven(form, who):
        page = render_template("account/show_email.html", form=form, has_mail=site().has_mail)
        return page, KEPT_THOUGH_REFUSED
    email = form.email.data or ""
    flash(_ask_new_address(who, email) if site().has_mail else _change_at_once(who, email))
    return redirect("/account", 303)


@blueprint.get("/account/password")
@for_person
def show_password() -> str:
    form, has_password = _password_form(member())
    return render_template("account/show_password.html", form=form, has_password=has_password)


@blueprint.post("/account/password")
@for_person
@slow_first
def submit_password() -> Response | tuple[str, int]:
    who = member()
    form, has_password = _password_form(who)
    if not form.validate_on_submit() or ("password_now" in form and not is_proven(form, who)):
        page = render_template("account/show_password.html", form=form, has_password=has_password)
        return page, KEPT_THOUGH_REFUSED
    set_password(who.id, hash_password(form.password.data or ""))
    sign_in(who.id)
    flash(_("Your password is changed. You are signed out everywhere else."))
    return redirect("/account", 303)


def _password_form(who: SignedIn) -> tuple[PasswordForm, bool]:
    """Ask for the old password, unless there is none and the provider has just said who this is; say if there is."""
    form = PasswordForm()
    with database().reading() as reading:
        has_password = find_password_hash(reading, who.id) is not None
    if not has_password and has_shown(who, "provider"):
        del form.password_now
    return form, has_password


def set_password(person_id: int, password_hash: str) -> None:
    """Change a password, and end every session and unused link; a mail says so."""
    change_password(session(), person_id, password_hash)
    drop_personal_links(session(), person_id)
    send_mail(ACCOUNT_CHANGED, person_id, now=clock.now(), what="password")


def _ask_new_address(who: SignedIn, email: str) -> str:
    """Mail the new address; the page says the same whether it is somebody's, and their mail tells them."""
    owner = find_by_email(session(), email)
    if owner is None or owner == who.id:
        send_mail(CONFIRM_EMAIL, who.id, now=clock.now(), address=email)
    else:
        send_mail(EMAIL_TAKEN, owner, now=clock.now())
    return _("A mail is on its way to %(email)s. Your address changes once you open the link in it.") % {"email": email}


def _change_at_once(who: SignedIn, email: str) -> str:
    try:
        change_email(session(), who.id, email)
        drop_personal_links(session(), who.id)
    except EmailTaken:
        pass  # who tries addresses is not told whose they are
    words = _("Unless %(email)s belongs to another account, it is the address you sign in with from now on.")
    return words % {"email": email}
