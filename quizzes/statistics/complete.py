"""Complete cases: the people who answered every question that enough people answered, and their totals.

Figures about a total need one total that means the same for everybody, so nothing is filled in and nobody is counted
with half of the questions. A question that fewer than 50 people answered (a new one, or one drawn for few) is left
out by name: with it the figure would have to be silent anyway.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quizzes.statistics.credits import Credits
from quizzes.statistics.figure import FEWEST_FOR_R


@dataclass(frozen=True, slots=True)
class CompleteCases:
    """Credits by question, one for each person, all in the same order of people; `left_out` were answered by too few.

    A full credit has `full` units.
    """

    full: int
    columns: Mapping[str, tuple[int, ...]]
    left_out: tuple[str, ...]
    people: int

    @property
    def totals(self) -> tuple[int, ...]:
        """Each person's sum over the questions."""
        return tuple(map(sum, zip(*self.columns.values(), strict=True)))


def complete_cases(by_item: Mapping[str, Credits], *, full: int, fewest: int = FEWEST_FOR_R) -> CompleteCases:
    """Return those who answered all questions that at least `fewest` people answered; all questions if none was."""
    kept = {item_id: column for item_id, column in by_item.items() if len(column) >= fewest} or by_item
    columns = sorted(kept.values(), key=len)
    people = [person for person in columns[0] if all(person in column for column in columns)] if columns else []
    return CompleteCases(
        full=full,
        columns={item_id: tuple(column[person] for person in people) for item_id, column in kept.items()},
        left_out=tuple(item_id for item_id in by_item if item_id not in kept),
        people=len(people),
    )
