"""Questions gathered by the paragraph that proves them: where all of them are hard, the explanation is weak."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from quizzes.statistics.credits import CreditColumns
from quizzes.statistics.figure import FEWEST_ANSWERS, Figure, Method, said, shy
from quizzes.statistics.items import ItemStatistics
from quizzes.statistics.matrix import AskedQuestion, Key


class Passage(NamedTuple):
    """A lesson's paragraph, by the block's anchor; by the video's second where no paragraph is known."""

    lesson: str
    anchor: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class PassageStatistics:
    """The questions that a paragraph proves, the seconds they name, and how people did on them.

    `facility` is the mean credit of all first answers; it has no interval, since one person's answers go together.
    """

    passage: Passage
    seconds: tuple[int, ...]
    item_ids: tuple[str, ...]
    answers: int
    facility: Figure
    sure_and_wrong: int


def group_by_passage(
    items: Mapping[Key, ItemStatistics], newest: tuple[AskedQuestion, ...], counted: CreditColumns
) -> tuple[PassageStatistics, ...]:
    """Return the passages, weakest first, by the questions' newest revisions; those that nothing is told of come last.

    Questions without a right answer, and those that name neither a paragraph nor a second, are left out.
    """
    groups: dict[Passage, list[ItemStatistics]] = {}
    for item in newest:
        passage = passage_of(item)
        if passage and item.is_judged:
            groups.setdefault(passage, []).append(items[item.key])
    found = [_describe(passage, group, counted) for passage, group in groups.items()]
    return tuple(sorted(found, key=lambda each: (each.facility.value is None, each.facility.value)))


def passage_of(item: AskedQuestion) -> Passage | None:
    """Return what proves a question; None where it does not say."""
    at = item.question.at
    if item.anchor:
        return Passage(item.lesson, item.anchor)
    return None if at is None else Passage(item.lesson, "", at)


def _describe(passage: Passage, group: list[ItemStatistics], counted: CreditColumns) -> PassageStatistics:
    columns = [counted.columns[each.item.key] for each in group]
    people, answers = len(set().union(*columns)), sum(map(len, columns))
    return PassageStatistics(
        passage=passage,
        seconds=tuple(sorted({each.item.question.at for each in group if each.item.question.at is not None})),
        item_ids=tuple(each.item.question.id for each in group),
        answers=answers,
        facility=shy(Method.PASSAGE, people, FEWEST_ANSWERS)
        or said(Method.PASSAGE, people, sum(sum(column.values()) for column in columns) / (counted.full * answers)),
        sure_and_wrong=sum(each.sure_and_wrong for each in group),
    )
