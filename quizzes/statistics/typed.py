"""Typed answers gathered by what was typed: what most people write, and whether the key knows it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from quizzes.grading import describe, result_of
from quizzes.kinds import Numeric, ShortAnswer
from quizzes.statistics.matrix import AskedQuestion, Column, Matrix
from quizzes.wording import fold


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer as most people spelt it, of how many it was the first and is the latest, and how it was judged."""

    words: str
    first: int
    latest: int
    state: str


def gather_typed(matrix: Matrix) -> dict[str, tuple[Typed, ...]]:
    """Return what was typed in answer to each short or numeric question, by its id, most frequent first ones first.

    What differs in capitals and spaces only is the same. Of several judgements the newest revision's counts.
    """
    typed = [item for item in matrix.items if isinstance(item.question, ShortAnswer | Numeric)]
    return {
        item_id: _gather(
            [(item, matrix.firsts[item.key], matrix.latest[item.key]) for item in sorted(revisions, key=_revision)]
        )
        for item_id, revisions in groupby(sorted(typed, key=_id), key=_id)
    }


def _gather(revisions: Iterable[tuple[AskedQuestion, Column, Column]]) -> tuple[Typed, ...]:
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    counts = Counter[str](), Counter[str]()
    states: dict[str, str] = {}
    for item, *columns in revisions:
        for count, column in zip(counts, columns, strict=True):
            # The same is typed by many: it is put into words once.
            alike = Counter((response.answer, response.credit) for response in column.values())
            for (answer, credit), times in alike.items():
                words = describe(item.question, answer)
                same = fold(words)
                spellings[same][words] += times
                count[same] += times
                states[same] = result_of(item.question, credit).state
    first, latest = counts
    found = [
        Typed(spelt.most_common(1)[0][0], first[same], latest[same], states[same]) for same, spelt in spellings.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.first, -each.latest, each.words)))


def _id(item: AskedQuestion) -> str:
    return item.question.id


def _revision(item: AskedQuestion) -> int:
    return item.revision
