"""Options that are numbers stand in their order."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from quizzes.writing_rules.asked import Asked
from sources.places import Problem

_NUMBER = re.compile(
    r"[^\w\s+\-.,\u2212]?\s?(?P<sign>[+\-\u2212]?)(?P<digits>\d{1,15}(?:[.,]\d{1,9})?)(?P<unit>\D{0,20})"
)
# A thousand to one author, one to another.
_GROUPED = re.compile(r"\d{1,3}[.,]\d{3}")


def stand_in_order(asked: Asked) -> Iterator[Problem]:
    """Numbers out of order have to be searched; `--fix` writes them in their order."""
    values = numbers_of([option.text for option in asked.options])
    if is_unordered(values):
        late = next(index for index in range(1, len(values)) if values[index] < values[index - 1])
        message = "These options are numbers, and stand in no order."
        mend = "Write them from small to large; `flask course check --fix` does it."
        option = asked.options[late]
        yield asked.about_option(option, "numbers-unordered", message, mend, option.text)


def is_unordered(values: Sequence[Decimal]) -> bool:
    """Tell whether numbers are neither rising nor falling."""
    rising = sorted(values)
    return list(values) not in (rising, rising[::-1])


def numbers_of(texts: Sequence[str]) -> tuple[Decimal, ...]:
    """Return the options as numbers; () where one is not plainly a number, could be two, or has another unit."""
    matches = [_NUMBER.fullmatch(text.strip()) for text in texts]
    found = [match for match in matches if match is not None and not _GROUPED.fullmatch(match["digits"])]
    if len(found) < len(matches) or len({_unit(match) for match in found}) > 1:
        return ()
    return tuple(map(_value, found))


def _value(match: re.Match[str]) -> Decimal:
    number = Decimal(match["digits"].replace(",", "."))
    return -number if match["sign"] in ("-", "\u2212") else number


def _unit(match: re.Match[str]) -> str:
    return match["unit"].strip().casefold().removesuffix("s")
