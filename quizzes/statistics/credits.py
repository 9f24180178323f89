"""Credits as whole numbers: exact sums, and no rounding that looks like a difference between people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from quizzes.statistics.matrix import Key, Matrix

_LARGEST_DENOMINATOR = 1000
"""Far above that of any credit that a kind of question gives."""

Credits = Mapping[int, int]
"""Credits to one thing, by person."""


@dataclass(frozen=True, slots=True)
class CreditColumns:
    """The credits of the first responses to what is judged, in units of which `full` are a full credit."""

    full: int
    columns: Mapping[Key, Credits]

    @property
    def by_item(self) -> dict[str, Credits]:
        """The credits by question, whichever of its revisions was answered."""
        merged: dict[str, dict[int, int]] = {}
        for (item_id, _), column in self.columns.items():
            merged.setdefault(item_id, {}).update(column)
        return dict(merged)


def count_credits(matrix: Matrix) -> CreditColumns:
    """Return the credits of a matrix; questions without a right answer are left out."""
    judged = [item.key for item in matrix.items if item.is_judged]
    found = {response.credit for key in judged for response in matrix.firsts[key].values()}
    exact = {credit: exact_credit(credit) for credit in found}
    full = common_unit(exact.values())
    units = {credit: int(share * full) for credit, share in exact.items()}
    columns = {
        key: {person: units[response.credit] for person, response in matrix.firsts[key].items()} for key in judged
    }
    return CreditColumns(full, columns)


def exact_credit(credit: float) -> Fraction:
    """Return the share that a stored credit stands for, such as 1/3, or what the number says if it is no such share."""
    share = Fraction(credit).limit_denominator(_LARGEST_DENOMINATOR)
    return share if float(share) == credit else Fraction(credit)


def common_unit(shares: Iterable[Fraction]) -> int:
    """Return the smallest number of units in a full credit that makes whole numbers of all shares."""
    return lcm(*(share.denominator for share in shares))
