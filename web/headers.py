"""Security headers on every response, errors and static files too."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PLAYER_ORIGIN = "https://www.youtube-nocookie.com"

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src {frames}"
)
CLOSED_POLICY = _POLICY.format(frames="'none'")
_PLAYER_POLICY = _POLICY.format(frames=PLAYER_ORIGIN)

_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    # The player refuses to play for a page that sends no referrer at all.
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_ONE_YEAR_OF_HTTPS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")


def install(app: Flask) -> None:
    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = _PLAYER_POLICY if "has_player" in g else CLOSED_POLICY
        # Pages depend on who asks: no cache may give one person's page to another.
        response.headers["Cache-Control"] = "private, no-store"
        return response


def allow_player() -> None:
    """Let this one page embed the video player."""
    g.has_player = True


class OnEveryAnswer:
    """A WSGI application with what never changes on all of its answers: pages, files, and who is turned away."""

    def __init__(self, app: "WSGIApplication", *, over_https_alone: bool) -> None:
        self._app = app
        self._always = (*_ALWAYS, _ONE_YEAR_OF_HTTPS) if over_https_alone else _ALWAYS

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, *self._always], *more)

        return self._app(environ, start)
