"""What the page of one's progress shows: what is done, what one believed, how one rated oneself, how sure one was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from course.learning.looking_back import Completed, FirstAndLatest, completions_of, course_at, first_and_latest
from course.learning.standing import LessonStanding
from course.material.compiled import CompiledLesson
from course.people.sessions import SignedIn
from course.reflecting.texts import Text, texts
from lessons.lesson import Prompt
from lessons.prompt_kinds.rate import picked
from lessons.prompts import sentence
from quizzes.beliefs import beliefs_of
from quizzes.grading import describe
from web.database import session
from web.learner.course_place import CoursePlace
from web.learner.prepared import lesson_href
from web.learner.review_view import coming_day, todays_queue

FEWEST_SURE = 5
"""So many answers one was sure of are needed before anything is said of them."""


@dataclass(frozen=True, slots=True)
class LessonDone:
    """A lesson in the table."""

    number: int
    title: str
    href: str
    standing: LessonStanding
    done_at_utc: datetime | None


@dataclass(frozen=True, slots=True)
class Finish:
    """The course was finished, and what it has got since."""

    at_utc: datetime
    version: int
    version_now: int
    new_lessons: tuple[LessonDone, ...]
    new_questions: int  # in lessons that there were


@dataclass(frozen=True, slots=True)
class BeliefThen:
    """A belief that a first answer stood for, and what was answered last."""

    belief: str
    stem: str
    then: str
    now: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class RatingPair:
    """One rating at two times; `then` and `now` are levels from `lowest` to `highest`."""

    question: str
    lowest: int
    highest: int
    then: int
    now: int
    then_words: str
    now_words: str

    def x(self, level: int) -> int:
        """Where a level stands on a line of 200."""
        return round(200 * (level - self.lowest) / max(1, self.highest - self.lowest))


@dataclass(frozen=True, slots=True)
class Sureness:
    """Of the first answers one was sure of, how many were right."""

    sure: int
    right: int


@dataclass(frozen=True, slots=True)
class ProgressView:
    """One learner's progress in one course."""

    course_title: str
    course_href: str
    review_href: str
    language: str
    done: int
    total: int
    continue_title: str
    continue_href: str
    lessons: tuple[LessonDone, ...]
    finish: Finish | None
    beliefs: tuple[BeliefThen, ...]
    ratings: tuple[RatingPair, ...]
    sureness: Sureness | None
    due: int
    in_review: int
    next_review: str


def view_progress(place: CoursePlace, person: SignedIn) -> ProgressView:
    published, standing = place.published, place.standing
    completed = completions_of(session(), person.id, published.course_id)
    lessons = tuple(_lesson(place, each, completed) for each in published.course.lessons)
    answers = first_and_latest(session(), person.id, published.course_id)
    current = next((each for each in lessons if each.standing is standing.current), None)
    today = todays_queue(standing)
    return ProgressView(
        course_title=published.course.title,
        course_href=place.href,
        review_href=f"{place.href}/review",
        language=published.course.language,
        done=standing.done,
        total=standing.total,
        continue_title=current.title if current else "",
        continue_href=current.href if current else "",
        lessons=lessons,
        finish=_finish(place, lessons, completed.get("")),
        beliefs=tuple(_beliefs(place, answers)),
        ratings=tuple(_ratings(place, person)),
        sureness=_sureness(answers),
        due=len(today.due),
        in_review=sum(each.turn.days is not None for each in standing.reviews),
        next_review=coming_day(today.next_on),
    )


def _lesson(place: CoursePlace, compiled: CompiledLesson, completed: Mapping[str, Completed]) -> LessonDone:
    index = place.published.course.position[compiled.id]
    done = completed.get(compiled.id)
    return LessonDone(
        index + 1,
        compiled.lesson.title,
        lesson_href(place.published.slug, compiled.id),
        place.standing.lessons[index],
        done.at_utc if done else None,
    )


def _finish(place: CoursePlace, lessons: tuple[LessonDone, ...], finished: Completed | None) -> Finish | None:
    if finished is None:
        return None
    published = place.published
    # Most finish the version that there still is: then there is nothing to compare.
    before = published.course if finished.version_id == published.version_id else course_at(session(), finished)
    asked_before = {question for lesson in before.lessons for question in lesson.question_ids}
    return Finish(
        finished.at_utc,
        finished.version,
        published.number,
        tuple(each for each in lessons if each.standing.lesson_id not in before.position),
        len(
            [
                question
                for lesson in published.course.lessons
                for question in lesson.question_ids
                if lesson.id in before.position and question not in asked_before
            ]
        ),
    )


def _beliefs(place: CoursePlace, answers: Mapping[str, FirstAndLatest]) -> Iterator[BeliefThen]:
    """In the course's order; of a question that was deleted, too, since it was believed all the same."""
    order = {question: number for number, question in enumerate(place.published.questions)}
    for question_id in sorted(answers, key=lambda each: order.get(each, len(order))):
        first, latest = answers[question_id].first, answers[question_id].latest
        held = beliefs_of(latest.question, latest.answer)
        for belief in beliefs_of(first.question, first.answer):
            yield BeliefThen(
                belief.replace("-", " "),
                latest.question.stem_text,
                describe(first.question, first.answer),
                describe(latest.question, latest.answer),
                belief in held,
            )


def _ratings(place: CoursePlace, person: SignedIn) -> Iterator[RatingPair]:
    """Ratings that were given twice; the first one alone is not shown, so that it does not lead the second."""
    course = place.published.course
    of_lessons = (prompt for lesson in course.lessons for prompt in lesson.lesson.prompts)
    prompts = {each.id: each for each in (*course.welcome_prompts, *of_lessons, *course.end_prompts)}
    again = [each for each in prompts.values() if each.first in prompts]
    ids = [name for each in again for name in (each.first, each.id)]
    written = texts(session(), person.id, place.published, ids) if ids else {}
    for prompt in again:
        pair = _pair(prompts[prompt.first], prompt, written.get(prompt.first), written.get(prompt.id))
        if pair:
            yield pair


def _pair(first: Prompt, again: Prompt, then: Text | None, now: Text | None) -> RatingPair | None:
    before = picked(first, then.body) if then and then.base else None
    after = picked(again, now.body) if now and now.base else None
    if then is None or now is None or before is None or after is None:
        return None
    levels = [each.value for each in (*first.levels, *again.levels)]
    return RatingPair(
        first.question_text,
        min(levels),
        max(levels),
        before.value,
        after.value,
        sentence(first, then.body),
        sentence(again, now.body),
    )


def _sureness(answers: Mapping[str, FirstAndLatest]) -> Sureness | None:
    sure = [each.first for each in answers.values() if each.first.was_sure]
    return Sureness(len(sure), sum(each.credit == 1 for each in sure)) if len(sure) >= FEWEST_SURE else None
