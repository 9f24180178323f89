"""Numeric: a number typed by the learner, right within a tolerance."""

import re
from decimal import Context, Decimal
from fractions import Fraction

from quizzes.answer_lines import read_one_answer
from quizzes.body import QuestionBody, SharedFields
from quizzes.kinds.kind import Answer, Kind
from quizzes.quantities import LONGEST_NUMBER, Quantity, read_quantity
from quizzes.question import Question
from quizzes.quiz_lines import Line
from quizzes.result import Credit, UnreadableAnswer
from quizzes.wording import fold
from sources.places import Problem

_EXAMPLE = "= 15 ± 1 EUR"
_PLUS_MINUS = re.compile(r"±|\+/?-")
_EXACT = Context(prec=4 * LONGEST_NUMBER)
_UNREADABLE = {
    "number-unreadable": "is not a number",
    "thousands-separator": "can be read in two ways, or has a separator of thousands",
}


class Numeric(Question, frozen=True, kw_only=True, tag="numeric"):
    """A question answered by a number; value and tolerance are plain decimals, "" is no unit."""

    value: str
    tolerance: str
    unit: str


def parse(body: QuestionBody, shared: SharedFields, problems: list[Problem]) -> Numeric:
    """Read the one line `= value ± tolerance unit`; tolerance and unit may be left out."""
    value, tolerance = Quantity("0"), Quantity("0")
    if line := read_one_answer(body, problems, kind="numeric", example=_EXAMPLE):
        if sign := _PLUS_MINUS.search(line.text):
            value = _read(line.part(0, sign.start()), problems)
            tolerance = _read(line.part(sign.end()), problems)
            _check_tolerance(value, tolerance, line, problems)
        else:
            value = _read(line, problems)
    unit = tolerance.unit or value.unit
    return Numeric(value=value.number, tolerance=tolerance.number, unit=unit, **shared)


def grade(question: Numeric, answer: Answer) -> Credit:
    """Full credit within the tolerance; raises UnreadableAnswer for no number, and for a unit missing or not asked."""
    typed = describe(question, answer)
    if not typed:
        return None
    given = read_quantity(typed)
    value, tolerance = Decimal(question.value), Decimal(question.tolerance)
    # "1,000" is a thousand where thousands are asked for, whichever key is right; below, it is a decimal fraction.
    if given.like_grouped and _EXACT.add(value.copy_abs(), tolerance) >= 1000:
        raise UnreadableAnswer("thousands-separator")
    if bool(given.unit) != bool(question.unit):
        raise UnreadableAnswer("unit-missing" if question.unit else "unit-not-asked")
    distance = _EXACT.subtract(Decimal(given.number), value).copy_abs()
    return Fraction(distance <= tolerance and fold(given.unit) == fold(question.unit))


def key(question: Numeric) -> tuple[str, ...]:
    """Return the value with its tolerance and unit."""
    tolerance = f" ± {question.tolerance}" if Decimal(question.tolerance) else ""
    return (f"{question.value}{tolerance} {question.unit}".strip(),)


def describe(_question: Numeric, answer: Answer) -> str:
    """Return what was typed."""
    return answer[0].strip() if answer else ""


def _read(line: Line, problems: list[Problem]) -> Quantity:
    try:
        quantity = read_quantity(line.text)
    except UnreadableAnswer as error:
        return _refuse(line, error.message_code, problems)
    if quantity.like_grouped:
        return _refuse(line, "thousands-separator", problems)
    return quantity


def _refuse(line: Line, code: str, problems: list[Problem]) -> Quantity:
    mend = f"Write digits without separators of thousands, such as `{_EXAMPLE}` or `= 1250`."
    if code == "thousands-separator":
        mend += " Where a fraction is meant, add a zero: 3.1420."
    problems.append(Problem(line.place, code, f"{line.text!r} {_UNREADABLE[code]}.", mend))
    return Quantity("0")


def _check_tolerance(value: Quantity, tolerance: Quantity, line: Line, problems: list[Problem]) -> None:
    if value.unit:
        message = f"A unit stands before the tolerance: {value.unit!r}."
        problems.append(Problem(line.place, "unit-misplaced", message, f"Write it once, at the end: `{_EXAMPLE}`."))
    if tolerance.number.startswith("-"):
        message = f"The tolerance is negative: {tolerance.number}."
        problems.append(Problem(line.place, "tolerance-negative", message, f"Write `{_EXAMPLE}`."))


KIND = Kind(name="numeric", question=Numeric, parse=parse, grade=grade, key=key, describe=describe)
