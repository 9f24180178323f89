"""Which questions to look at first, and why: what only an author can mend."""

from dataclasses import dataclass
from enum import IntEnum

from quizzes.statistics.figure import FEWEST_ANSWERS
from quizzes.statistics.items import ItemStatistics
from quizzes.statistics.options import OptionStatistics, Suspicion
from quizzes.statistics.report import CourseStatistics

SURE_AND_WRONG_FROM = 0.2
"""From this share of those who answered on, being sure and wrong is the question's, or the explanation's."""


class Reason(IntEnum):
    """Why a question is to be mended, the gravest first."""

    WRONG_KEY = 1
    NOBODY_RIGHT = 2
    SURE_AND_WRONG = 3
    NOBODY_CHOOSES = 4


@dataclass(frozen=True, slots=True)
class ToMend:
    """A question as it is asked now, with the reasons and the options that they are about."""

    item: ItemStatistics
    reasons: tuple[Reason, ...]
    suspected: tuple[OptionStatistics, ...]
    unchosen: tuple[OptionStatistics, ...]


def questions_to_mend(statistics: CourseStatistics) -> tuple[ToMend, ...]:
    """Return the questions with a reason to mend them, the gravest reason first, then those that most answered."""
    found = [_look_at(statistics.items[key]) for key in statistics.newest]
    return tuple(sorted((each for each in found if each.reasons), key=lambda each: (each.reasons, -each.item.answered)))


def _look_at(item: ItemStatistics) -> ToMend:
    suspected = tuple(option for option in item.options if option.wrong_key is Suspicion.CLEAR)
    unchosen = tuple(option for option in item.options if option.nobody)
    enough = item.item.is_judged and item.answered >= FEWEST_ANSWERS
    holds = {
        Reason.WRONG_KEY: bool(suspected),
        Reason.NOBODY_RIGHT: enough and not item.right,
        Reason.SURE_AND_WRONG: enough and item.sure_and_wrong >= SURE_AND_WRONG_FROM * item.answered,
        Reason.NOBODY_CHOOSES: bool(unchosen),
    }
    return ToMend(item, tuple(reason for reason, held in holds.items() if held), suspected, unchosen)
