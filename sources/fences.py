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
    finder = FenceFinder(lines)
    fences: list[Fence] = []
    index = 0
    while index < len(lines):
        fence = finder.fence_at(index)
        if fence is not None:
            fences.append(fence)
            index = index if fence.end is None else fence.end
        index += 1
    return tuple(fences)


class FenceFinder:
    """Tells for one line after the other whether a fence opens there; remembers which can have no end any more."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._unclosable = {"`": 1_000_000, "~": 1_000_000}

    def fence_at(self, index: int) -> Fence | None:
        """Return the fence that opens in this line; ask for lines in their order only."""
        opening = _opening(self._lines[index])
        if opening is None:
            return None
        mark, length = opening["marks"][0], len(opening["marks"])
        end = None if length >= self._unclosable[mark] else _closing(self._lines, index + 1, mark, length)
        if end is None:
            self._unclosable[mark] = min(self._unclosable[mark], length)
        return Fence(index, end, opening["prefix"], opening["info"].strip())


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
