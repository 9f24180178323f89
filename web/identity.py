"""Who is asking: Flask-Login carries a random token, the database knows whose it is."""

from datetime import datetime
from typing import Any

from flask import Flask, g, request
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from course.database import Busy
from course.people.practice import practice_owner
from course.people.sessions import (
    RENEWED_AFTER,
    SESSION_LASTS,
    SignedIn,
    close_session,
    find_signed_in,
    open_session,
    renew_session,
)
from web import clock
from web.browser_names import browser_name
from web.database import SAFE_METHODS, database, session

_UNKNOWN: Any = object()
"""Nobody was asked for yet; None is a visitor without a name."""


class Visitor(UserMixin):
    """A signed-in person as Flask-Login wants them; its id is the session's token."""

    def __init__(self, token: str, person: SignedIn) -> None:
        self.token = token
        self.person = person

    def get_id(self) -> str:
        return self.token


def install(app: Flask, *, in_development: bool) -> None:
    app.config.update(
        PERMANENT_SESSION_LIFETIME=SESSION_LASTS,
        SESSION_REFRESH_EACH_REQUEST=False,
        # The prefix keeps neighbouring subdomains from planting a cookie of theirs.
        SESSION_COOKIE_NAME="session" if in_development else "__Host-session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not in_development,
    )
    # The database decides whether a session is good; a fingerprint of address and browser would only sign out
    # people who travel, and costs a hash in every request.
    manager = LoginManager()
    manager.session_protection = None
    manager._session_identifier_generator = str  # noqa: SLF001 - it is made in each request though nothing asks for it
    # Its `init_app` would look after a cookie for remembering people, in each request: nothing sets one here.
    app.login_manager = manager  # type: ignore[attr-defined]
    manager.user_loader(_load)
    app.context_processor(lambda: {"viewer": _viewer_shown()})


def viewer() -> SignedIn | None:
    """The person behind this request, or None."""
    found: SignedIn | None = g.get("viewer", _UNKNOWN)
    if found is _UNKNOWN:
        visitor = current_user._get_current_object()  # noqa: SLF001 - Werkzeug's documented name
        is_known = isinstance(visitor, Visitor)
        found = g.viewer = visitor.person if is_known else None
        g.session_token = visitor.token if is_known else ""
    return found


def _viewer_shown() -> SignedIn | None:
    """Whom a page greets; the page that says the database is busy cannot ask it who that is."""
    try:
        return viewer()
    except Busy:
        return None


def person() -> SignedIn:
    """The person behind a request that only people reach."""
    found = viewer()
    if found is None:
        raise RuntimeError("This view needs a person; its access rule lets anonymous visitors in.")
    return found


def sign_in(person_id: int, *, second_factor_at_utc: datetime | None = None) -> None:
    """Sign this browser in, with a new token; the old session of this browser ends.

    A second factor that the same person showed in that session, or as their practice identity, goes on to count.
    """
    now, before = clock.now(), viewer()
    sign_out()
    browser = browser_name(request.user_agent.string)
    shown = second_factor_at_utc or (before.second_factor_at_utc if before and _is_same(before, person_id) else None)
    token = open_session(session(), person_id, now=now, browser=browser, second_factor_at_utc=shown)
    signed_in = find_signed_in(session(), token, now=now)
    if signed_in is None:
        raise RuntimeError("A session that was just opened is not there.")
    cookie.permanent = True
    login_user(Visitor(token, signed_in))
    g.pop("viewer", None)


def _is_same(before: SignedIn, person_id: int) -> bool:
    return person_id in (before.id, before.practice_of_id) or practice_owner(session(), person_id) == before.id


def session_token() -> str:
    """The token of this browser's session."""
    viewer()
    token: str = g.session_token
    return token


def sign_out() -> None:
    if current_user.is_authenticated:
        close_session(session(), current_user.token)
        logout_user()
    g.pop("viewer", None)
    cookie.clear()


def renew() -> None:
    """Keep whoever does something signed in; at most one write a day."""
    if not current_user.is_authenticated:
        return
    now = clock.now()
    if current_user.person.session_expires_at_utc < now + SESSION_LASTS - RENEWED_AFTER:
        renew_session(session(), current_user.token, now=now)
        cookie.modified = True


def _load(token: str) -> Visitor | None:
    found = _find(token, clock.now())
    return Visitor(token, found) if found else None


def _find(token: str, now: datetime) -> SignedIn | None:
    if request.method in SAFE_METHODS or "session" in g:
        return find_signed_in(session(), token, now=now)
    # A writing transaction opens only when the view is ready to write.
    with database().reading() as reading:
        return find_signed_in(reading, token, now=now)
