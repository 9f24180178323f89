"""The classical figures that teaching platforms publish, all × 100, for those who compare.

They are those of Moodle's quiz statistics report (docs.moodle.org/dev/Quiz_statistics_calculations): sample variances,
rest = total − credit, from complete cases.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from quizzes.statistics.complete import CompleteCases
from quizzes.statistics.figure import FEWEST_FOR_R, Figure, Method, said, shy
from quizzes.statistics.moments import correlate, joint_spread, spread
from quizzes.statistics.reliability import alpha_of, silence_of_total


@dataclass(frozen=True, slots=True)
class PlatformItem:
    """What such a report says of one question."""

    discrimination_index: Figure
    discriminative_efficiency: Figure
    effective_weight: Figure


@dataclass(frozen=True, slots=True)
class PlatformStatistics:
    """What such a report says of each question, by id, and of all of them; the standard error is in % of the total."""

    items: Mapping[str, PlatformItem]
    internal_consistency: Figure
    standard_error: Figure


def efficiency(column: Sequence[int], rest: Sequence[int]) -> float | None:
    """Return cov(item, rest) ÷ the largest it could be, that of both sorted; None where one does not vary."""
    largest = joint_spread(sorted(column), sorted(rest))
    return joint_spread(column, rest) / largest if largest else None


def weights(columns: Mapping[str, Sequence[int]], totals: Sequence[int]) -> dict[str, float | None]:
    """Return √max(cov(item, total), 0) of each question ÷ the sum of these; None where no total differs."""
    whole = spread(totals)
    if not whole:
        return dict.fromkeys(columns)
    # Shares of the total's variance, so that no unit is too fine for a square root; they sum to 1, so one is positive.
    roots = {item_id: sqrt(max(joint_spread(column, totals), 0) / whole) for item_id, column in columns.items()}
    return {item_id: root / sum(roots.values()) for item_id, root in roots.items()}


def standard_error(columns: Sequence[Sequence[int]], full: int) -> float | None:
    """Return √(1 − alpha) · sample standard deviation of the totals, as a share of the total that can be had."""
    totals = tuple(map(sum, zip(*columns, strict=True)))
    n, alpha = len(totals), alpha_of(tuple(tuple(column) for column in columns))
    return None if alpha is None else sqrt((1 - alpha) * (spread(totals) / (n * (n - 1) * (len(columns) * full) ** 2)))


def compare_with_platforms(cases: CompleteCases) -> PlatformStatistics:
    """Return the figures of the complete cases; those of the whole are silent as alpha is, the others under 50."""
    columns, totals = cases.columns, cases.totals
    weight = weights(columns, totals)
    return PlatformStatistics(
        items={item_id: _compare_item(column, totals, weight[item_id]) for item_id, column in columns.items()},
        internal_consistency=_of_whole(Method.CONSISTENCY, cases, alpha_of(tuple(columns.values()))),
        standard_error=_of_whole(Method.STANDARD_ERROR, cases, standard_error(tuple(columns.values()), cases.full)),
    )


def _compare_item(column: Sequence[int], totals: Sequence[int], weight: float | None) -> PlatformItem:
    rest = [total - credit for total, credit in zip(totals, column, strict=True)]
    n = len(totals)
    return PlatformItem(
        discrimination_index=_percent(Method.DISCRIMINATION, n, correlate(column, rest)),
        discriminative_efficiency=_percent(Method.EFFICIENCY, n, efficiency(column, rest)),
        effective_weight=_percent(Method.WEIGHT, n, weight),
    )


def _percent(method: Method, n: int, value: float | None) -> Figure:
    return shy(method, n, FEWEST_FOR_R) or said(method, n, None if value is None else 100 * value)


def _of_whole(method: Method, cases: CompleteCases, value: float | None) -> Figure:
    return silence_of_total(method, cases) or _percent(method, cases.people, value)
