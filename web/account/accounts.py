"""Signing up, in and out, and one's own account."""

from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from course.people.accounts import EmailTaken, create_member, find_credentials, find_password_hash, make_member
from course.people.cohorts import cohorts_joined
from course.people.passwords import hash_password, is_password
from course.people.personal_links import sign_in_links_made
from course.people.provider import connected_since
from course.people.sessions import SignedIn, sessions_of
from course.people.throttle import is_throttled, record_failure
from course.records.outbox import kinds_to_wish, stopped_kinds
from course.reflecting.sharing import all_shared, take_back
from web import clock
from web.access import for_person, for_the_suspended_too, public
from web.account.arriving import arrive, safe_page
from web.database import KEPT_THOUGH_REFUSED, catalog, database, session
from web.forms.accounts import SignInForm, SignUpForm
from web.forms.settings import LANGUAGES
from web.forms.work import TakeBackForm
from web.identity import person, session_token, sign_in, sign_out, viewer
from web.language import _
from web.mails import title_of
from web.site import site

blueprint = Blueprint("account", __name__)


@blueprint.get("/signup")
@public
def show_sign_up() -> Response | str:
    guest = viewer()
    if guest and not guest.is_guest:
        return redirect("/account", 303)
    return render_template("account/sign_up.html", form=SignUpForm(name=_name_to_keep()))


@blueprint.post("/signup")
@public
def sign_up() -> Response | tuple[str, int]:
    form = SignUpForm()
    if not form.validate_on_submit() or not become_member(form):
        return render_template("account/sign_up.html", form=form), KEPT_THOUGH_REFUSED
    flash(_("Welcome. Everything you do is kept under your account."))
    return redirect("/", 303)


def become_member(form: SignUpForm) -> bool:
    """Make the guest behind this request, or a new person, a member and sign them in; False where the form says why."""
    guest = viewer()
    if guest and not guest.is_guest:
        return True
    password_hash = hash_password(form.password.data or "")  # slow: before the transaction opens
    name, email = form.name.data or "", form.email.data or ""
    try:
        if guest:
            make_member(session(), guest.id, name=name, email=email, password_hash=password_hash)
            person_id = guest.id
        else:
            person_id = create_member(session(), name=name, email=email, password_hash=password_hash, now=clock.now())
    except EmailTaken:
        form.email.errors = [_("There is an account with this email. Sign in, or enter another address.")]
        return False
    sign_in(person_id)
    return True


@blueprint.get("/login")
@public
def show_sign_in() -> Response | str:
    visitor = viewer()
    if visitor and not visitor.is_guest:
        return redirect(safe_page(request.args.get("next", "")), 303)
    return render_template("account/sign_in.html", form=_sign_in_form(next=request.args.get("next", "")))


@blueprint.post("/login")
@public
def submit_sign_in() -> Response | tuple[str, int]:
    form = _sign_in_form()
    person_id = _check(form) if form.validate_on_submit() else None
    if person_id is None:
        return render_template("account/sign_in.html", form=form), KEPT_THOUGH_REFUSED
    brings = "bring_along" in form and bool(form.bring_along.data)
    return arrive(person_id, safe_page(form.next.data or ""), brings=brings)


@blueprint.post("/logout")
@public
@for_the_suspended_too
def submit_sign_out() -> Response:
    sign_out()
    return redirect("/", 303)


@blueprint.get("/account")
@for_person
def show_account() -> str:
    cohorts = [
        {
            "name": card.name,
            "course_title": catalog().find_by_id(session(), card.course_id).course.title,
            "instructors": card.instructors,
            "leave_action": f"/join/{card.join_code}/leave",
        }
        for card in cohorts_joined(session(), person().id)
    ]
    who = person()
    return render_template(
        "account/show_account.html",
        cohorts=cohorts,
        shared=all_shared(session(), who.id),
        browsers=sessions_of(session(), who.id, session_token(), now=clock.now()),
        links_made=sign_in_links_made(session(), who.id),
        stopped=[(kind.name, title_of(kind)) for kind in stopped_kinds(session(), who.id)],
        to_wish=_mails_to_wish(who),
        has_password=find_password_hash(session(), who.id) is not None,
        connected_utc=_connected_since(who),
        language_name=dict(LANGUAGES)[who.language],
    )


def _connected_since(who: SignedIn) -> datetime | None:
    provider = site().provider
    return connected_since(session(), who.id, provider.issuer) if provider else None


def _mails_to_wish(who: SignedIn) -> list[tuple[str, str]]:
    """Nobody is offered what cannot reach them."""
    kinds = kinds_to_wish(session(), who.id) if site().has_mail and who.email else ()
    return [(kind.name, title_of(kind)) for kind in kinds]


@blueprint.post("/account/take-back")
@for_person
def take_back_share() -> Response:
    """Take one reflection back from one cohort, wherever its prompt stands, or stood."""
    form = TakeBackForm(request.form)
    if not form.validate():
        abort(400)
    joined = cohorts_joined(session(), person().id)
    cohort = next((card for card in joined if card.public_id == form.cohort.data), None) or abort(404)
    take_back(session(), person().id, form.prompt.data or "", cohort.id, now=clock.now())
    flash(_("Taken back. Nobody but you can read it now."))
    return redirect("/account", 303)


def _check(form: SignInForm) -> int | None:
    """The member with this email and password; takes the same time whether there is such a member or not."""
    email, address, now = form.email.data or "", request.remote_addr or "", clock.now()
    with database().reading() as reading:
        throttled = is_throttled(reading, email=email, address=address, now=now)
        found = find_credentials(reading, email)
    if throttled:
        form.form_errors.append(_("Too many sign-ins have failed. Wait a quarter of an hour, then try again."))
        return None
    if is_password(found[1] if found else None, form.password.data or "") and found:
        return found[0]
    record_failure(session(), email=email, address=address, now=now)
    form.form_errors.append(_("Email and password do not go together. Check both and try again."))
    return None


def _sign_in_form(**given: str) -> SignInForm:
    """Only a guest has work to bring along."""
    form = SignInForm(**given)
    guest = viewer()
    if guest is None or not guest.is_guest:
        del form.bring_along
    return form


def _name_to_keep() -> str:
    guest = viewer()
    return guest.name if guest and not guest.name.startswith("Guest ") else ""
