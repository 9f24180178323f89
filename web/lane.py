"""Requests of one process run one after the other where that takes a moment, and side by side where it takes longer.

Threads that compute at the same time share one interpreter lock, and hand it over at each call of the database's
driver: that costs more than waiting for the one ahead, who is done in a millisecond or two.
"""

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_WAIT_SECONDS = 0.02
"""After this a request no longer waits: the one ahead hashes a password, waits for the database, or counts a cohort."""


class Lane:
    """A WSGI application that lets requests into another one by one, and past who takes long."""

    def __init__(self, app: "WSGIApplication", *, longest_wait: float = LONGEST_WAIT_SECONDS) -> None:
        self._app = app
        self._longest_wait = longest_wait
        self._lane = threading.Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not self._lane.acquire(timeout=self._longest_wait):
            return self._app(environ, start_response)
        try:
            return self._app(environ, start_response)
        finally:
            self._lane.release()
