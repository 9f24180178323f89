"""Flask's signed cookie; a signature that was checked is good when the same bytes come again."""

import time
from functools import lru_cache

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

KEPT_PER_PROCESS = 8192


def install(app: Flask) -> None:
    app.session_interface = SignedCookies(app)


class SignedCookies(SecureCookieSessionInterface):
    """Checking a signature costs as much as three queries, and a browser sends the same cookie with every request."""

    def __init__(self, app: Flask) -> None:
        signing = super().get_signing_serializer(app)
        if signing is None:
            raise RuntimeError("SECRET_KEY has to be set before cookies are.")
        self._signing = signing
        self._checked = lru_cache(maxsize=KEPT_PER_PROCESS)(self._check)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        return self._signing

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        cookie = request.cookies.get(self.get_cookie_name(app))
        if not cookie:
            return self.session_class()
        try:
            held, signed_at = self._checked(cookie)
        except BadSignature:
            return self.session_class()
        if time.time() - signed_at > app.permanent_session_lifetime.total_seconds():
            return self.session_class()
        return self.session_class(self.serializer.loads(held) if isinstance(held, str) else held)

    def _check(self, cookie: str) -> tuple[str | dict[str, object], float]:
        """Give what the cookie holds and when it was signed; as text where two requests would share what can change."""
        held, signed_at = self._signing.loads(cookie, return_timestamp=True)
        is_flat = all(isinstance(value, str | int) for value in held.values())
        return held if is_flat else self.serializer.dumps(held), signed_at.timestamp()
