"""One question with one learner's response, as HTML."""

from dataclasses import replace
from functools import lru_cache

from markupsafe import Markup, escape

from course.learning.responses import LastResponse
from quizzes.grading import result_of
from quizzes.kinds import kind_of
from quizzes.kinds.kind import Answer
from web.forgery import csrf_token
from web.forms.questions.fields import Field, Order
from web.kept import Kept, hole, keep
from web.learner.prepared import PreparedQuestion
from web.learner.views import NOT_REFUSED, FeedbackView, QuestionView, Refusal

NOTHING_YET = LastResponse(answer=(), credit=0, tries=0)

KEPT_PER_PROCESS = 4096
TEMPLATE = "learner/_question.html"


def show_question(
    prepared: PreparedQuestion,
    seed: str,
    last: LastResponse | None,
    *,
    fresh: bool = False,
    refusal: Refusal = NOT_REFUSED,
) -> Markup:
    """Show a question; `fresh` shows it as if it had not been answered, for a second try without the reasons.

    Learners who see the options in the same order, and answered alike, see the same HTML but for what they typed: it is
    rendered once.
    """
    own_seed = f"{seed}.{prepared.question.id}"
    order = _order(prepared.field, own_seed)
    if refusal.sentence or prepared.field.has_parts or (last and prepared.field.typed(last.answer)):
        return _show_typed(_view(prepared, order, last, own_seed, fresh=fresh, refusal=refusal))
    return _kept_by_response(prepared, order, last, fresh).with_token()


@lru_cache(maxsize=KEPT_PER_PROCESS)
def _order(field: Field, seed: str) -> Order:
    return field.order(seed)


@lru_cache(maxsize=KEPT_PER_PROCESS)
def _kept_by_response(prepared: PreparedQuestion, order: Order, last: LastResponse | None, fresh: bool) -> Kept:
    return keep(TEMPLATE, question=_view(prepared, order, last, fresh=fresh))


def _show_typed(question: QuestionView) -> Markup:
    own = {"csrf": csrf_token(), "typed": escape(question.typed)}
    own |= {f"typed-{number}": escape(part.typed) for number, part in enumerate(question.parts)}
    parts = tuple(replace(part, typed=hole(f"typed-{number}")) for number, part in enumerate(question.parts))
    return _kept_by_view(replace(question, typed=hole("typed"), parts=parts)).fill(own)


@lru_cache(maxsize=KEPT_PER_PROCESS)
def _kept_by_view(question: QuestionView) -> Kept:
    return keep(TEMPLATE, question=question)


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
        points=prepared.points,
        is_asked_again=prepared.is_asked_again,
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
        lesson_href=prepared.lesson_href,
    )
