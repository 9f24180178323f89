"""Answers and errors as JSON."""

from http import HTTPStatus

import msgspec
from flask import Response, request

from web.api.schema import Error

PREFIX = "/api/"


def answer(value: msgspec.Struct, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, mimetype="application/json")


def is_asked() -> bool:
    """Whether a program is asking, which cannot read a page."""
    return request.path.startswith(PREFIX)


def refuse(code: int) -> Response:
    """The error in a word that does not change, and in a sentence; the same for all that is not there."""
    words = {
        401: Error("unauthorized", "Send a good token: Authorization: Bearer runway_…"),
        404: Error("not_found", "There is nothing here, or this token does not read it."),
        405: Error("method_not_allowed", "This interface is read with GET."),
        503: Error("busy", "Try again in a few seconds."),
    }
    named = words.get(code) or Error(HTTPStatus(code).phrase.lower().replace(" ", "_"), HTTPStatus(code).phrase)
    response = answer(named, code)
    if code == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
