"""Responses as they were recorded → who answered what first, and what they say now, question by question.

A cell of the matrix is what one person answered to one question; where somebody has not answered, there is no cell.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct

from quizzes.confidence import Confidence
from quizzes.kinds import AnyQuestion, kind_of


class Answered(Struct, frozen=True, gc=False):
    """One response, with the credit it had under the revision it answered: regrades do not enter statistics."""

    person: int
    item: str
    revision: int
    answer: tuple[str, ...]
    credit: float
    confidence: Confidence | None = None


class AskedQuestion(Struct, frozen=True):
    """A question as one revision asks it, its lesson, and the anchor of the block that proves it ("" if unknown)."""

    question: AnyQuestion
    revision: int = 1
    lesson: str = ""
    anchor: str = ""

    @property
    def key(self) -> "Key":
        """What it is found by."""
        return self.question.id, self.revision

    @property
    def is_judged(self) -> bool:
        """Whether there is a right answer."""
        return kind_of(self.question).is_judged


Key = tuple[str, int]
"""A question's id and the number of the revision."""
Column = Mapping[int, Answered]
"""Responses to one thing, by person."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The questions in their order, and of each person the first response ever to each question, and the latest.

    Both are filed under the revision that was answered: of an item's revisions, a person is in one of each at most.
    """

    items: tuple[AskedQuestion, ...]
    firsts: Mapping[Key, Column]
    latest: Mapping[Key, Column]

    @property
    def newest(self) -> tuple[AskedQuestion, ...]:
        """Each question as its newest revision asks it, in the order of the questions."""
        found: dict[str, AskedQuestion] = {}
        for item in self.items:
            earlier = found.setdefault(item.question.id, item)
            if item.revision > earlier.revision:
                found[item.question.id] = item
        return tuple(found.values())


def gather(items: Sequence[AskedQuestion], responses: Iterable[Answered]) -> Matrix:
    """Sort responses, oldest first, into a matrix; those to other questions than these are left out.

    Raises KeyError for a response to a revision that is not there of a question that is.
    """
    firsts: dict[str, dict[int, Answered]] = {item.question.id: {} for item in items}
    latest: dict[str, dict[int, Answered]] = {item.question.id: {} for item in items}
    for response in responses:
        if (column := latest.get(response.item)) is not None:
            column[response.person] = response
            firsts[response.item].setdefault(response.person, response)
    return Matrix(tuple(items), _file(items, firsts), _file(items, latest))


def pickers(column: Column) -> dict[str, list[int]]:
    """Return who gave each string of the answers, such as an option's id, each person once."""
    alike: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for person, response in column.items():
        alike[response.answer].append(person)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for answer, people in alike.items():
        for picked in dict.fromkeys(answer):
            found[picked] += people
    return found


def _file(items: Sequence[AskedQuestion], responses: Mapping[str, Column]) -> dict[Key, dict[int, Answered]]:
    filed: dict[Key, dict[int, Answered]] = {item.key: {} for item in items}
    for item_id, column in responses.items():
        for person, response in column.items():
            filed[item_id, response.revision][person] = response
    return filed
