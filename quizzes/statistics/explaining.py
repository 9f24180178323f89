"""“How computed, from whom, n =”: what stands behind a figure, in words for who teaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from quizzes.statistics.figure import Figure, Method, Silence


@dataclass(frozen=True, slots=True)
class Explanation:
    """The formula, the people whose responses enter it, and the source of its interval, "" where it has none."""

    formula: str
    whom: str
    interval: str = ""


def marked(text: str) -> str:
    """Mark a text for translation: who shows it looks it up."""
    return text


_ANSWERED = marked("people, by their first response to the question")
_WITH_REST = marked("people who answered this question and another one, by their first responses")
_COMPLETE = marked("people who answered all questions that enough people answered, by their first responses")
_WILSON, _FISHER, _BONETT = marked("Wilson 1927"), marked("Fisher’s z, 1921"), marked("Bonett 2002")

METHODS: Mapping[Method, Explanation] = MappingProxyType(
    {
        Method.FACILITY: Explanation(marked("credit given ÷ credit that could be had"), _ANSWERED, _WILSON),
        Method.ITEM_REST: Explanation(
            marked("correlation of the credit with the rest, r(x, T − x)"), _WITH_REST, _FISHER
        ),
        Method.OPTION_SHARE: Explanation(marked("people who chose it ÷ people who answered"), _ANSWERED, _WILSON),
        Method.OPTION_REST: Explanation(marked("correlation of choosing it with the rest"), _WITH_REST, _FISHER),
        Method.ALPHA: Explanation(
            marked("k ÷ (k − 1) × (1 − sum of the questions’ variances ÷ variance of the total)"), _COMPLETE, _BONETT
        ),
        Method.DISCRIMINATION: Explanation(marked("100 × correlation of the credit with total − credit"), _COMPLETE),
        Method.EFFICIENCY: Explanation(
            marked("100 × covariance of credit and rest ÷ the largest it could be"), _COMPLETE
        ),
        Method.WEIGHT: Explanation(marked("100 × √ of the covariance with the total ÷ the sum of these"), _COMPLETE),
        Method.CONSISTENCY: Explanation(marked("100 × alpha"), _COMPLETE),
        Method.STANDARD_ERROR: Explanation(
            marked("√(1 − alpha) × standard deviation of the total, in % of it"), _COMPLETE
        ),
        Method.HELD: Explanation(
            marked("people who chose an option that stands for it ÷ people who were offered one"),
            marked("people, by their responses to the questions that offer it"),
            _WILSON,
        ),
        Method.CALIBRATION: Explanation(
            marked("right answers ÷ answers, of those given with this confidence"), marked("first responses"), _WILSON
        ),
        Method.PASSAGE: Explanation(
            marked("credit given ÷ credit that could be had, over the questions that the passage proves"),
            marked("people who answered one of them, by their first responses"),
        ),
    }
)

SILENCES: Mapping[Silence, str] = MappingProxyType(
    {
        Silence.TOO_FEW_PEOPLE: marked("Not told: it takes {needed}, and there are {n}."),
        Silence.TOO_FEW_QUESTIONS: marked("Not told: it takes {needed} questions that enough people answered."),
        Silence.NO_VARIANCE: marked(
            "Not told: nothing differs here between these {n}, so there is nothing to compare."
        ),
        Silence.NOT_JUDGED: marked("Not told: the question has no right answer."),
    }
)


def explain(figure: Figure) -> str:
    """Return how a figure was computed, from whom and how many, or why there is none."""
    method = METHODS[figure.method]
    formula = f"Computed as {method.formula}."
    whom = f"From n = {figure.n:,} {method.whom}."
    if figure.silence:
        reason = SILENCES[figure.silence].format(n=f"{figure.n:,}", needed=figure.needed)
        return f"{reason} {formula} {whom}"
    interval = f" 95 % interval: {method.interval}." if figure.interval else ""
    return f"{formula} {whom}{interval}"
