"""The rest: how somebody did on all other questions they answered, as what a question is held against.

Of a complete matrix it is T − x, up to a constant and a unit, which no correlation sees. Where people answered
different questions, T − x would count how far they came and how easy their questions were. So a credit is taken less
the mean of its question, and the rest is the mean of that over the other questions that the person answered (person
and question effects as in two-way imputation: Bernaards & Sijtsma 2000, Multivariate Behav. Res. 35, 321–364).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import lcm

from quizzes.statistics.credits import Credits
from quizzes.statistics.matrix import Key

_FINENESS = 1 << 32
"""Means are rounded to so many parts of a unit, and everything after that is exact."""


@dataclass(frozen=True, slots=True)
class Standings:
    """Of each person how much better they did than the mean, in all, and on how many questions."""

    totals: Mapping[int, int]
    answered: Mapping[int, int]
    common: int
    """A multiple of all numbers of other questions, so that means over them are whole numbers too."""


def stand(columns: Mapping[Key, Credits]) -> Standings:
    """Return how people did on all questions."""
    totals: defaultdict[int, int] = defaultdict(int)
    answered: defaultdict[int, int] = defaultdict(int)
    for column in columns.values():
        mean = _mean(column)
        for person, credit in column.items():
            totals[person] += credit * _FINENESS - mean
            answered[person] += 1
    return Standings(totals, answered, lcm(*(number - 1 for number in set(answered.values()) if number > 1)))


def rests(column: Credits, standings: Standings) -> dict[int, int]:
    """Return the rest of each person who answered this question and another one."""
    mean, totals, answered = _mean(column), standings.totals, standings.answered
    factors = {number: standings.common // (number - 1) for number in set(answered.values()) if number > 1}
    return {
        person: (totals[person] - credit * _FINENESS + mean) * factors[answered[person]]
        for person, credit in column.items()
        if answered[person] > 1
    }


def _mean(column: Credits) -> int:
    return sum(column.values()) * _FINENESS // len(column) if column else 0
