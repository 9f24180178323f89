"""What the page of one question shows: revision by revision, option by option, and who chose what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from course.material.catalog import Published
from course.teaching.item_analysis import Answerer, CohortAnalysis
from quizzes.kinds import ShortAnswer
from quizzes.statistics.items import ItemStatistics
from quizzes.statistics.options import OptionStatistics, Suspicion
from quizzes.statistics.sureness import SaidAndRight
from quizzes.statistics.typed import Typed
from quizzes.tallies import PartTally
from web.instructor.figures import FigureShown, show_figure
from web.language import _

MOST_NAMES = 30
"""Names under one option; the downloads have all."""
MOST_TYPED = 100


@dataclass(frozen=True, slots=True)
class Named:
    """A learner, with the way to their page."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An option: whom it drew, and what that says of it. `key` is empty where nothing is right or wrong."""

    text: str
    key: str
    chosen: int
    share: FigureShown
    rest: FigureShown
    remarks: tuple[str, ...]
    people: tuple[Named, ...]
    more_people: int


@dataclass(frozen=True, slots=True)
class SurenessShown:
    """How often those were right who said this."""

    words: str
    given: int
    right: int
    share: FigureShown


@dataclass(frozen=True, slots=True)
class RevisionShown:
    """A question in one of its revisions; figures have a place for each, whether they speak or not."""

    number: int
    is_asked_now: bool
    stem: str
    answered: int
    right: int | None
    facility: FigureShown
    item_rest: FigureShown
    sure_and_wrong: int
    options: tuple[OptionShown, ...]
    sureness: tuple[SurenessShown, ...]


@dataclass(frozen=True, slots=True)
class TypedShown:
    """An answer as it was typed; `accept_href` is empty where it cannot be accepted, or is."""

    words: str
    first: int
    latest: int
    state: str
    accept_href: str


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """The whole page of one question, the newest revision first."""

    revisions: tuple[RevisionShown, ...]
    typed: tuple[TypedShown, ...]
    more_typed: int
    parts: tuple[PartTally, ...]


def report_question(
    published: Published,
    analysis: CohortAnalysis,
    question_id: str,
    answerers: Sequence[Answerer],
    *,
    cohort_href: str,
) -> QuestionReport:
    found = analysis.statistics.revisions_of(question_id)
    typed = analysis.statistics.typed.get(question_id, ())
    parts = analysis.parts.get(question_id)
    is_short = isinstance(published.questions[question_id], ShortAnswer)
    href = f"{cohort_href}/questions/{question_id}/accept" if is_short else ""
    return QuestionReport(
        revisions=tuple(
            _revision(each, published.revisions[question_id].number, answerers, cohort_href)
            for each in reversed(found)
            if each.answered or each is found[-1]
        ),
        typed=tuple(_typed(each, href) for each in typed[:MOST_TYPED]),
        more_typed=max(0, len(typed) - MOST_TYPED),
        parts=parts.parts if parts else (),
    )


def _revision(found: ItemStatistics, asked_now: int, answerers: Iterable[Answerer], cohort_href: str) -> RevisionShown:
    here = [each for each in answerers if each.revision == found.item.revision]
    return RevisionShown(
        number=found.item.revision,
        is_asked_now=found.item.revision == asked_now,
        stem=found.item.question.stem_text,
        answered=found.answered,
        right=found.right if found.item.is_judged else None,
        facility=show_figure(found.facility),
        item_rest=show_figure(found.item_rest),
        sure_and_wrong=found.sure_and_wrong,
        options=tuple(_option(each, here, cohort_href) for each in found.options),
        sureness=tuple(map(_sureness, found.sureness)),
    )


def _option(option: OptionStatistics, answerers: Iterable[Answerer], cohort_href: str) -> OptionShown:
    people = [each for each in answerers if option.choice.id in each.answer][:MOST_NAMES]
    is_right = option.choice.is_right
    return OptionShown(
        text=option.choice.text,
        key="" if is_right is None else _("right") if is_right else _("wrong"),
        chosen=option.chosen,
        share=show_figure(option.share),
        rest=show_figure(option.rest),
        remarks=tuple(_remarks(option)),
        people=tuple(Named(each.name, f"{cohort_href}/learners/{each.public_id}") for each in people),
        more_people=max(0, option.chosen - len(people)),
    )


def _remarks(option: OptionStatistics) -> list[str]:
    said = {
        Suspicion.CLEAR: _("Clearly suspected to be right: those who do better elsewhere choose it."),
        Suspicion.PERHAPS: _("Perhaps right: those who do better elsewhere tend to choose it."),
    }
    remarks = [said[option.wrong_key]] if option.wrong_key in said else []
    if option.nobody:
        remarks.append(_("Nobody chooses it."))
    elif option.works is False:
        remarks.append(_("It hardly works: fewer than 5 % choose it."))
    if option.choice.misconception:
        belief = option.choice.misconception.replace("-", " ")
        remarks.append(_("Stands for the belief: %(belief)s.") % {"belief": belief})
    return remarks


def _sureness(each: SaidAndRight) -> SurenessShown:
    words = {"sure": _("Sure"), "think-so": _("I think so"), "guess": _("A guess")}
    return SurenessShown(words[each.confidence], each.given, each.right, show_figure(each.share))


def _typed(each: Typed, accept_href: str) -> TypedShown:
    acceptable = accept_href if each.state != "right" and each.words else ""
    return TypedShown(each.words, each.first, each.latest, each.state, acceptable)
