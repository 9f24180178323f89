"""Questions that are asked again: on the page of their own, and at the start of the next lesson."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from course.learning.due import Queue, Review, queue, warm_up
from course.learning.responses import LastResponse
from course.learning.standing import Standing
from course.people.sessions import SignedIn
from web import clock
from web.language import _, day, local, viewer_zone
from web.learner.course_place import CoursePlace
from web.learner.prepared import PreparedQuestion, asked_again, lesson_href, prepare, secret
from web.learner.question_view import show_question
from web.learner.views import NOT_REFUSED, Refusal

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One question that is asked again, before or after its answer; or that none is due."""

    course_title: str
    course_href: str
    review_href: str
    question: Markup  # empty where none is due
    is_answered: bool
    number: int  # of those of today
    today: int
    goes_on: int  # how many are still due
    next_on: str  # a day in words, "" where nothing is left
    asked_today: int
    missed: int  # how many questions are in review, due or not
    lesson_title: str  # where to go back to, "" for the course
    lesson_href: str
    language: str


def todays_queue(standing: Standing) -> Queue:
    """What is asked again today, where the person who looks is."""
    return queue(standing.reviews, viewer_zone(), now=clock.now())


def coming_day(coming: date | None) -> str:
    """A day to come as people say it: "tomorrow", "Thursday", and its date where it is a week away or more."""
    if coming is None:
        return ""
    away = (coming - local(clock.now()).date()).days
    if away == 1:
        return _("tomorrow")
    return WEEKDAYS[coming.weekday()] if away < len(WEEKDAYS) else day(coming)


def view_none(place: CoursePlace) -> ReviewView:
    return _view(place, Markup(""), is_answered=False)


def view_asked(
    place: CoursePlace,
    person: SignedIn,
    review: Review,
    last: LastResponse | None,
    *,
    back_to: str = "",
    refusal: Refusal = NOT_REFUSED,
) -> ReviewView:
    """A question with the last answer to it; without one, or refused, it is still to be answered."""
    shown = show_asked(place, person, review, last, back_to=back_to, refusal=refusal)
    return _view(place, shown, is_answered=last is not None and not refusal.sentence, back_to=back_to)


def show_asked(
    place: CoursePlace,
    person: SignedIn,
    review: Review,
    last: LastResponse | None = None,
    *,
    back_to: str = "",
    refusal: Refusal = NOT_REFUSED,
) -> Markup:
    prepared = prepare_asked(place, review, back_to=back_to)
    if last is None:
        # It counts the askings: two tabs that show the same state send the same key.
        unanswered = LastResponse((), 0, review.asked)
        return show_question(prepared, person.public_id, unanswered, fresh=True, refusal=refusal)
    return show_question(prepared, person.public_id, last, refusal=refusal)


def prepare_asked(place: CoursePlace, review: Review, *, back_to: str = "") -> PreparedQuestion:
    """The question in its newest words; whoever answers it comes back to the lesson that it was asked in."""
    published = place.published
    question = prepare(published, review.lesson_id, secret()).questions[review.question_id]
    action = f"/courses/{published.slug}/review/questions/{review.question_id}"
    return asked_again(
        question, f"{action}?lesson={back_to}" if back_to else action, lesson_href(published.slug, review.lesson_id)
    )


def show_warm_up(place: CoursePlace, person: SignedIn, missed_in: str, *, before: str) -> dict[str, Markup]:
    """What was missed in a lesson and not asked again since, by question id."""
    asked = warm_up(place.standing.reviews, missed_in)
    return {each.question_id: show_asked(place, person, each, back_to=before) for each in asked}


def _view(place: CoursePlace, question: Markup, *, is_answered: bool, back_to: str = "") -> ReviewView:
    today = todays_queue(place.standing)
    lesson = place.published.course.lesson(back_to)
    return ReviewView(
        course_title=place.published.course.title,
        course_href=place.href,
        review_href=f"{place.href}/review",
        question=question,
        is_answered=is_answered,
        number=today.asked_today + (not is_answered),
        today=today.asked_today + len(today.due),
        goes_on=len(today.due),
        next_on=coming_day(today.next_on),
        asked_today=today.asked_today,
        missed=len([each for each in place.standing.reviews if each.turn.days is not None]),
        lesson_title=lesson.lesson.title if lesson else "",
        lesson_href=lesson_href(place.published.slug, lesson.id) if lesson else "",
        language=place.published.course.language,
    )
