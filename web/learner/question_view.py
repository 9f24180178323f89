"""One question with one learner's response, as HTML."""

from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from course.learning.responses import LastResponse
from quizzes.grading import result_of
from quizzes.kinds import kind_of
from quizzes.kinds.kind import Answer
from web.forgery import HOLE, csrf_token
from web.forms.questions.fields import Order
from web.learner.prepared import PreparedQuestion
from web.learner.views import FeedbackView, QuestionView, Refusal

NOTHING_YET = LastResponse(answer=(), credit=0, tries=0)
NOT_REFUSED = Refusal()

KEPT_PER_PROCESS = 4096


def show_question(
    prepared: PreparedQuestion,
    seed: str,
    last: LastResponse | None,
    *,
    fresh: bool = False,
    refusal: Refusal = NOT_REFUSED,
) -> Markup:
    """Show a question; `fresh` shows it as if it had not been answered, for a second try without the reasons.

    Learners who see the options in the same order, and answered alike, see the same HTML: it is rendered once.
    """
    own_seed = f"{seed}.{prepared.question.id}"
    order = prepared.field.order(own_seed)
    if refusal.sentence or prepared.field.has_parts or (last and prepared.field.typed(last.answer)):
        return Markup(_render(_view(prepared, order, last, own_seed, fresh=fresh, refusal=refusal), csrf_token()))
    return Markup(_kept(prepared, order, last, fresh).replace(HOLE, csrf_token()))


@lru_cache(maxsize=KEPT_PER_PROCESS)
def _kept(prepared: PreparedQuestion, order: Order, last: LastResponse | None, fresh: bool) -> str:
    return _render(_view(prepared, order, last, fresh=fresh), HOLE)


def _render(question: QuestionView, token: str) -> str:
    template = current_app.jinja_env.get_template("learner/_question.html")
    return template.render(question=question, csrf_token=lambda: token)


def _view(
    prepared: PreparedQuestion,
    order: Order,
    last: LastResponse | None,
    seed: str = "",
    *,
    fresh: bool,
    refusal: Refusal = NOT_REFUSED,
) -> QuestionView:
    response = last or NOTHING_YET
    question, field = prepared.question, prepared.field
    # What was just sent and not taken is shown again, so that it can be mended.
    is_answered = last is not None and not fresh and not refusal.given
    answer: Answer = response.answer if is_answered else refusal.given
    return QuestionView(
        id=question.id,
        number=prepared.number,
        kind=prepared.kind,
        stem=prepared.stem,
        options=field.options(order, answer, is_answered=is_answered),
        typed=field.typed(answer),
        unit=prepared.unit,
        action=prepared.action,
        # It counts the tries: two tabs that show the same state send the same key, so one response comes of them.
        submission_key=f"{question.id}.{prepared.revision}.{response.tries}",
        revision=str(prepared.revision),
        tries=response.tries,
        feedback=_feedback(prepared, response.credit) if is_answered else None,
        error=refusal.sentence,
        parts=field.parts(answer, seed, is_answered=is_answered),
        ending=field.ending(),
        is_judged=kind_of(question).is_judged,
        hides_options=question.recall and not is_answered and not refusal.sentence,
        asks_confidence=question.confidence,
    )


def _feedback(prepared: PreparedQuestion, credit: float) -> FeedbackView:
    question = prepared.question
    return FeedbackView(
        state=result_of(question, credit).state,
        credit=credit,
        explanation=prepared.explanation,
        key=prepared.key,
        quotation=question.source,
        anchor=prepared.anchor,
        video_href=prepared.video_href,
        video_time=prepared.video_time,
        video_seconds=question.at,
    )
