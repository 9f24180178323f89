"""What could be picked, whom each option drew, and which options mislead or idle."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from quizzes.kinds import AnyQuestion, MultipleChoice, Scale, SingleChoice, TrueFalse
from quizzes.statistics.figure import (
    FEWEST_ANSWERS,
    FEWEST_FOR_R,
    FEWEST_FOR_UNCHOSEN,
    Figure,
    Method,
    Silence,
    said,
    shy,
    silent,
)
from quizzes.statistics.intervals import fisher, wilson
from quizzes.statistics.matrix import AskedQuestion, Column, pickers
from quizzes.statistics.moments import ratio, spread

WORKS_FROM = 0.05
"""A distractor that so many choose does its work."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be picked; `is_right` is None where nothing is right or wrong."""

    id: str
    text: str
    is_right: bool | None
    misconception: str = ""


class Suspicion(StrEnum):
    """Whether a wrong option looks like the right one: who picks it does better on the rest, perhaps or clearly."""

    NONE = "none"
    PERHAPS = "perhaps"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class OptionStatistics:
    """How many chose an option first, which share of those asked, and the correlation of choosing it with the rest."""

    choice: Choice
    chosen: int
    share: Figure
    rest: Figure

    @property
    def wrong_key(self) -> Suspicion:
        """Whether the key may be wrong: a distractor that goes with a better rest."""
        if self.choice.is_right is not False or not self.rest.value or self.rest.value < 0:
            return Suspicion.NONE
        return Suspicion.CLEAR if self.rest.interval and self.rest.interval.low > 0 else Suspicion.PERHAPS

    @property
    def works(self) -> bool | None:
        """Whether a distractor is chosen by at least 5 %; None for a key, and while there are too few to say no."""
        if self.choice.is_right is not False or self.share.value is None:
            return None
        return self.share.value >= WORKS_FROM or (False if self.share.n >= FEWEST_FOR_UNCHOSEN else None)

    @property
    def nobody(self) -> bool:
        """Whether it is a distractor that nobody chooses, of as many people as it takes to say so."""
        return self.choice.is_right is False and not self.chosen and self.share.n >= FEWEST_FOR_UNCHOSEN


def choices_of(question: AnyQuestion) -> tuple[Choice, ...]:
    """Return what can be picked, in the author's order; nothing for what is typed or put together."""
    if isinstance(question, SingleChoice | MultipleChoice):
        return tuple(Choice(each.id, each.text, each.right, each.misconception) for each in question.options)
    if isinstance(question, TrueFalse):
        return Choice("true", "True", question.right), Choice("false", "False", not question.right)
    if isinstance(question, Scale):
        return tuple(Choice(str(level.value), level.text, None) for level in question.levels)
    return ()


def analyze_options(item: AskedQuestion, firsts: Column, rests: Mapping[int, int]) -> tuple[OptionStatistics, ...]:
    """Return the figures of each option from the first responses; `rests` are those of the people who have one."""
    choices = choices_of(item.question)
    choosers = pickers(firsts) if choices else {}
    whole = _Rest(len(rests), sum(rests.values()), spread(tuple(rests.values())))
    found = []
    for choice in choices:
        chosen = choosers.get(choice.id, [])
        share = _share(len(chosen), len(firsts))
        found.append(OptionStatistics(choice, len(chosen), share, _correlate(choice, chosen, rests, whole)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Rest:
    n: int
    total: int
    spread: int


def _share(chosen: int, n: int) -> Figure:
    silence = shy(Method.OPTION_SHARE, n, FEWEST_ANSWERS)
    return silence or said(Method.OPTION_SHARE, n, chosen / n, wilson(chosen / n, n))


def _correlate(choice: Choice, chosen: list[int], rests: Mapping[int, int], rest: _Rest) -> Figure:
    """Pearson's r of "chose it", 1 or 0, with the rest: the sums over those who chose it are all that it takes."""
    if choice.is_right is None:
        return silent(Method.OPTION_REST, len(rests), Silence.NOT_JUDGED)
    if silence := shy(Method.OPTION_REST, rest.n, FEWEST_FOR_R):
        return silence
    theirs = [rests[person] for person in chosen if person in rests]
    joint = rest.n * sum(theirs) - len(theirs) * rest.total
    r = ratio(joint, len(theirs) * (rest.n - len(theirs)), rest.spread)
    return said(Method.OPTION_REST, rest.n, r, None if r is None else fisher(r, rest.n))
