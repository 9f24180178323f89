"""Figures of questions as JSON."""

from quizzes.kinds import kind_of
from quizzes.statistics.explaining import explain
from quizzes.statistics.figure import Figure
from quizzes.statistics.items import ItemStatistics
from quizzes.statistics.options import OptionStatistics
from quizzes.statistics.report import CourseStatistics
from web.api.schema import FigureValue, OptionFigures, Question, Questions, Revision


def questions(statistics: CourseStatistics) -> Questions:
    return Questions(
        people=statistics.people,
        alpha=_figure(statistics.reliability.alpha),
        questions=[_question(statistics.revisions_of(question_id)) for question_id, _number in statistics.newest],
    )


def _question(revisions: tuple[ItemStatistics, ...]) -> Question:
    asked = revisions[-1].item
    return Question(
        id=asked.question.id,
        lesson=asked.lesson,
        kind=kind_of(asked.question).name,
        revisions=[_revision(each) for each in revisions],
    )


def _revision(each: ItemStatistics) -> Revision:
    return Revision(
        revision=each.item.revision,
        stem=each.item.question.stem_text,
        answered=each.answered,
        right=each.right if each.item.is_judged else None,
        sure_and_wrong=each.sure_and_wrong,
        facility=_figure(each.facility),
        item_rest=_figure(each.item_rest),
        options=[_option(option) for option in each.options],
    )


def _option(option: OptionStatistics) -> OptionFigures:
    return OptionFigures(
        option=option.choice.id,
        text=option.choice.text,
        right=option.choice.is_right,
        chosen=option.chosen,
        share=_figure(option.share),
        item_rest=_figure(option.rest),
        suspicion=str(option.wrong_key),
    )


def _figure(figure: Figure) -> FigureValue:
    return FigureValue(
        value=figure.value,
        low=figure.interval.low if figure.interval else None,
        high=figure.interval.high if figure.interval else None,
        n=figure.n,
        silence=figure.silence and str(figure.silence),
        how=explain(figure),
    )
