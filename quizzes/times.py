"""Seconds of a video as authors write them."""

import re

_TIME = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,2}):([0-9]{2})")


def read_time(text: str) -> int | None:
    """Return the seconds of `15:33` or `00:15:33`; None for anything else."""
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    return hours * 3600 + minutes * 60 + seconds if minutes < 60 and seconds < 60 else None


def write_time(seconds: int) -> str:
    """Return seconds as `00:15:33`."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
