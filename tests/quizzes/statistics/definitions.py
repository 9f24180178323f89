"""The figures a second time, straight from their definitions, in fractions: nothing of quizzes.statistics is used."""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

Z = 1.959963984540054
Cells = Sequence[Sequence[Fraction | None]]
"""One row a person; None where there is no answer."""
Complete = Sequence[Sequence[Fraction]]
"""The same where everybody answered everything."""


def as_fractions(rows: Sequence[Sequence[float | None]]) -> Cells:
    return [[None if cell is None else Fraction(cell).limit_denominator(60) for cell in row] for row in rows]


def mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def covariance(xs: Sequence[Fraction], ys: Sequence[Fraction]) -> Fraction:
    x_mean, y_mean = mean(xs), mean(ys)
    products = [(x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)]
    return sum(products, Fraction(0)) / (len(xs) - 1)


def correlation(xs: Sequence[Fraction], ys: Sequence[Fraction]) -> float | None:
    product = covariance(xs, xs) * covariance(ys, ys)
    return float(covariance(xs, ys)) / sqrt(product) if product else None


def point_biserial(chose: Sequence[bool], ys: Sequence[Fraction]) -> float | None:
    """By the two groups' means: (M₁ − M₀) ÷ s · √(pq), with the population's s."""
    inside = [y for y, yes in zip(ys, chose, strict=True) if yes]
    outside = [y for y, yes in zip(ys, chose, strict=True) if not yes]
    middle = mean(ys)
    variance = mean([(y - middle) ** 2 for y in ys])
    if not inside or not outside or not variance:
        return None
    p = Fraction(len(inside), len(ys))
    return float(mean(inside) - mean(outside)) * sqrt(p * (1 - p) / variance)


def facility(cells: Cells, question: int) -> Fraction:
    return mean([cell for row in cells if (cell := row[question]) is not None])


def rests(cells: Cells, question: int) -> dict[int, Fraction]:
    """Of who answered this and another question: the mean of credit − facility over the others."""
    answered = [other for other in range(len(cells[0])) if any(row[other] is not None for row in cells)]
    means = {other: facility(cells, other) for other in answered}
    found = {}
    for person, row in enumerate(cells):
        others = [cell - means[other] for other, cell in enumerate(row) if other != question and cell is not None]
        if row[question] is not None and others:
            found[person] = mean(others)
    return found


def item_rest(cells: Cells, question: int) -> float | None:
    others = rests(cells, question)
    credits_given = [cell for person in others if (cell := cells[person][question]) is not None]
    return correlation(credits_given, list(others.values()))


def option_rest(cells: Cells, question: int, *, chose_full: bool) -> float | None:
    """Of the option of all who have full credit, or of that of all others."""
    others = rests(cells, question)
    return point_biserial([(cells[person][question] == 1) == chose_full for person in others], list(others.values()))


def wilson(p: float, n: int) -> tuple[float, float]:
    """The two θ at which p lies just at the edge of what θ makes likely: |p − θ| = z √(θ(1 − θ)/n), by halving."""
    return _edge(p, 0.0, n), _edge(p, 1.0, n)


def _edge(p: float, far: float, n: int) -> float:
    near = p
    for _ in range(200):
        middle = (near + far) / 2
        if abs(p - middle) <= Z * sqrt(middle * (1 - middle) / n):
            near = middle
        else:
            far = middle
    return near


def covariances(cells: Complete) -> list[list[Fraction]]:
    columns = [[row[question] for row in cells] for question in range(len(cells[0]))]
    return [[covariance(one, other) for other in columns] for one in columns]


def alpha(cells: Complete) -> float | None:
    """From the covariance matrix: k c̄ ÷ (v̄ + (k − 1) c̄), c̄ the mean covariance of two questions."""
    matrix = covariances(cells)
    k = len(matrix)
    together = mean([matrix[one][other] for one in range(k) for other in range(k) if one != other])
    alone = mean([matrix[one][one] for one in range(k)])
    below = alone + (k - 1) * together
    return float(k * together / below) if below else None


def kr20(cells: Complete) -> float:
    k, n = len(cells[0]), len(cells)
    shares = [facility(cells, question) for question in range(k)]
    totals = [sum(row) for row in cells]
    variance = sum((total - Fraction(sum(totals), n)) ** 2 for total in totals) / n
    return float(Fraction(k, k - 1) * (1 - sum(p * (1 - p) for p in shares) / variance))


def effective_weights(cells: Complete) -> list[float]:
    roots = [sqrt(max(sum(row), 0)) for row in covariances(cells)]
    return [root / sum(roots) for root in roots]


def standard_error(cells: Complete) -> float:
    """As a share of what can be had: √(V − k/(k − 1)(V − Σv)) ÷ k."""
    matrix = covariances(cells)
    k = len(matrix)
    whole, alone = sum(map(sum, matrix)), sum(matrix[one][one] for one in range(k))
    return sqrt(whole - Fraction(k, k - 1) * (whole - alone)) / k


def complete(cells: Cells) -> Complete:
    return [[cell for cell in row if cell is not None] for row in cells if None not in row]
