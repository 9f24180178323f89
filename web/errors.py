"""Errors as people see them: what happened, and what to do. No form, no token, no request id."""

from http import HTTPStatus

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from course.database import Busy, Undone
from course.files import DiskFull
from web.api import answers
from web.database import abandon
from web.language import _
from web.retrying import UNDONE

RETRY_AFTER_SECONDS = 2
RETRY_WHEN_FULL_SECONDS = 60


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(CSRFError, lambda _error: _page(HTTPStatus.BAD_REQUEST))
    app.register_error_handler(Busy, _show_busy)
    app.register_error_handler(DiskFull, _show_full)


def _show_http_error(error: HTTPException) -> Response:
    if error.code is None or error.response is not None or error.code < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())
    # Raised while committing, after the view.
    original = getattr(error, "original_exception", None)
    if isinstance(original, Busy):
        return _show_busy(original)
    if isinstance(original, DiskFull):
        return _show_full(original)
    response = _page(error.code)
    if error.code == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = error.get_response().headers["Allow"]
    return response


def _show_busy(error: Busy) -> Response:
    if isinstance(error, Undone):
        request.environ[UNDONE] = True
    return _ask_again(HTTPStatus.SERVICE_UNAVAILABLE, RETRY_AFTER_SECONDS)


def _show_full(_error: DiskFull) -> Response:
    return _ask_again(HTTPStatus.INSUFFICIENT_STORAGE, RETRY_WHEN_FULL_SECONDS)


def _ask_again(code: int, seconds: int) -> Response:
    abandon()  # the page asks who is looking, and this transaction cannot say any more
    response = _page(code)
    response.headers["Retry-After"] = str(seconds)
    return response


def _page(code: int) -> Response:
    if answers.is_asked():
        return answers.refuse(code)
    title, message, mend = sentences_of(code)
    return make_response(render_template("error.html", code=code, title=title, message=message, mend=mend), code)


def sentences_of(code: int) -> tuple[str, str, str]:
    """Say what happened, what it means, and what to do."""
    known = {
        400: (
            _("This form can no longer be used"),
            _("It was open for too long, or came from another place than this site."),
            _("Go back, copy what you typed, reload the page and send it again."),
        ),
        401: (_("You were signed out"), _("This page needs to know who you are."), _("Sign in, and try again.")),
        403: (
            _("This area is not yours"),
            _("It is for those who teach here or look after this site, and you are not signed in as one of them."),
            _("Ask whoever runs this site to make you one."),
        ),
        404: (
            _("There is nothing here"),
            _("The address may be wrong, or what was here is gone, or it is somebody else’s."),
            _("Go to the front page and find your way from there."),
        ),
        405: (_("That cannot be done here"), _("This address only takes forms."), _("Go back to the page before.")),
        413: (
            _("That is too much text"),
            _("A single answer can be about 50,000 characters."),
            _("Go back and send less."),
        ),
        429: (
            _("Too many codes that lead nowhere"),
            _("They came from where you are, and from now on none is looked up, right or wrong."),
            _("Wait a quarter of an hour, and ask your instructor for the link again."),
        ),
        503: (
            _("Too busy for a moment"),
            _("Nothing was saved just now."),
            _("Go back and send it again in a few seconds; your text is still there."),
        ),
        507: (
            _("There is no room to save this"),
            _("The disk of this site is full. Nothing was saved just now; what was saved before is safe."),
            _("Go back: your text is still there. Keep a copy, tell whoever runs this site, and send it again later."),
        ),
    }
    fallback = (
        _("Something went wrong on our side"),
        _("Nothing was saved by this step."),
        _("Go back and try again; your text is still there."),
    )
    return known.get(code, fallback)
