"""A figure with all that can be asked about it: how many people, how sure, how computed, or why there is none."""

from dataclasses import dataclass
from enum import StrEnum

FEWEST_ANSWERS = 10
"""Under so many answers there are counts only."""
FEWEST_FOR_R = 50
"""From so many people on there are correlations, and figures over the whole course."""
FEWEST_QUESTIONS = 5
"""From so many questions on there is a reliability."""
FEWEST_FOR_UNCHOSEN = 60
"""So many must have answered before an option counts as chosen by nobody or too few: 0.95 ** 59 is less than 0.05."""


class Method(StrEnum):
    """How a figure is computed; each has its section in docs/statistics.md."""

    FACILITY = "facility"
    ITEM_REST = "item-rest"
    OPTION_SHARE = "option-share"
    OPTION_REST = "option-rest"
    ALPHA = "alpha"
    DISCRIMINATION = "discrimination-index"
    EFFICIENCY = "discriminative-efficiency"
    WEIGHT = "effective-weight"
    CONSISTENCY = "internal-consistency"
    STANDARD_ERROR = "standard-error"
    HELD = "misconception"
    CALIBRATION = "calibration"
    PASSAGE = "passage"


class Silence(StrEnum):
    """Why there is no figure; a page turns it into a sentence."""

    TOO_FEW_PEOPLE = "too-few-people"
    TOO_FEW_QUESTIONS = "too-few-questions"
    NO_VARIANCE = "no-variance"
    NOT_JUDGED = "not-judged"


@dataclass(frozen=True, slots=True)
class Interval:
    """The two ends of a 95 % interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, or the reason why there is none, from `n` people by `method`.

    `needed` says how many people or questions it would take where there are too few of them.
    """

    method: Method
    n: int
    value: float | None = None
    interval: Interval | None = None
    silence: Silence | None = None
    needed: int | None = None


def silent(method: Method, n: int, silence: Silence, *, needed: int | None = None) -> Figure:
    """Return a figure that says why it has no value."""
    return Figure(method, n, silence=silence, needed=needed)


def shy(method: Method, n: int, needed: int) -> Figure | None:
    """Return the silent figure if `n` people are too few; None where there are enough."""
    return silent(method, n, Silence.TOO_FEW_PEOPLE, needed=needed) if n < needed else None


def said(method: Method, n: int, value: float | None, interval: Interval | None = None) -> Figure:
    """Return a figure; without a value it is silent because nothing varies, which is all that can be in its way."""
    return silent(method, n, Silence.NO_VARIANCE) if value is None else Figure(method, n, value, interval)
