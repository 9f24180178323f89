"""The figures of one question: how easy, how well it tells people apart, and what each option drew."""

from collections import Counter
from dataclasses import dataclass

from quizzes.statistics.credits import Credits
from quizzes.statistics.figure import FEWEST_ANSWERS, FEWEST_FOR_R, Figure, Method, Silence, said, shy, silent
from quizzes.statistics.intervals import fisher, wilson
from quizzes.statistics.matrix import AskedQuestion, Column
from quizzes.statistics.moments import correlate
from quizzes.statistics.options import OptionStatistics, Suspicion, analyze_options
from quizzes.statistics.rests import Standings, rests
from quizzes.statistics.sureness import SaidAndRight, by_confidence, tally


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """A question in one revision: `answered` people had it first in these words, `right` of them with full credit."""

    item: AskedQuestion
    answered: int
    right: int
    facility: Figure
    item_rest: Figure
    options: tuple[OptionStatistics, ...]
    sureness: tuple[SaidAndRight, ...]

    @property
    def sure_and_wrong(self) -> int:
        """How many were sure and had less than full credit: confident errors are corrected best."""
        return sum(each.given - each.right for each in self.sureness if each.confidence == "sure")

    @property
    def wrong_key(self) -> Suspicion:
        """The strongest suspicion that one of its distractors raises."""
        raised = {option.wrong_key for option in self.options}
        return next((each for each in (Suspicion.CLEAR, Suspicion.PERHAPS) if each in raised), Suspicion.NONE)


def analyze_item(
    item: AskedQuestion, firsts: Column, column: Credits, standings: Standings, *, full: int
) -> ItemStatistics:
    """Return the figures of a question from its first responses, their credits, and how people did in all.

    `full` is how many units of `column` are a full credit; where nothing is judged, the column is empty.
    """
    others = rests(column, standings)
    tallied = tally(firsts.values()) if item.is_judged else Counter()
    return ItemStatistics(
        item=item,
        answered=len(firsts),
        right=sum(number for (_, right), number in tallied.items() if right),
        facility=_facility(item, column, len(firsts), full),
        item_rest=_item_rest(item, column, others, len(firsts)),
        options=analyze_options(item, firsts, others),
        sureness=by_confidence(tallied),
    )


def _facility(item: AskedQuestion, column: Credits, n: int, full: int) -> Figure:
    """The mean credit: of what is right or wrong, the share of people who were right."""
    if not item.is_judged:
        return silent(Method.FACILITY, n, Silence.NOT_JUDGED)
    if silence := shy(Method.FACILITY, n, FEWEST_ANSWERS):
        return silence
    p = sum(column.values()) / (full * n)
    return said(Method.FACILITY, n, p, wilson(p, n))


def _item_rest(item: AskedQuestion, column: Credits, others: Credits, n: int) -> Figure:
    """Pearson's r of the credit with the rest; with right and wrong alone it is the point-biserial correlation."""
    if not item.is_judged:
        return silent(Method.ITEM_REST, n, Silence.NOT_JUDGED)
    if silence := shy(Method.ITEM_REST, len(others), FEWEST_FOR_R):
        return silence
    r = correlate([column[person] for person in others], list(others.values()))
    return said(Method.ITEM_REST, len(others), r, None if r is None else fisher(r, len(others)))
