"""Passkeys: signing in with one, adding and removing them. The script asks for options, and a form sends the answer."""

import ipaddress
from datetime import datetime
from urllib.parse import urlsplit

from flask import Response as Reply
from flask import abort, flash, jsonify, redirect, render_template, request
from flask import session as cookie
from werkzeug.wrappers import Response

from course.people.passkeys import (
    MOST_PASSKEYS,
    Challenge,
    Site,
    add_passkey,
    new_challenge,
    options_to_add,
    options_to_prove,
    passkeys_of,
    remove_passkey,
    use_passkey,
)
from course.people.second_factor import drop_idle_recovery_codes, factors_of, make_recovery_codes, prove_here
from course.records.mail_kinds import ACCOUNT_CHANGED
from web import clock
from web.access import for_person, public, slow_first
from web.account.accounts import blueprint
from web.account.arriving import come_in, safe_page
from web.account.proving import is_proven, member, must_prove
from web.browser_names import browser_name
from web.database import KEPT_THOUGH_REFUSED, session
from web.forms.second_factor import CredentialForm, ProofForm
from web.identity import session_token
from web.language import _
from web.mails import send_mail
from web.site import site

CHALLENGE = "challenge"
"""In the signed cookie: what it is for, the challenge, and when it was made."""
TO_PROVE, TO_ADD = "prove", "add"
PAGE = "/account/second-factor"


@blueprint.post("/login/passkey/options")
@public
def offer_passkey() -> Reply:
    return _json(options_to_prove(_bound_to(), _ask(TO_PROVE)))


@blueprint.post("/login/passkey")
@public
def submit_passkey() -> Response:
    person_id = _person_shown()
    if person_id is None:
        flash(_("This passkey is not good here. Sign in with your password, or try again."))
        return redirect("/login", 303)
    come_in(person_id, brings=bool(request.form.get("bring_along")), second_factor_at_utc=clock.now())
    return redirect(safe_page(request.form.get("next", "")), 303)


@blueprint.post("/account/second-factor/passkey")
@for_person
def prove_by_passkey() -> Response:
    who = member()
    if _person_shown() != who.id:
        flash(_("This passkey is not good here. Try again."))
        return redirect(PAGE, 303)
    prove_here(session(), session_token(), now=clock.now())
    return redirect(safe_page(request.form.get("next", "") or PAGE), 303)


@blueprint.post("/account/passkeys/options")
@for_person
@slow_first
def offer_to_add() -> Reply | tuple[Reply, int]:
    """What the browser needs to make one; the password comes first, so that no device keeps one in vain."""
    who, form = member(), ProofForm()
    if must_prove(who):
        abort(403)
    if not form.validate_on_submit() or not is_proven(form, who):
        says = next(iter(form.password_now.errors), None) or next(iter(form.form_errors), "")
        return jsonify(says=says), KEPT_THOUGH_REFUSED
    if len(passkeys_of(session(), who.id)) >= MOST_PASSKEYS:
        return jsonify(says=_("You have ten passkeys. Remove one first.")), KEPT_THOUGH_REFUSED
    return _json(options_to_add(session(), who.id, _bound_to(), _ask(TO_ADD)))


@blueprint.post("/account/passkeys")
@for_person
def submit_new_passkey() -> Response | str:
    who, form, challenge = member(), CredentialForm(), _asked(TO_ADD)
    if must_prove(who) or challenge is None or not form.validate_on_submit():
        flash(_("That did not work. Nothing was added."))
        return redirect(PAGE, 303)
    had_any, browser = factors_of(session(), who.id).is_any, browser_name(request.user_agent.string)
    credential, now = form.credential.data or "", clock.now()
    if not add_passkey(session(), who.id, credential, _bound_to(), challenge, made_with=browser, now=now):
        flash(_("That did not work. Nothing was added."))
        return redirect(PAGE, 303)
    prove_here(session(), session_token(), now=now)
    send_mail(ACCOUNT_CHANGED, who.id, now=now, what="passkey")
    if had_any:
        flash(_("Added. From now on you can sign in with it."))
        return redirect(PAGE, 303)
    return render_template("account/show_recovery_codes.html", codes=make_recovery_codes(session(), who.id, now=now))


@blueprint.post("/account/passkeys/<passkey>/remove")
@for_person
def drop_passkey(passkey: str) -> Response:
    who = member()
    if must_prove(who):
        return redirect(PAGE, 303)
    if not remove_passkey(session(), who.id, passkey):
        abort(404)
    drop_idle_recovery_codes(session(), who.id)
    flash(_("Removed. It opens nothing here any more; your device may still list it."))
    return redirect(PAGE, 303)


def _person_shown() -> int | None:
    form, challenge = CredentialForm(), _asked(TO_PROVE)
    if challenge is None or not form.validate_on_submit():
        return None
    return use_passkey(session(), form.credential.data or "", _bound_to(), challenge)


def _ask(purpose: str) -> Challenge:
    made = new_challenge(now=clock.now())
    cookie[CHALLENGE] = [purpose, made.secret, made.made_at_utc.isoformat()]
    return made


def _asked(purpose: str) -> Challenge | None:
    """The challenge that this browser was given for that; it is good for one answer."""
    kept = cookie.pop(CHALLENGE, None)
    if not kept or kept[0] != purpose:
        return None
    asked = Challenge(kept[1], datetime.fromisoformat(kept[2]))
    return asked if asked.is_good(clock.now()) else None


def _bound_to() -> Site:
    """The name in the address bar; browsers make passkeys for names alone, not for numbers."""
    public, here = urlsplit(site().address), urlsplit(request.host_url)
    seen = public if public.hostname == here.hostname else here  # a proxy may have taken the https away
    name = seen.hostname
    if not name:  # a Host header that is no name at all
        return abort(400)
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return Site(name, f"{seen.scheme}://{seen.netloc}")
    return abort(404)


def _json(text: str) -> Reply:
    return Reply(text, mimetype="application/json")
