"""Calendar files (RFC 5545) of events that last a day: what of the format that takes, and nothing else.

A library that reads and writes all of it takes longer to import than all of Runway; tests read these files with one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

MOST_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day; `uid` names it for good, `stamped_at_utc` is when it was last changed."""

    uid: str
    day: date
    title: str
    description: str
    url: str
    stamped_at_utc: datetime


def write_calendar(name: str, events: Iterable[Event]) -> bytes:
    """Write a calendar file; the same events give the same bytes."""
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Runway//Check-ins//EN", f"X-WR-CALNAME:{_text(name)}")
    every = (*lines, *(line for event in events for line in _event(event)), "END:VCALENDAR")
    return b"".join(_fold(line) for line in every)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.stamped_at_utc.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day.year:04}{event.day:%m%d}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"DESCRIPTION:{_text(event.description)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(words: str) -> str:
    """Escape a text; of what cannot be seen only line breaks are left."""
    seen = "".join(each for each in words.replace("\r\n", "\n").replace("\r", "\n") if each == "\n" or _is_seen(each))
    return seen.translate(_ESCAPED)


def _is_seen(character: str) -> bool:
    return character >= " " and character not in "\x7f\u2028\u2029"


def _fold(line: str) -> bytes:
    """Break a line where it has 75 octets, and never within a character."""
    folded, room = bytearray(), MOST_OCTETS
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(octets) > room:
            folded += b"\r\n "
            room = MOST_OCTETS - 1
        folded += octets
        room -= len(octets)
    return bytes(folded) + b"\r\n"
