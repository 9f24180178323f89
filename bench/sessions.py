"""A thousand browsers in one process: each with a socket and a cookie of its own, driven by one event loop.

Threads and an HTTP library would take the cores that the server under measurement is to have.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

Fields = Sequence[tuple[str, str]]
PATIENCE_SECONDS = 60.0
NO_REPLY = 0
"""The status of a request that was not answered."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, `waited` seconds after it was asked for."""

    status: int
    location: str
    body: bytes
    waited: float


@dataclass(slots=True)
class SessionBrowser:
    """One person's browser; asks one thing at a time on a connection that it keeps."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, path: str) -> Reply:
        return await self._ask("GET", path, b"")

    async def post(self, path: str, fields: Fields, *, in_place: bool = False) -> Reply:
        extra = "X-Fragment: 1\r\n" if in_place else ""
        return await self._ask("POST", path, urlencode(fields).encode(), extra)

    def close(self) -> None:
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None

    async def _ask(self, method: str, path: str, body: bytes, extra: str = "") -> Reply:
        begun = time.perf_counter()
        async with self._turn:
            request = self._request(method, path, body, extra)
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    status, head, content = await self._exchange(request)
            except (OSError, EOFError, TimeoutError):
                self.close()
                return Reply(NO_REPLY, "", b"", time.perf_counter() - begun)
            return Reply(status, self._take(head), content, time.perf_counter() - begun)

    def _request(self, method: str, path: str, body: bytes, extra: str) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        cookie = f"Cookie: {cookies}\r\n" if cookies else ""
        form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
        return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{cookie}{form}{extra}\r\n".encode() + body

    async def _exchange(self, request: bytes) -> tuple[int, list[str], bytes]:
        kept = self._writer is not None
        try:
            return await self._send(request)
        except (OSError, EOFError):
            # A kept connection may have been closed meanwhile, as browsers know, too; a fresh one may not.
            self.close()
            if not kept:
                raise
            return await self._send(request)

    async def _send(self, request: bytes) -> tuple[int, list[str], bytes]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        self._writer.write(request)
        head = read_head(await self._reader.readuntil(b"\r\n\r\n"))
        body = await self._reader.readexactly(head.length)
        if head.closes:
            self.close()
        return head.status, head.lines, body

    def _take(self, lines: Sequence[str]) -> str:
        location = ""
        for line in lines:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
            elif name.lower() == "location":
                location = value
        return location


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a reply, as far as measuring needs it."""

    status: int
    lines: list[str]
    length: int
    closes: bool


def read_head(head: bytes) -> Head:
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    named = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    is_closing = named.get("connection", "").lower() == "close"
    return Head(int(first.split(" ", 2)[1]), lines, int(named.get("content-length", "0")), is_closing)
