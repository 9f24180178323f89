"""Figures in words: the value, how sure it is, and how it was computed, or why there is none."""

from dataclasses import dataclass

from quizzes.statistics.explaining import METHODS, SILENCES
from quizzes.statistics.figure import Figure, Method
from web.language import _

_SHARES = {Method.FACILITY, Method.OPTION_SHARE, Method.HELD, Method.CALIBRATION, Method.PASSAGE}
_PERCENT = {
    Method.DISCRIMINATION,
    Method.EFFICIENCY,
    Method.WEIGHT,
    Method.CONSISTENCY,
    Method.STANDARD_ERROR,
}


@dataclass(frozen=True, slots=True)
class FigureShown:
    """`value` is empty where the figure is silent, and `why` says why; `why` is empty where it speaks."""

    value: str
    interval: str
    why: str
    n: int
    how: str


def show_figure(figure: Figure) -> FigureShown:
    value = "" if figure.value is None else _value(figure.method, figure.value)
    return FigureShown(value, _interval(figure), _silence(figure), figure.n, how(figure))


def how(figure: Figure) -> str:
    """How it was computed, and from whom."""
    method = METHODS[figure.method]
    said = [
        _("Computed as %(formula)s.") % {"formula": _(method.formula)},
        _("From n = %(n)s %(whom)s.") % {"n": f"{figure.n:,}", "whom": _(method.whom)},
    ]
    if figure.interval:
        said.append(_("95 %% interval: %(source)s.") % {"source": _(method.interval)})
    return " ".join(said)


def _silence(figure: Figure) -> str:
    if figure.silence is None:
        return ""
    return _(SILENCES[figure.silence]).format(n=f"{figure.n:,}", needed=figure.needed)


def _interval(figure: Figure) -> str:
    if figure.interval is None:
        return ""
    low, high = (_value(figure.method, end) for end in (figure.interval.low, figure.interval.high))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _value(method: Method, value: float) -> str:
    if method in _SHARES:
        return _("%(percent)d %%") % {"percent": round(100 * value)}
    return _signed(f"{value:.1f}" if method in _PERCENT else f"{value:.2f}")


def _signed(number: str) -> str:
    """With a minus that is as wide as a plus."""
    return number.replace("-", "−")
