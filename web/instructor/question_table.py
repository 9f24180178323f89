"""The figures of a cohort's questions as a table, one row for each revision."""

from collections.abc import Iterator

from course.material.catalog import Published
from quizzes.statistics.figure import Figure
from quizzes.statistics.items import ItemStatistics
from quizzes.statistics.platforms import PlatformItem
from quizzes.statistics.report import CourseStatistics
from web.language import _
from web.sheets.cells import Cell
from web.sheets.files import Table


def questions_table(published: Published, statistics: CourseStatistics) -> Table:
    return Table(
        name=_("Questions"),
        header=(
            *(_("Lesson"), _("Question id"), _("Question"), _("Revision"), _("Asked now"), _("Answered"), _("Right")),
            *(_("Credit"), _("Credit, low"), _("Credit, high")),
            *(_("With the rest"), _("With the rest, low"), _("With the rest, high"), _("With the rest, people")),
            *(_("Sure, and wrong"), _("Suspected key"), _("Options")),
            *(_("Discrimination index"), _("Discriminative efficiency"), _("Effective weight")),
        ),
        rows=_rows(published, statistics),
    )


def _rows(published: Published, statistics: CourseStatistics) -> Iterator[tuple[Cell, ...]]:
    for (question_id, number), found in statistics.items.items():
        is_asked = published.revisions[question_id].number == number
        yield (
            *(found.item.lesson, question_id, found.item.question.stem_text, number, _("yes") if is_asked else _("no")),
            *(found.answered, found.right if found.item.is_judged else None),
            *_figure(found.facility),
            *(*_figure(found.item_rest), found.item_rest.n),
            *(found.sure_and_wrong, str(found.wrong_key), options_in_words(found)),
            *_platform(statistics.platforms.items.get(question_id) if is_asked else None),
        )


def options_in_words(found: ItemStatistics) -> str:
    key = _("right")
    return "\n".join(
        f"{each.choice.text}: {each.chosen}" + (f" ({key})" if each.choice.is_right else "") for each in found.options
    )


def _figure(figure: Figure) -> tuple[Cell, Cell, Cell]:
    """Empty where it is silent; there is no number for that, 0 included."""
    low, high = (figure.interval.low, figure.interval.high) if figure.interval else (None, None)
    return _round(figure.value), _round(low), _round(high)


def _platform(item: PlatformItem | None) -> tuple[Cell, Cell, Cell]:
    if item is None:
        return None, None, None
    found = (item.discrimination_index, item.discriminative_efficiency, item.effective_weight)
    return _round(found[0].value), _round(found[1].value), _round(found[2].value)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
