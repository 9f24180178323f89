"""One gate before every unsafe method: a same-origin check, then Flask-WTF's token."""

from functools import lru_cache

from flask import Flask, current_app, g, request
from flask import session as cookie
from flask_wtf.csrf import CSRFError, generate_csrf, validate_csrf
from markupsafe import Markup, escape
from wtforms import ValidationError

from web.database import SAFE_METHODS

KEPT_PER_PROCESS = 4096
ONE_CLICK = "account.stop_mail"
"""Mailbox providers post here for their user, without a cookie (RFC 8058); a secret in the address is what counts."""


class ForeignOrigin(CSRFError):
    """A form of another site."""

    description = "This form came from another site."


def install(app: Flask) -> None:
    # A page may stay open overnight: its token is good as long as its session is.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.before_request(_check)
    app.context_processor(lambda: {"csrf_token": csrf_token})


def csrf_token() -> Markup:
    """The page's token: one for all of its forms."""
    token: Markup | None = g.get("csrf")
    if token is None:
        known = cookie.get("csrf_token")
        token = g.csrf = _token_of(known) if known else escape(generate_csrf())
    return token


@lru_cache(maxsize=KEPT_PER_PROCESS)
def _token_of(_known: str) -> Markup:
    # A token does not run out, so what is signed once for a browser serves all of its pages.
    return escape(generate_csrf())


def _check() -> None:
    if request.method not in SAFE_METHODS:
        _check_origin()
        _check_token()


def _check_token() -> None:
    is_checked: bool = current_app.config.get("WTF_CSRF_ENABLED", True)
    if request.endpoint is None or not is_checked or _is_one_click():
        return
    try:
        _check_once(request.form.get("csrf_token", ""), cookie.get("csrf_token", ""))
    except ValidationError as reason:
        raise CSRFError(str(reason)) from reason
    g.csrf_valid = True  # Flask-WTF's forms need not ask again


def _is_one_click() -> bool:
    return request.endpoint == ONE_CLICK and request.form.get("List-Unsubscribe") == "One-Click"


@lru_cache(maxsize=KEPT_PER_PROCESS)
def _check_once(sent: str, _known: str) -> None:
    """A page's token comes with each of its forms; one that is not good is asked about each time."""
    validate_csrf(sent)


def wants_fragment() -> bool:
    """Say whether one of our scripts asks, which swaps a part of the page."""
    return "X-Fragment" in request.headers


def _check_origin() -> None:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise ForeignOrigin
    origin = request.headers.get("Origin")
    if origin and origin.partition("://")[2] != request.host:
        raise ForeignOrigin
