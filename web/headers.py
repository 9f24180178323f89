"""Security headers on every response, errors and static files too."""

from wsgiref.headers import Headers

from flask import Flask, Response, g

PLAYER_ORIGIN = "https://www.youtube-nocookie.com"

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src {frames}"
)
_CLOSED_POLICY = _POLICY.format(frames="'none'")
_PLAYER_POLICY = _POLICY.format(frames=PLAYER_ORIGIN)

_ALWAYS: dict[str, str] = {
    "X-Content-Type-Options": "nosniff",
    # The player refuses to play for a page that sends no referrer at all.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR_OF_HTTPS = "max-age=31536000; includeSubDomains"


def install(app: Flask, *, in_development: bool) -> None:
    always = dict(_ALWAYS) if in_development else {**_ALWAYS, "Strict-Transport-Security": ONE_YEAR_OF_HTTPS}

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.extend(always)
        response.headers["Content-Security-Policy"] = _PLAYER_POLICY if "has_player" in g else _CLOSED_POLICY
        # Pages depend on who asks: no cache may give one person's page to another.
        response.headers["Cache-Control"] = "private, no-store"
        return response


def allow_player() -> None:
    """Let this one page embed the video player."""
    g.has_player = True


def add_to_static(headers: Headers) -> None:
    """Add what answers about static files need."""
    for name, value in (*_ALWAYS.items(), ("Content-Security-Policy", _CLOSED_POLICY)):
        headers[name] = value
