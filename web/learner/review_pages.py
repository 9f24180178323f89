"""Review: questions that were missed are asked again, one at a time."""

from flask import abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from course.learning.due import Review
from course.learning.responses import Submission, shown_question
from course.learning.reviews import last_review, record_review
from quizzes.grading import UnreadableAnswer
from quizzes.kinds import kind_of
from web import clock
from web.access import for_person
from web.database import KEPT_THOUGH_REFUSED, session
from web.forgery import wants_fragment
from web.forms.questions import field_of
from web.forms.questions.fields import Field
from web.forms.work import AnswerForm
from web.identity import person, renew
from web.language import viewer_zone
from web.learner.blueprint import blueprint
from web.learner.course_place import CoursePlace
from web.learner.finding import find_course_place, find_locked_course_place
from web.learner.prepared import secret
from web.learner.question_pages import UNREADABLE
from web.learner.review_view import (
    ReviewView,
    prepare_asked,
    show_asked,
    todays_queue,
    view_asked,
    view_none,
)
from web.learner.views import NOT_REFUSED, Refusal


@blueprint.get("/review")
@for_person
def show_review(course: str) -> str:
    place = find_course_place(course, person())
    due = todays_queue(place.standing).due
    return _render(view_asked(place, person(), due[0], None) if due else view_none(place))


@blueprint.get("/review/questions/<question>")
@for_person
def show_review_answer(course: str, question: str) -> str:
    """What a learner answered last; where they have not been asked again yet, the question."""
    place = find_course_place(course, person())
    review = find_review(place, question)
    last = last_review(session(), person().id, place.published, review)
    return _render(view_asked(place, person(), review, last, back_to=_back_to(place)))


@blueprint.post("/review/questions/<question>")
@for_person
def answer_review(course: str, question: str) -> Response:
    place = find_locked_course_place(course, person())
    review = find_review(place, question)
    form, shown, field = _shown(place, review)
    submission = shown.answered(
        field.read(form.answer.data), key=form.submission_key.data or "", confidence=form.how_sure
    )
    renew()
    try:
        result, standing = record_review(
            session(), person().id, place.published, review, submission, zone=viewer_zone(), now=clock.now()
        )
    except UnreadableAnswer as unreadable:
        return _show(place, review, Refusal(UNREADABLE[unreadable.message_code], given=submission.answer))
    if not result.answered:
        return _show(place, review, Refusal(field.asks()))
    now = CoursePlace(place.published, standing)
    return _show(now, find_review(now, question))


def find_review(place: CoursePlace, question: str) -> Review:
    """A question that this learner missed at first, and that the course still asks."""
    return next((each for each in place.standing.reviews if each.question_id == question), None) or abort(404)


def _shown(place: CoursePlace, review: Review) -> tuple[AnswerForm, Submission, Field]:
    form = AnswerForm(request.form)
    if not form.validate():
        abort(400)
    shown = shown_question(session(), place.published, review.question_id, form.revision.data or 0) or abort(404)
    current = prepare_asked(place, review)
    is_current = current.question is shown.question
    return (
        form,
        shown,
        current.field if is_current else field_of(kind_of(shown.question).name, shown.question, secret()),
    )


def _show(place: CoursePlace, review: Review, refusal: Refusal = NOT_REFUSED) -> Response:
    """A script gets the part to swap; a plain form goes to the page with the reasons, or sees what to mend."""
    status = KEPT_THOUGH_REFUSED if refusal.sentence else 200
    back_to = _back_to(place)
    last = None if refusal.sentence else last_review(session(), person().id, place.published, review)
    if wants_fragment():
        part = show_asked(place, person(), review, last, back_to=back_to, refusal=refusal)
        return make_response(part, status)
    if refusal.sentence:
        return make_response(
            _render(view_asked(place, person(), review, None, back_to=back_to, refusal=refusal)), status
        )
    return redirect(f"{prepare_asked(place, review, back_to=back_to).action}#q-{review.question_id}", 303)


def _back_to(place: CoursePlace) -> str:
    """The lesson in which it was asked, "" where it was asked on the page of its own."""
    asked_in = request.args.get("lesson", "")
    return asked_in if asked_in in place.published.course.position else ""


def _render(page: ReviewView) -> str:
    return render_template("learner/show_review.html", page=page)
