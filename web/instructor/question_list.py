"""What the page of a cohort's questions shows: what to mend first, then question by question as the lessons go."""

from collections.abc import Iterator
from dataclasses import dataclass

from course.material.catalog import Published
from course.material.compiled import CompiledLesson
from lessons.timestamps import clock_time, video_address
from quizzes.statistics.items import ItemStatistics
from quizzes.statistics.misconceptions import Misconception
from quizzes.statistics.passages import Passage, PassageStatistics, passage_of
from quizzes.statistics.report import CourseStatistics
from quizzes.statistics.to_mend import ToMend, questions_to_mend
from web.instructor.figures import FigureShown, show_figure
from web.instructor.mend_words import reasons_in_words

LONGEST_PASSAGE = 160
"""Characters of a paragraph that are shown of it."""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in a row of the table."""

    href: str
    stem: str
    answered: int
    facility: FigureShown
    item_rest: FigureShown
    sure_and_wrong: int


@dataclass(frozen=True, slots=True)
class VideoTime:
    """A second of the course's video."""

    href: str
    time: str


@dataclass(frozen=True, slots=True)
class PassageShown:
    """A paragraph with the questions that it proves; `words` are empty where the questions name none."""

    words: str
    href: str
    times: tuple[VideoTime, ...]
    facility: FigureShown | None
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class LessonShown:
    """A lesson with its passages, weakest first."""

    id: str
    title: str
    href: str
    passages: tuple[PassageShown, ...]


@dataclass(frozen=True, slots=True)
class MendLine:
    """A question to mend, and the reasons in words."""

    href: str
    stem: str
    lesson: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouteShown:
    """An option through which a belief shows."""

    href: str
    stem: str
    option: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class BeliefShown:
    """A mistaken belief: who was offered it, who held it, who holds it still."""

    name: str
    asked: int
    before: int
    after: int
    let_go: int
    share_before: FigureShown
    share_after: FigureShown
    routes: tuple[RouteShown, ...]


@dataclass(frozen=True, slots=True)
class PlatformLine:
    """A question in the figures of other platforms."""

    href: str
    stem: str
    discrimination_index: FigureShown
    discriminative_efficiency: FigureShown
    effective_weight: FigureShown


class QuestionList:
    """The whole page of one cohort."""

    def __init__(self, published: Published, statistics: CourseStatistics, cohort_href: str) -> None:
        self._published = published
        self._statistics = statistics
        self._href = cohort_href

    def to_mend(self) -> tuple[MendLine, ...]:
        return tuple(self._mend_line(each) for each in questions_to_mend(self._statistics))

    def lessons(self) -> tuple[LessonShown, ...]:
        return tuple(self._lesson(each) for each in self._published.course.lessons if each.questions)

    def beliefs(self) -> tuple[BeliefShown, ...]:
        return tuple(self._belief(each) for each in self._statistics.misconceptions)

    def platforms(self) -> tuple[PlatformLine, ...]:
        found = self._statistics.platforms.items
        return tuple(
            PlatformLine(
                self.href(question_id),
                self._stem(question_id),
                show_figure(each.discrimination_index),
                show_figure(each.discriminative_efficiency),
                show_figure(each.effective_weight),
            )
            for question_id, each in found.items()
        )

    def left_out(self) -> tuple[str, ...]:
        """The questions, in words, that too few people answered for a figure of the whole course."""
        return tuple(self._stem(question_id) for question_id in self._statistics.reliability.left_out)

    def href(self, question_id: str) -> str:
        return f"{self._href}/questions/{question_id}"

    def _stem(self, question_id: str) -> str:
        return self._published.questions[question_id].stem_text

    def _mend_line(self, each: ToMend) -> MendLine:
        question = each.item.item.question
        return MendLine(
            href=self.href(question.id),
            stem=question.stem_text,
            lesson=self._lesson_title(each.item.item.lesson),
            reasons=reasons_in_words(each),
        )

    def _lesson_title(self, lesson_id: str) -> str:
        found = self._published.course.lesson(lesson_id)
        return found.lesson.title if found else ""

    def _lesson(self, lesson: CompiledLesson) -> LessonShown:
        return LessonShown(lesson.id, lesson.lesson.title, self._lesson_href(lesson.id), tuple(self._passages(lesson)))

    def _passages(self, lesson: CompiledLesson) -> Iterator[PassageShown]:
        """Weakest first, as the statistics have them; then the questions that no paragraph or second proves."""
        shown = set[str]()
        for each in self._statistics.passages:
            if each.passage.lesson == lesson.id:
                shown.update(each.item_ids)
                yield self._passage(lesson, each)
        rest = tuple(self._line(question_id) for question_id in lesson.question_ids if question_id not in shown)
        if rest:
            yield PassageShown("", self._lesson_href(lesson.id), (), None, rest)

    def _passage(self, lesson: CompiledLesson, each: PassageStatistics) -> PassageShown:
        return PassageShown(
            words=passage_words(lesson, each.passage),
            href=passage_href(self._lesson_href(lesson.id), each.passage),
            times=video_times(self._published, each.seconds),
            facility=show_figure(each.facility),
            questions=tuple(self._line(question_id) for question_id in each.item_ids),
        )

    def _line(self, question_id: str) -> QuestionLine:
        found = self._newest(question_id)
        return QuestionLine(
            href=self.href(question_id),
            stem=found.item.question.stem_text,
            answered=found.answered,
            facility=show_figure(found.facility),
            item_rest=show_figure(found.item_rest),
            sure_and_wrong=found.sure_and_wrong,
        )

    def _newest(self, question_id: str) -> ItemStatistics:
        return self._statistics.revisions_of(question_id)[-1]

    def _lesson_href(self, lesson_id: str) -> str:
        return f"/courses/{self._published.slug}/lessons/{lesson_id}"

    def _belief(self, each: Misconception) -> BeliefShown:
        return BeliefShown(
            name=each.belief.replace("-", " "),
            asked=each.asked,
            before=each.before,
            after=each.after,
            let_go=each.let_go,
            share_before=show_figure(each.share_before),
            share_after=show_figure(each.share_after),
            routes=tuple(
                RouteShown(self.href(way.item_id), self._stem(way.item_id), way.text, way.before, way.after)
                for way in each.routes
                if way.before or way.after
            ),
        )


def passage_words(lesson: CompiledLesson, passage: Passage) -> str:
    """The beginning of a paragraph."""
    text = next((block.text for block in lesson.lesson.blocks if block.anchor == passage.anchor), "")
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_PASSAGE else words[:LONGEST_PASSAGE].rsplit(" ", 1)[0] + " …"


def passage_href(lesson_href: str, passage: Passage | None) -> str:
    return f"{lesson_href}#{passage.anchor}" if passage and passage.anchor else lesson_href


def video_times(published: Published, seconds: tuple[int, ...]) -> tuple[VideoTime, ...]:
    video = published.course.video
    return tuple(VideoTime(video_address(video, each), clock_time(each)) for each in seconds) if video else ()


def source_of(published: Published, item: ItemStatistics) -> tuple[str, str, tuple[VideoTime, ...]]:
    """Where a question's proof stands: the paragraph's words, the link to it, and the second of the video."""
    lesson, passage = published.course.lesson(item.item.lesson), passage_of(item.item)
    if lesson is None:
        return "", "", ()
    at = item.item.question.at
    href = passage_href(f"/courses/{published.slug}/lessons/{lesson.id}", passage)
    words = passage_words(lesson, passage) if passage else ""
    return words, href, video_times(published, () if at is None else (at,))
