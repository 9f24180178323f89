"""A write that the database gave up on, because another one crossed it, is done once more before anybody hears of it.

The whole transaction was undone, so nothing happens twice; a connection that broke is another matter, since its commit
may have arrived: that is told to the person, whose submission key makes sending again harmless.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from web.database import SAFE_METHODS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

UNDONE = "runway.undone"
"""Set in the environ of a request whose transaction the database undid for the sake of another one."""
TRIES = 3
LONGEST_BODY = 64 * 1024
"""Longer ones are read as they come, and not kept to be sent again."""


class Retrying:
    """A WSGI application that asks another one again where its transaction was undone."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in SAFE_METHODS or _length(environ) > LONGEST_BODY:
            return self._app(environ, start_response)
        body = environ["wsgi.input"].read(_length(environ))
        for _ in range(TRIES - 1):
            tried = {**environ, "wsgi.input": BytesIO(body)}
            answer = _Answer()
            pieces = self._app(tried, answer)
            if UNDONE not in tried:
                start_response(*answer.given)
                return pieces
            _close(pieces)
        return self._app({**environ, "wsgi.input": BytesIO(body)}, start_response)


class _Answer:
    """A `start_response` that keeps what it is given."""

    given: tuple[Any, ...] = ()

    def __call__(self, *given: Any) -> Any:
        self.given = given


def _length(environ: "WSGIEnvironment") -> int:
    """How long the body says it is; one that does not say is taken for long."""
    said = environ.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() else LONGEST_BODY + 1


def _close(pieces: Iterable[bytes]) -> None:
    close = getattr(pieces, "close", None)
    if close:
        close()
