"""Figures for Prometheus: to this machine itself, and to whoever has the token."""

import hmac
from datetime import datetime

from flask import abort, current_app, request
from werkzeug.wrappers import Response

from course.database import Busy
from course.files import free_bytes
from course.records.waiting import waiting_mails
from course.sqlite import sqlite_file
from web import clock
from web.access import public
from web.database import database, session
from web.figures.exposition import CONTENT_TYPE, expose
from web.public.front_page import blueprint
from web.watching import figures

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_UP = "1 where the database answers."
_PASSED_ON = ("X-Forwarded-For", "Forwarded", "Via")


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    if not (_has_token() or _is_this_machine()):
        abort(404)
    return Response(expose(figures().total(), _gauges(clock.now())), content_type=CONTENT_TYPE)


def _has_token() -> bool:
    token: str = current_app.extensions["runway.metrics_token"]
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(sent.encode(), token.encode())


def _is_this_machine() -> bool:
    # A proxy on this machine asks from here, too, for all the world.
    return request.remote_addr in _LOOPBACK and not any(name in request.headers for name in _PASSED_ON)


def _gauges(now: datetime) -> dict[str, tuple[str, float]]:
    found: dict[str, tuple[str, float]] = {}
    if path := sqlite_file(str(database().engine.url)):
        found["runway_database_bytes"] = ("Size of the SQLite file.", path.stat().st_size)
        found["runway_disk_free_bytes"] = ("Room left on its disk.", free_bytes(path))
    try:
        waiting = waiting_mails(session(), now=now)
    except Busy:
        return found | {"runway_database_up": (_UP, 0)}
    found["runway_database_up"] = (_UP, 1)
    found["runway_mails_due"] = ("Mails that should be out.", waiting.due)
    found["runway_mails_failed"] = ("Mails among them that could not be sent so far.", waiting.failed)
    return found
