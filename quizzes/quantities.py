"""Numbers as people write them: a decimal comma or point, a unit behind; nothing is guessed about thousands."""

import re
from unicodedata import category

from msgspec import Struct

from quizzes.result import UnreadableAnswer

LONGEST_NUMBER = 30
_NUMBER = re.compile(r"([+\-\u2212\u2013]?) ?([0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)")
_GROUP = re.compile(r"[.,'\u2019_ ][0-9]")
_EXPONENT = re.compile(r"[eE][+-]?[0-9]")
_LIKE_GROUPED = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class Quantity(Struct, frozen=True):
    """A number as a plain decimal such as "-15.5", its unit, and whether its separator could be one of thousands."""

    number: str
    unit: str = ""
    like_grouped: bool = False


def read_quantity(text: str) -> Quantity:
    """Read a number and the unit behind it; raises UnreadableAnswer ("number-unreadable", "thousands-separator")."""
    collapsed = " ".join(text.split())
    match = _NUMBER.match(collapsed)
    if not match or len(match[0]) > LONGEST_NUMBER:
        raise UnreadableAnswer("number-unreadable")
    rest = collapsed[match.end() :]
    if _GROUP.match(rest):
        raise UnreadableAnswer("thousands-separator")
    if not _can_be_unit(rest.strip()):
        raise UnreadableAnswer("number-unreadable")
    return Quantity(_plain(match[1], match[2]), rest.strip(), bool(_LIKE_GROUPED.fullmatch(match[2])))


def _plain(sign: str, digits: str) -> str:
    decimal = digits.replace(",", ".")
    minus = "-" if sign not in ("", "+") else ""
    return f"{minus}0{decimal}" if decimal.startswith(".") else f"{minus}{decimal}"


def _can_be_unit(text: str) -> bool:
    if not text:
        return True
    # Sc and So: signs of currencies, and others such as the degree.
    return not _EXPONENT.match(text) and (text[0].isalpha() or text[0] in "%‰" or category(text[0]) in ("Sc", "So"))
