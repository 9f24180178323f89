"""A browser as far as measuring needs one: a kept connection, cookies, and what came over the wire counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urlsplit

Fields = Sequence[tuple[str, str]]
TIMEOUT_SECONDS = 120.0
AS_BROWSERS_DO = {"Accept-Encoding": "gzip, deflate, br, zstd"}
AS_OUR_SCRIPTS_DO = {"X-Fragment": "1"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `wire_bytes` counts the status line, headers and body as sent."""

    status: int
    location: str
    body: bytes
    wire_bytes: int

    @property
    def text(self) -> str:
        return self.body.decode()


class Browser:
    """One person's browser on one connection. Bodies come uncompressed unless a header asks otherwise."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
        self._cookies: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def rest(self) -> None:
        """Close the connection; the next request opens another."""
        self._connection.close()

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        return self._ask("GET", path, headers)

    def post(self, path: str, fields: Fields, headers: Mapping[str, str] | None = None) -> Reply:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, {**form, **(headers or {})}, urlencode(fields))

    def _ask(self, method: str, path: str, headers: Mapping[str, str] | None, body: str | None = None) -> Reply:
        sent = {"Accept-Encoding": "identity", **(headers or {})}
        if self._cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(method, path, body, sent)
        response = self._connection.getresponse()
        return self._take(response)

    def _take(self, response: HTTPResponse) -> Reply:
        body = response.read()
        for line in response.headers.get_all("Set-Cookie", ()):
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.value
        parts = urlsplit(response.headers.get("Location", ""))
        location = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return Reply(response.status, location, body, _head_bytes(response) + len(body))


def _head_bytes(response: HTTPResponse) -> int:
    status_line = f"HTTP/1.1 {response.status} {response.reason}\r\n"
    headers = sum(len(name) + len(value) + len(": \r\n") for name, value in response.headers.items())
    return len(status_line) + headers + len("\r\n")
