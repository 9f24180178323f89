"""One gate before every unsafe method: a same-origin check, then Flask-WTF's token."""

from functools import lru_cache

from flask import Flask, g, request
from flask import session as cookie
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

from web.database import SAFE_METHODS

KEPT_PER_PROCESS = 4096
# Stands in kept HTML where each page's own token goes; content cannot hold it, since files with a NUL are refused.
HOLE = "\0csrf\0"


class ForeignOrigin(CSRFError):
    """A form of another site."""

    description = "This form came from another site."


def install(app: Flask) -> None:
    # A page may stay open overnight: its token is good as long as its session is.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_SSL_STRICT"] = False  # the Referer check; the Origin check below stands in its place
    app.before_request(_check_origin)
    CSRFProtect(app)
    app.context_processor(lambda: {"csrf_token": csrf_token})


def csrf_token() -> str:
    """The page's token: one for all of its forms."""
    token: str | None = g.get("csrf")
    if token is None:
        known = cookie.get("csrf_token")
        token = g.csrf = _token_of(known) if known else str(generate_csrf())
    return token


@lru_cache(maxsize=KEPT_PER_PROCESS)
def _token_of(_known: str) -> str:
    # A token does not run out, so what is signed once for a browser serves all of its pages.
    return str(generate_csrf())


def wants_fragment() -> bool:
    """Say whether one of our scripts asks, which swaps a part of the page."""
    return "X-Fragment" in request.headers


def _check_origin() -> None:
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise ForeignOrigin
    origin = request.headers.get("Origin")
    if origin and origin.partition("://")[2] != request.host:
        raise ForeignOrigin
