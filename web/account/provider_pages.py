"""Signing in through the site's provider: away to it and back, and connecting it to an account one has."""

from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

from flask import abort, current_app, flash, redirect, render_template, request
from flask import session as cookie
from werkzeug.wrappers import Response

from course.people.accounts import EmailTaken, create_member, find_password_hash, make_member
from course.people.provider import (
    Provider,
    ProviderFails,
    Round,
    Vouched,
    connect,
    disconnect,
    find_vouched,
    new_round,
)
from course.people.sessions import SignedIn
from course.records.mail_kinds import ACCOUNT_CHANGED
from web import clock
from web.access import for_person, public, slow_first
from web.account.accounts import blueprint
from web.account.arriving import arrive, safe_page
from web.account.proving import has_shown, is_proven, member, must_prove, note_shown
from web.database import KEPT_THOUGH_REFUSED, session
from web.forms.accounts import LONGEST_NAME
from web.forms.provider import BackForm
from web.forms.second_factor import ProofForm
from web.identity import viewer
from web.language import _
from web.mails import send_mail
from web.site import site

ROUND = "round"
"""In the signed cookie: what the trip to the provider is for, and its secrets."""
UNKNOWN = "unknown"
"""In an address: the provider could not say who somebody is."""


@dataclass(frozen=True, slots=True)
class _Trip:
    """A round, the page that comes after it, and the id of the member who wants to connect the provider, or ""."""

    round: Round
    target: str
    connects: str


@blueprint.get("/login/provider")
@public
def go_to_provider() -> Response:
    return _send_away(safe_page(request.args.get("next", "")), connects="")


@blueprint.get("/account/provider")
@for_person
def show_connect() -> Response | str:
    who, _asked = member(), _provider()
    if must_prove(who):
        return redirect("/account/second-factor", 303)
    return _connect_page(who, ProofForm(formdata=None))


@blueprint.post("/account/provider")
@for_person
@slow_first
def prove_to_connect() -> Response | tuple[str, int]:
    """A way in is added by whoever knows the password, not by whoever finds a session open."""
    who, form, _asked = member(), ProofForm(), _provider()
    if must_prove(who):
        return redirect("/account/second-factor", 303)
    if not form.validate_on_submit() or not is_proven(form, who):
        return _connect_page(who, form), KEPT_THOUGH_REFUSED
    note_shown(who.id, "password")
    # No redirect of a form may lead to another site (`form-action`): the page comes again, with a link.
    return redirect("/account/provider", 303)


@blueprint.get("/account/provider/go")
@for_person
def go_to_connect() -> Response:
    who, _asked = member(), _provider()
    if must_prove(who) or not _may_go(who):
        return redirect("/account/provider", 303)
    return _send_away(safe_page(request.args.get("next", "/account")), connects=who.public_id)


@blueprint.get("/login/provider/back")
@public
def show_back() -> Response | str:
    """The provider sends people here; being read changes nothing, so a button goes on, or a script presses it."""
    provider, guest = _provider(), viewer()
    if "code" not in request.args:  # they thought better of it, or the provider would not have them
        return _give_up(_("You are not signed in through %(name)s.") % {"name": provider.name})
    form = BackForm(code=request.args["code"], state=request.args.get("state", ""))
    if not (guest and guest.is_guest):
        del form.bring_along
    return render_template("account/show_back.html", form=form)


@blueprint.post("/login/provider/back")
@public
def come_back() -> Response:
    provider, form, trip = _provider(), BackForm(), _take_trip()
    now = clock.now()
    if trip is None or not form.validate_on_submit() or not trip.round.is_answered_by(form.state.data or "", now=now):
        return _give_up(_("That took too long, or began in another browser. Try it again."))
    try:  # slow: before the transaction opens
        vouched = _asking().take_code(provider, form.code.data or "", trip.round, now=now)
    except ProviderFails as failure:
        current_app.logger.warning("The provider of sign-ins fails: %s", failure)
        # Pressed twice, the button may have let somebody in already: the cookie of that reply stays.
        cookie.modified = False
        return redirect(f"{'/account' if trip.connects else '/login'}?{UNKNOWN}", 303)
    if trip.connects:
        return _connect(provider, vouched, trip)
    return _come_in(provider, vouched, trip, brings="bring_along" in form and bool(form.bring_along.data))


