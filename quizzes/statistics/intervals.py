"""95 % intervals, from formulas that the standard library is enough for."""

from math import atanh, exp, inf, log, sqrt, tanh
from statistics import NormalDist

from quizzes.statistics.figure import Interval

Z = NormalDist().inv_cdf(0.975)


def wilson(p: float, n: int) -> Interval:
    """Return Wilson's score interval of a share (Wilson 1927, J. Am. Stat. Assoc. 22, 209–212); `n` is at least 1.

    For a mean of partial credits it is on the safe side, since those vary less than right and wrong do.
    """
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    # Where all or nobody is right, the interval ends at the value itself, and rounding must not move it.
    return Interval(0.0 if p == 0 else max(0.0, middle - half), 1.0 if p == 1 else min(1.0, middle + half))


def fisher(r: float, n: int) -> Interval:
    """Return the interval of a correlation by Fisher's z (Fisher 1921, Metron 1, 3–32); `n` is at least 4.

    It takes both sides for normally distributed, which right and wrong are not: read it as an approximation.
    """
    z = atanh(r) if abs(r) < 1 else r * inf
    half = Z / sqrt(n - 3)
    return Interval(tanh(z - half), tanh(z + half))


def bonett(alpha: float, n: int, k: int) -> Interval:
    """Return the interval of an alpha over `k` questions (Bonett 2002, J. Educ. Behav. Stat. 27, 335–340).

    `n` is at least 3, `k` at least 2.
    """
    if alpha == 1:
        return Interval(1.0, 1.0)
    middle = log(1 - alpha) - log(n / (n - 1))
    half = Z * sqrt(2 * k / ((k - 1) * (n - 2)))
    return Interval(1 - exp(middle + half), 1 - exp(middle - half))
