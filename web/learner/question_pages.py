"""Answering one question."""

from flask import abort, make_response, redirect, request
from werkzeug.wrappers import Response

from course.learning.earlier_forms import was_asked
from course.learning.responses import LastResponse, Submission, record_response, shown_question
from quizzes.grading import UnreadableAnswer
from quizzes.kinds import AnyQuestion, kind_of
from web import clock
from web.access import for_person
from web.database import KEPT_THOUGH_REFUSED, session
from web.forgery import wants_fragment
from web.forms.questions import field_of
from web.forms.questions.fields import Field
from web.forms.work import AnswerForm
from web.identity import person, renew
from web.language import _
from web.learner.blueprint import blueprint
from web.learner.finding import find_open_place, place_in
from web.learner.lesson_page import Place, beside_status, show_one_question, show_whole_lesson
from web.learner.prepared import secret
from web.learner.views import NOT_REFUSED, Refusal

UNREADABLE = {
    "number-unreadable": _("Write a number, for example 15 or 15.5."),
    "thousands-separator": _("Write the number without separators between thousands, for example 1250."),
    "unit-missing": _("Add the unit after the number."),
    "unit-not-asked": _("Write the number alone, without a unit."),
    "place-twice": _("Two of them have the same place. Give each a place of its own."),
}


@blueprint.post("/lessons/<lesson>/questions/<question>")
@for_person
def answer_question(course: str, lesson: str, question: str) -> Response:
    place = find_open_place(course, lesson, person())
    form, shown, field = _shown(place, question)
    submission = shown.answered(
        field.read(form.answer.data), key=form.submission_key.data or "", confidence=form.how_sure
    )
    renew()
    try:
        recorded = record_response(session(), person().id, place.published, submission, now=clock.now())
    except UnreadableAnswer as unreadable:
        return _show(place, question, Refusal(UNREADABLE[unreadable.message_code], given=submission.answer))
    if not recorded.result.answered:
        return _show(place, question, Refusal(field.asks()))
    return _show(place_in(place.published, lesson, recorded.standing), question, last=recorded.last)


def _shown(place: Place, question_id: str) -> tuple[AnswerForm, Submission, Field]:
    form = AnswerForm(request.form)
    if not form.validate():
        abort(400)
    shown = shown_question(session(), place.published, question_id, form.revision.data or 0)
    if shown is None or not _is_asked(place, shown):
        abort(404)
    return form, shown, _field(place, shown.question)


def _field(place: Place, shown: AnyQuestion) -> Field:
    """The field made ahead; one for the older revision that the form showed."""
    current = place.questions.get(shown.id)
    return current.field if current and current.question is shown else field_of(kind_of(shown).name, shown, secret())


def _is_asked(place: Place, shown: Submission) -> bool:
    """Of this person and in this lesson; or once, by a version whose page may still be open somewhere."""
    question_id = shown.question.id
    if question_id in place.questions:
        return True
    if question_id in place.published.questions and question_id not in place.prepared.questions:
        return False
    return was_asked(session(), person().id, place.published, shown)


def _show(
    place: Place, question_id: str, refusal: Refusal = NOT_REFUSED, *, last: LastResponse | None = None
) -> Response:
    """A script gets the part to swap; a plain form goes back to its page, or sees it with what to mend."""
    # A question that was deleted meanwhile has no part to swap: the whole page shows what there is.
    part = show_one_question(place, person(), question_id, refusal, last) if wants_fragment() else None
    status = KEPT_THOUGH_REFUSED if refusal.sentence else 200
    if part:
        return make_response(beside_status(part, place), status)
    if not refusal.sentence:
        return redirect(f"{place.href}#q-{question_id}", 303)
    return make_response(show_whole_lesson(place, person(), refusals={question_id: refusal}), status)
