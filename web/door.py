"""Who is turned away first when more is asked than can be done, and in which words."""

import re
from collections.abc import Iterable
from enum import IntEnum
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING
from wsgiref.headers import Headers

import msgspec

from web.api.answers import PREFIX
from web.api.schema import Error
from web.database import SAFE_METHODS
from web.headers import CLOSED_POLICY
from web.language import _

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Rank(IntEnum):
    """What matters most comes first, and is turned away last."""

    CHECK = 0
    """Whoever watches over the process asks: a busy one must not be taken for a dead one."""
    SAVE = 1
    READ = 2
    EXTRA = 3


# Downloads, statistics, programs: they cost most, and nobody's work is lost when they come a minute later.
_EXTRA = re.compile(rf"{PREFIX}|/teach/[^/]+/(questions|responses\.|export\.)|/account/take-out|.*\.pdf$")
_WATCHED = frozenset({"/healthz", "/readyz", "/metrics"})
RETRY_AFTER_SECONDS = {Rank.SAVE: 2, Rank.READ: 5, Rank.EXTRA: 30}
_SAVING = _("Nothing was saved just now. Go back and send it again in a few seconds; your text is still there.")
_READING = _("Many people are here at once. Reload this page in a few seconds; what was saved is safe.")
_TITLE = _("Too busy for a moment")


def rank_of(environ: "WSGIEnvironment") -> Rank:
    """Say how much a request matters, by its method and its address."""
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] not in SAFE_METHODS:
        return Rank.SAVE
    if path in _WATCHED:
        return Rank.CHECK
    return Rank.EXTRA if _EXTRA.match(path) else Rank.READ


def turn_away(rank: Rank, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Answer 503 at once: no session, no template, no database."""
    is_program = environ["PATH_INFO"].startswith(PREFIX)
    body = _IN_JSON if is_program else _PAGES[rank is Rank.SAVE]
    headers = Headers([("Content-Type", "application/json" if is_program else "text/html; charset=utf-8")])
    headers["Content-Security-Policy"] = CLOSED_POLICY
    headers["Cache-Control"] = "private, no-store"
    headers["Retry-After"] = str(RETRY_AFTER_SECONDS[rank])
    headers["Content-Length"] = str(len(body))
    status = HTTPStatus.SERVICE_UNAVAILABLE
    start_response(f"{status.value} {status.phrase}", headers.items())
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _page(sentence: str) -> bytes:
    title = escape(_TITLE)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title></head>'
        f"<body><main><h1>{title}</h1><p>{escape(sentence)}</p></main></body></html>"
    ).encode()


_PAGES = {True: _page(_SAVING), False: _page(_READING)}
_IN_JSON = msgspec.json.encode(Error("busy", _("Try again in a few seconds.")))
