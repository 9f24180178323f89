"""Lines of an article that remember where they stood, and replacements within them."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from sources.fences import code_spans, find_fences


class Line(Struct, frozen=True):
    """One line with its number in the author's file; `code` says that it belongs to a fence."""

    number: int
    text: str
    code: bool = False


class Replacement(Struct, frozen=True):
    """Other words for the characters from `start` to `end` of the line at `index`."""

    index: int
    start: int
    end: int
    text: str


def mark_code(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines, those inside closed fences marked as code."""
    inside: set[int] = set()
    for fence in find_fences([line.text for line in lines]):
        if fence.end is not None:
            inside.update(range(fence.start, fence.end + 1))
    return tuple(Line(line.number, line.text, index in inside) for index, line in enumerate(lines))


def spans_to_leave(line: Line) -> list[tuple[int, int]]:
    """Return what scanners leave alone in a line: all of it in a fence, else its inline code."""
    return [(0, len(line.text))] if line.code else code_spans(line.text)


def is_inside(position: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Say whether a position lies in one of the spans."""
    return any(start <= position < end for start, end in spans)


def replace(lines: Sequence[Line], replacements: Iterable[Replacement]) -> tuple[Line, ...]:
    """Return the lines with the replacements made; one that overlaps an earlier one is left out."""
    changed = list(lines)
    ordered = sorted(replacements, key=lambda item: (item.index, item.start))
    for index, group in groupby(ordered, key=lambda item: item.index):
        line = changed[index]
        pieces, reached = [], 0
        for item in group:
            if item.start >= reached:
                pieces += [line.text[reached : item.start], item.text]
                reached = item.end
        changed[index] = Line(line.number, "".join(pieces) + line.text[reached:], line.code)
    return tuple(changed)
