"""Beliefs that wrong options stand for: how many people hold one, through which options, before and after feedback."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from quizzes.statistics.figure import FEWEST_ANSWERS, Figure, Method, said, shy
from quizzes.statistics.intervals import wilson
from quizzes.statistics.matrix import Column, Key, Matrix, pickers
from quizzes.statistics.options import Choice, choices_of


@dataclass(frozen=True, slots=True)
class Route:
    """An option through which a belief shows: how many people picked it at first, and in their latest response."""

    item_id: str
    revision: int
    option_id: str
    text: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Misconception:
    """A belief: of the people `asked` at first about something that offers it, who holds it before and after.

    People count once, through however many options they came to it; `let_go` are those who held it and no longer do.
    """

    belief: str
    asked: int
    before: int
    after: int
    let_go: int
    routes: tuple[Route, ...]

    @property
    def share_before(self) -> Figure:
        """The share of those asked who held it in a first response."""
        return _share(self.before, self.asked)

    @property
    def share_after(self) -> Figure:
        """The share of those asked who hold it in a latest response."""
        return _share(self.after, self.asked)


def find_misconceptions(matrix: Matrix) -> tuple[Misconception, ...]:
    """Return the beliefs that the questions name, those that most people held at first first."""
    tags = {
        item.key: {choice.id: choice.misconception for choice in choices_of(item.question) if choice.misconception}
        for item in matrix.items
    }
    asked: defaultdict[str, set[int]] = defaultdict(set)
    for key, column in matrix.firsts.items():
        for belief in tags[key].values():
            asked[belief].update(column)
    before, after = _pickers(tags, matrix.firsts), _pickers(tags, matrix.latest)
    found = [_describe(belief, asked[belief], matrix, tags, before, after) for belief in asked]
    return tuple(sorted(found, key=lambda each: (-each.before, each.belief)))


_Tags = Mapping[Key, Mapping[str, str]]
"""The beliefs of a question's options, by the option's id."""
_Pickers = Mapping[tuple[Key, str], list[int]]
"""Who picked an option that stands for a belief."""


def _pickers(tags: _Tags, columns: Mapping[Key, Column]) -> _Pickers:
    return {
        (key, option): people
        for key, column in columns.items()
        if tags[key]
        for option, people in pickers(column).items()
        if option in tags[key]
    }


def _describe(
    belief: str, asked: set[int], matrix: Matrix, tags: _Tags, before: _Pickers, after: _Pickers
) -> Misconception:
    held, holds = _holders(belief, tags, before), _holders(belief, tags, after) & asked
    return Misconception(
        belief=belief,
        asked=len(asked),
        before=len(held),
        after=len(holds),
        let_go=len(held - holds),
        routes=tuple(
            _route(item.key, choice, before, after)
            for item in matrix.items
            for choice in choices_of(item.question)
            if choice.misconception == belief
        ),
    )


def _route(key: Key, choice: Choice, before: _Pickers, after: _Pickers) -> Route:
    first, latest = before.get((key, choice.id), ()), after.get((key, choice.id), ())
    return Route(*key, choice.id, choice.text, len(first), len(latest))


def _holders(belief: str, tags: _Tags, pickers: _Pickers) -> set[int]:
    return {person for (key, option), people in pickers.items() if tags[key][option] == belief for person in people}


def _share(held: int, asked: int) -> Figure:
    share = held / asked if asked else 0.0
    return shy(Method.HELD, asked, FEWEST_ANSWERS) or said(Method.HELD, asked, share, wilson(share, asked))
