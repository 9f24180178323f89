"""Cronbach's alpha over a course's questions: whether they measure one thing together."""

from dataclasses import dataclass

from quizzes.statistics.complete import CompleteCases
from quizzes.statistics.figure import FEWEST_FOR_R, FEWEST_QUESTIONS, Figure, Method, Silence, said, shy, silent
from quizzes.statistics.intervals import bonett
from quizzes.statistics.moments import spread


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha, over which questions, and which were left out because too few people answered them."""

    alpha: Figure
    items: tuple[str, ...]
    left_out: tuple[str, ...]


def alpha_of(columns: tuple[tuple[int, ...], ...]) -> float | None:
    """Return k/(k − 1) · (1 − Σ variance of a question ÷ variance of the total), of complete credits.

    Cronbach 1951, Psychometrika 16, 297–334; of right and wrong alone it is formula 20 of Kuder & Richardson 1937,
    Psychometrika 2, 151–160. It may be negative. None for fewer than two questions, or where all totals are the same.
    """
    k, whole = len(columns), spread(tuple(map(sum, zip(*columns, strict=True))))
    return k * (whole - sum(map(spread, columns))) / ((k - 1) * whole) if k > 1 and whole else None


def measure_reliability(cases: CompleteCases) -> Reliability:
    """Return alpha of the complete cases, silent under 50 people or five questions."""
    return Reliability(_alpha(cases), tuple(cases.columns), cases.left_out)


def silence_of_total(method: Method, cases: CompleteCases) -> Figure | None:
    """Return the silent figure where a figure over a total must be silent; None where it may speak."""
    if len(cases.columns) + len(cases.left_out) < FEWEST_QUESTIONS:
        return silent(method, cases.people, Silence.TOO_FEW_QUESTIONS, needed=FEWEST_QUESTIONS)
    if silence := shy(method, cases.people, FEWEST_FOR_R):
        return silence
    if len(cases.columns) < FEWEST_QUESTIONS:
        return silent(method, cases.people, Silence.TOO_FEW_QUESTIONS, needed=FEWEST_QUESTIONS)
    return None


def _alpha(cases: CompleteCases) -> Figure:
    if silence := silence_of_total(Method.ALPHA, cases):
        return silence
    alpha, n = alpha_of(tuple(cases.columns.values())), cases.people
    return said(Method.ALPHA, n, alpha, None if alpha is None else bonett(alpha, n, len(cases.columns)))
