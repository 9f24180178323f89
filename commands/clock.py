"""The one place where commands ask what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """Give the present instant."""
    return datetime.now(UTC)
