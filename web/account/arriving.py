"""Coming in after a password was right: at once, or after a code where the account has an app that shows them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import redirect
from flask import session as cookie
from werkzeug.wrappers import Response

from course.leaving.merging import merge_guest
from course.people.second_factor import factors_of
from web import clock
from web.database import catalog, session
from web.identity import sign_in, viewer

PENDING = "pending"
"""In the signed cookie: who showed a password here and has not shown a code yet. They are not signed in."""
PENDING_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Pending:
    """Who waits for a code, and what happens once it is shown."""

    person_id: int
    target: str
    brings: bool


def arrive(person_id: int, target: str, *, brings: bool) -> Response:
    """Sign in whoever showed their password, or ask them for a code; a guest's work comes along where `brings`."""
    if factors_of(session(), person_id).has_app:
        cookie[PENDING] = [person_id, target, brings, clock.now().isoformat()]
        return redirect("/login/code", 303)
    come_in(person_id, brings=brings)
    return redirect(target, 303)


def come_in(person_id: int, *, brings: bool, second_factor_at_utc: datetime | None = None) -> None:
    """Sign in, and bring along what a guest did here."""
    guest = viewer()
    sign_in(person_id, second_factor_at_utc=second_factor_at_utc)
    if brings and guest and guest.is_guest and guest.id != person_id:
        merge_guest(session(), guest.id, person_id, catalog(), now=clock.now())


def pending() -> Pending | None:
    """Who waits for a code in this browser."""
    kept = cookie.get(PENDING)
    if not kept:
        return None
    person_id, target, brings, at_utc = kept
    is_good = clock.now() < datetime.fromisoformat(at_utc) + PENDING_LASTS
    return Pending(person_id, target, brings) if is_good else None


def safe_page(target: str) -> str:
    """A page of this site, or the front page: a link must not send people elsewhere after they signed in."""
    # Browsers read a backslash as a slash, and read over tabs and line ends.
    is_ours = target.startswith("/") and not target.startswith("//") and "\\" not in target and target.isprintable()
    return target if is_ours else "/"
