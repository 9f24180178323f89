"""Variance, covariance and correlation in whole numbers, so that what does not vary is known not to.

Credits are integers in some unit, which cancels. With n people, a spread is n² times the (population) variance, a
joint spread n² times the covariance; what is divided by another needs no more.
"""

from collections.abc import Sequence
from math import sqrt
from operator import mul


def spread(values: Sequence[int]) -> int:
    """Return n Σx² − (Σx)²; 0 where all are the same or there are none."""
    return joint_spread(values, values)


def joint_spread(xs: Sequence[int], ys: Sequence[int]) -> int:
    """Return n Σxy − Σx Σy."""
    products: int = sum(map(mul, xs, ys))
    return len(xs) * products - sum(xs) * sum(ys)


def ratio(joint: int, one: int, other: int) -> float | None:
    """Return joint ÷ √(one × other), Pearson's r of three spreads; None where one of the two does not vary."""
    if not one or not other:
        return None
    # Whole numbers of any size divide exactly rounded, and r² never passes 1 (Cauchy–Schwarz).
    return sqrt(joint * joint / (one * other)) * (1 if joint >= 0 else -1)


def correlate(xs: Sequence[int], ys: Sequence[int]) -> float | None:
    """Return Pearson's product-moment correlation; None where one side does not vary."""
    return ratio(joint_spread(xs, ys), spread(xs), spread(ys))
