"""Small pieces of the sentences that tell an author what an edit changes and does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST_QUOTATION = 70


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was: where ("lesson soil", "question holds-water"), and what, in words."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def quoted(text: str) -> str:
    """Return words in quotation marks, cut where they are long; nothing that a terminal would obey."""
    shown = printable(" ".join(text.split()))
    return f"“{shown}”" if len(shown) <= LONGEST_QUOTATION else f"“{shown[:LONGEST_QUOTATION].rstrip()}…”"


def printable(text: str) -> str:
    """Return what people typed without the control characters that would move a terminal's cursor."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def count(number: int, one: str, many: str = "") -> str:
    """Return "1 answer" or "3 answers"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def moved(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Return which of the ids in both stand in another order now; as few as explain it."""
    kept_before = [each for each in before if each in after]
    kept_after = [each for each in after if each in before]
    blocks = SequenceMatcher(None, kept_before, kept_after, autojunk=False).get_matching_blocks()
    stayed = {each for block in blocks for each in kept_after[block.b : block.b + block.size]}
    return tuple(each for each in kept_after if each not in stayed)


def became(name: str, before: str, after: str) -> str:
    """Return how a text reads now and how it read."""
    if not before:
        return f"{name} added: {quoted(after)}"
    return f"{name} {quoted(after)}, was {quoted(before)}" if after else f"{name} removed: {quoted(before)}"


def listed(words: Iterable[str]) -> str:
    """Return words side by side, a dash for none."""
    return "; ".join(words) or "–"