@blueprint.post("/account/provider/disconnect")
@for_person
def end_provider() -> Response:
    who, provider = member(), _provider()
    if must_prove(who):
        return redirect("/account/second-factor", 303)
    if find_password_hash(session(), who.id) is None:
        flash(_("Set a password first: nothing but %(name)s lets you in.") % {"name": provider.name})
        return redirect("/account/password", 303)
    disconnect(session(), who.id)
    flash(_("%(name)s lets you in no more.") % {"name": provider.name})
    return redirect("/account", 303)


def _may_go(who: SignedIn) -> bool:
    """Who has no password is let in by the provider alone, and only confirms who they are there."""
    return has_shown(who, "password") or find_password_hash(session(), who.id) is None


def _connect_page(who: SignedIn, form: ProofForm) -> str:
    return render_template("account/show_connect.html", form=form, may_go=_may_go(who))


def _provider() -> Provider:
    return site().provider or abort(404)


def _asking() -> ModuleType:
    """What speaks with providers; loaded where there is one, since it is a tenth of all that this program loads."""
    from course.people import asking_provider  # noqa: PLC0415

    return asking_provider


def _send_away(target: str, *, connects: str) -> Response:
    provider, begun = _provider(), new_round(now=clock.now())
    try:
        address = _asking().address_to_ask(provider, begun, now=begun.begun_at_utc)
    except ProviderFails as failure:
        current_app.logger.warning("The provider of sign-ins fails: %s", failure)
        return _give_up(_("%(name)s does not answer. Try it again in a while.") % {"name": provider.name})
    cookie[ROUND] = [begun.state, begun.nonce, begun.verifier, begun.begun_at_utc.isoformat(), target, connects]
    return redirect(address, 303)


def _take_trip() -> _Trip | None:
    """The trip that this browser is on; it ends once."""
    kept = cookie.pop(ROUND, None)
    if not kept:
        return None
    state, nonce, verifier, begun_at_utc, target, connects = kept
    return _Trip(Round(state, nonce, verifier, datetime.fromisoformat(begun_at_utc)), target, connects)


def _give_up(words: str) -> Response:
    flash(words)
    visitor = viewer()
    return redirect("/account" if visitor and not visitor.is_guest else "/login", 303)


def _come_in(provider: Provider, vouched: Vouched, trip: _Trip, *, brings: bool) -> Response:
    person_id = known = find_vouched(session(), vouched)
    if person_id is None:
        if not vouched.email:
            words = _("%(name)s has not confirmed an email of yours. Sign up here, then connect it to your account.")
            return _give_up(words % {"name": provider.name})
        try:
            person_id = _new_member(vouched, viewer() if brings else None)
        except EmailTaken:
            words = _("There is an account with your email. Sign in with your password, then connect %(name)s to it.")
            return _give_up(words % {"name": provider.name})
        connect(session(), person_id, vouched, now=clock.now())
    came = arrive(person_id, trip.target, brings=brings)
    note_shown(person_id, "provider")
    if known is None:
        flash(_("Welcome. Everything you do is kept under your account."))
    return came


def _new_member(vouched: Vouched, guest: SignedIn | None) -> int:
    name = vouched.name[:LONGEST_NAME] or vouched.email.partition("@")[0]
    if guest and guest.is_guest:
        make_member(session(), guest.id, name=name, email=vouched.email, password_hash=None)
        return guest.id
    return create_member(session(), name=name, email=vouched.email, password_hash=None, now=clock.now())


def _connect(provider: Provider, vouched: Vouched, trip: _Trip) -> Response:
    who = viewer()
    if who is None or who.public_id != trip.connects:
        return _give_up(_("That began with another account. Try it again."))
    is_known, now = find_vouched(session(), vouched) == who.id, clock.now()
    if not is_known and find_password_hash(session(), who.id) is None:
        return _give_up(_("At %(name)s you are not who this account belongs to.") % {"name": provider.name})
    if not connect(session(), who.id, vouched, now=now):
        return _give_up(_("This account of %(name)s belongs to somebody else here.") % {"name": provider.name})
    note_shown(who.id, "provider")
    if not is_known:
        send_mail(ACCOUNT_CHANGED, who.id, now=now, what="provider")
        flash(_("From now on, %(name)s lets you in.") % {"name": provider.name})
    return redirect(trip.target, 303)
