"""A line of JSON for each request and each failure. Never what somebody typed, an address with its parts, or a name."""

import sys
from collections.abc import Mapping, MutableMapping
from traceback import walk_tb
from typing import Any, BinaryIO

import msgspec
import structlog

from course.people.tokens import hash_token

_PSEUDONYM = 12
_LINES_OF_A_FAILURE = 12


class Journal:
    """Where lines go."""

    def __init__(self, file: BinaryIO | None = None) -> None:
        self._log = structlog.wrap_logger(
            structlog.BytesLogger(file or sys.stdout.buffer),
            processors=[structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"), _as_json],
            wrapper_class=structlog.BoundLoggerBase,
            cache_logger_on_first_use=True,
        ).bind()

    def note_request(self, method: str, route: str, status: int, milliseconds: float, person: str) -> None:
        """One request that was answered; `person` is the public id, whose hash is noted."""
        self._note(
            "request",
            method=method,
            route=route,
            status=status,
            ms=round(milliseconds, 2),
            who=hash_token(person)[:_PSEUDONYM] if person else None,
        )

    def note_failure(self, method: str, route: str, error: BaseException) -> None:
        """What went wrong on our side: its class and our lines; its message may hold what somebody typed."""
        frames = [f"{frame.f_code.co_filename}:{line}" for frame, line in walk_tb(error.__traceback__)]
        causes = [type(each).__name__ for each in _with_causes(error)]
        self._note("failure", method=method, route=route, error=causes, where=frames[-_LINES_OF_A_FAILURE:])

    def _note(self, event: str, **fields: Any) -> None:
        self._log._proxy_to_logger("msg", event, **fields)  # noqa: SLF001 - how structlog's own loggers do it


def _with_causes(error: BaseException | None) -> list[BaseException]:
    return [] if error is None else [error, *_with_causes(error.__cause__)]


def _as_json(_logger: object, _method: str, event: MutableMapping[str, Any] | Mapping[str, Any]) -> bytes:
    return msgspec.json.encode(event)
