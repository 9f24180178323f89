"""Who changes what matters proves that it is them: by their password, however they came to be signed in."""

from datetime import datetime, timedelta
from typing import Literal

from flask import abort, request
from flask import session as cookie

from course.people.accounts import find_password_hash
from course.people.passwords import is_password
from course.people.second_factor import factors_of
from course.people.sessions import SignedIn
from course.people.throttle import is_throttled, record_failure
from web import clock
from web.database import database, session
from web.forms.second_factor import ProofForm
from web.forms.settings import DeleteForm, EmailForm, PasswordForm
from web.identity import person
from web.language import _

SHOWN = "shown"
"""In the signed cookie, as one text: how somebody has just shown who they are, who that is, and when."""
SHOWN_LASTS = timedelta(minutes=10)
By = Literal["password", "provider"]


def own_account() -> SignedIn:
    """The person behind the request; a practice identity has no account of its own to change."""
    found = person()
    return abort(404) if found.is_practice else found


def member() -> SignedIn:
    """The member behind the request; a guest has neither email nor password to change."""
    found = own_account()
    return abort(404) if found.is_guest else found


def must_prove(who: SignedIn) -> bool:
    """Whether they have a second factor that this session has not seen: until then it changes none of them."""
    if who.second_factor_at_utc:
        return False
    with database().reading() as reading:
        return factors_of(reading, who.id).is_any


def note_shown(person_id: int, by: By) -> None:
    """Remember in this browser that they have just shown who they are."""
    cookie[SHOWN] = f"{by} {person_id} {clock.now().isoformat()}"


def has_shown(who: SignedIn, by: By) -> bool:
    """Whether they showed it lately, and in this way."""
    kept = cookie.get(SHOWN, "").split(" ")
    return kept[:2] == [by, str(who.id)] and clock.now() < datetime.fromisoformat(kept[2]) + SHOWN_LASTS


def is_proven(form: EmailForm | PasswordForm | DeleteForm | ProofForm, who: SignedIn) -> bool:
    """Whether the password is theirs; else the form says so, and it counts as a failed sign-in. Slow: comes first."""
    email, address, now = who.email or "", request.remote_addr or "", clock.now()
    with database().reading() as reading:
        throttled = is_throttled(reading, email=email, address=address, now=now)
        password_hash = find_password_hash(reading, who.id)
    if throttled:
        form.form_errors.append(_("Too many passwords were wrong. Wait a quarter of an hour, then try again."))
        return False
    if password_hash is None:
        form.form_errors.append(_("You have no password yet. Set one first, on your account’s page."))
        return False
    if is_password(password_hash, form.password_now.data or ""):
        return True
    record_failure(session(), email=email, address=address, now=now)
    form.password_now.errors = [_("This is not your password. Check it and try again.")]
    return False
