"""Everything that is told about a course's questions, in one value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.statistics.complete import complete_cases
from quizzes.statistics.credits import CreditColumns, count_credits
from quizzes.statistics.items import ItemStatistics, analyze_item
from quizzes.statistics.matrix import Answered, AskedQuestion, Key, Matrix, gather
from quizzes.statistics.misconceptions import Misconception, find_misconceptions
from quizzes.statistics.passages import PassageStatistics, group_by_passage
from quizzes.statistics.platforms import PlatformStatistics, compare_with_platforms
from quizzes.statistics.reliability import Reliability, measure_reliability
from quizzes.statistics.rests import stand
from quizzes.statistics.typed import Typed, gather_typed


@dataclass(frozen=True, slots=True)
class CourseStatistics:
    """The figures of a course's questions, from the first responses of `people` people.

    `items` has each revision of each question, so that before and after an edit stand side by side; `newest` says
    which of them are asked now.
    """

    people: int
    items: Mapping[Key, ItemStatistics]
    newest: tuple[Key, ...]
    reliability: Reliability
    platforms: PlatformStatistics
    misconceptions: tuple[Misconception, ...]
    passages: tuple[PassageStatistics, ...]
    typed: Mapping[str, tuple[Typed, ...]]

    def revisions_of(self, item_id: str) -> tuple[ItemStatistics, ...]:
        """Return the figures of a question in each of its revisions, the oldest first."""
        return tuple(self.items[key] for key in sorted(self.items) if key[0] == item_id)

    @property
    def sure_and_wrong(self) -> tuple[ItemStatistics, ...]:
        """The questions as they are asked now that somebody answered surely and wrongly, most such people first."""
        found = [self.items[key] for key in self.newest if self.items[key].sure_and_wrong]
        return tuple(sorted(found, key=lambda each: -each.sure_and_wrong))


def analyze(items: Sequence[AskedQuestion], responses: Iterable[Answered]) -> CourseStatistics:
    """Return all figures of a course's questions.

    `items` are its questions in order, in each revision that was ever answered; `responses` all responses to them,
    oldest first. Raises KeyError for a response to a revision that is not among them.
    """
    matrix = gather(items, responses)
    counted = count_credits(matrix)
    found = _analyze_items(matrix, counted)
    cases = complete_cases(counted.by_item, full=counted.full)
    return CourseStatistics(
        people=len(set().union(*matrix.firsts.values())),
        items=found,
        newest=tuple(item.key for item in matrix.newest),
        reliability=measure_reliability(cases),
        platforms=compare_with_platforms(cases),
        misconceptions=find_misconceptions(matrix),
        passages=group_by_passage(found, matrix.newest, counted),
        typed=gather_typed(matrix),
    )


def _analyze_items(matrix: Matrix, counted: CreditColumns) -> dict[Key, ItemStatistics]:
    standings = stand(counted.columns)
    return {
        item.key: analyze_item(
            item, matrix.firsts[item.key], counted.columns.get(item.key, {}), standings, full=counted.full
        )
        for item in matrix.items
    }
