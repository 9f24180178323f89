"""Two texts of one learner beside each other: pure, and bounded however long they are."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_PIECES = 1500
"""Words, or else lines, beyond which differences are not looked for: it costs the square of their number."""
_PIECES = (re.compile(r"\s+|[^\s]+"), re.compile(r"[^\n]*\n|[^\n]+"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text, and whether the other text lacks it."""

    text: str
    is_own: bool


Stretches = tuple[Stretch, ...]


def compare(one: str, other: str) -> tuple[Stretches, Stretches]:
    """Cut both texts into stretches; joined, each gives its text back exactly."""
    for pieces in _PIECES:
        first, second = pieces.findall(one), pieces.findall(other)
        if max(len(first), len(second)) <= MOST_PIECES:
            return _align(first, second)
    return _whole(one), _whole(other)


def _align(first: list[str], second: list[str]) -> tuple[Stretches, Stretches]:
    left: list[Stretch] = []
    right: list[Stretch] = []
    for change, start, end, other_start, other_end in SequenceMatcher(None, first, second, False).get_opcodes():
        for side, text in ((left, first[start:end]), (right, second[other_start:other_end])):
            if text:
                side.append(Stretch("".join(text), change != "equal"))
    return tuple(left), tuple(right)


def _whole(text: str) -> Stretches:
    return (Stretch(text, is_own=False),) if text else ()
