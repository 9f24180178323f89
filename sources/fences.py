"""Fenced code: where it is, so that nothing inside is taken for a heading, a link or a time."""

import re
from collections import deque
from collections.abc import Sequence

from msgspec import Struct

# Possessive quantifiers keep long runs of blanks or marks linear.
OPENING = re.compile(r"(?P<prefix>[ \t]*+(?:>[ \t]*+)*+)(?P<marks>`{3,}+|~{3,}+)(?P<info>.*)$")


class Fence(Struct, frozen=True):
    """A fence from its opening to its closing line (indexes); `end` is None where it is never closed."""

    start: int
    end: int | None
    prefix: str
    info: str


def find_fences(lines: Sequence[str]) -> tuple[Fence, ...]:
    """Find the fences of a text in order; an unclosed one covers its opening line only."""
    fences: list[Fence] = []
    unclosable = {"`": 1_000_000, "~": 1_000_000}
    index = 0
    while index < len(lines):
        opening = _opening(lines[index])
        if opening is None:
            index += 1
            continue
        mark, length = opening["marks"][0], len(opening["marks"])
        end = None if length >= unclosable[mark] else _closing(lines, index + 1, mark, length)
        if end is None:
            unclosable[mark] = min(unclosable[mark], length)
        fences.append(Fence(index, end, opening["prefix"], opening["info"].strip()))
        index = (index if end is None else end) + 1
    return tuple(fences)


def _opening(line: str) -> re.Match[str] | None:
    match = OPENING.match(line)
    return None if match is None or (match["marks"][0] == "`" and "`" in match["info"]) else match


def _closing(lines: Sequence[str], start: int, mark: str, length: int) -> int | None:
    for index in range(start, len(lines)):
        marks = lines[index].strip("> \t")
        if len(marks) >= length and not marks.strip(mark):
            return index
    return None


def code_spans(line: str) -> list[tuple[int, int]]:
    """Return the inline code of one line as (start, end): from a run of backticks to the next run as long."""
    runs = [match.span() for match in re.finditer(r"`++", line)]
    waiting: dict[int, deque[tuple[int, int]]] = {}
    for run in runs:
        waiting.setdefault(run[1] - run[0], deque()).append(run)
    spans: list[tuple[int, int]] = []
    reached = 0
    for start, end in runs:
        alike = waiting[end - start]
        while alike and alike[0][0] <= start:
            alike.popleft()
        if start >= reached and alike:
            reached = alike[0][1]
            spans.append((start, reached))
    return spans
