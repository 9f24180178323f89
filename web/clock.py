"""The one place where pages ask what time it is; everything below is told."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
