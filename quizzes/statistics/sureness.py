"""How sure people were, and whether rightly: what was said beside an answer against its judgement."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.confidence import CONFIDENCES, Confidence
from quizzes.statistics.figure import FEWEST_ANSWERS, Figure, Method, said, shy
from quizzes.statistics.intervals import wilson
from quizzes.statistics.matrix import Answered, AskedQuestion

Tally = Counter[tuple[Confidence | None, bool]]
"""How many responses said this, and were right or not."""


@dataclass(frozen=True, slots=True)
class SaidAndRight:
    """How many answers were given with this confidence, and how many of them had full credit."""

    confidence: Confidence
    given: int
    right: int

    @property
    def share(self) -> Figure:
        """The share that was right, with Wilson's interval; `n` are answers here, not people."""
        share = self.right / self.given if self.given else 0.0
        silence = shy(Method.CALIBRATION, self.given, FEWEST_ANSWERS)
        return silence or said(Method.CALIBRATION, self.given, share, wilson(share, self.given))


def tally(responses: Iterable[Answered]) -> Tally:
    """Count responses by what was said of them and by whether they had full credit."""
    return Counter((response.confidence, response.credit == 1) for response in responses)


def by_confidence(tallied: Tally) -> tuple[SaidAndRight, ...]:
    """Return how often people were right at each level, the surest first; nothing where nobody said how sure."""
    found = tuple(
        SaidAndRight(each, tallied[each, False] + tallied[each, True], tallied[each, True]) for each in CONFIDENCES
    )
    return found if any(each.given for each in found) else ()


def calibrate(items: Iterable[AskedQuestion], responses: Iterable[Answered]) -> tuple[SaidAndRight, ...]:
    """Return how often one person was right at each level of confidence, from their first responses.

    `responses` are that person's, oldest first; those to other revisions than these are left out.
    """
    judged = {item.key for item in items if item.is_judged}
    firsts: dict[str, Answered] = {}
    for response in responses:
        firsts.setdefault(response.item, response)
    return by_confidence(tally(each for each in firsts.values() if (each.item, each.revision) in judged))
