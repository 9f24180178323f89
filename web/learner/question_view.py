"""One question with one learner's response, as its template wants it."""

from course.learning.responses import LastResponse
from quizzes.grading import result_of
from quizzes.kinds import kind_of
from quizzes.kinds.kind import Answer
from web.learner.prepared import PreparedQuestion
from web.learner.views import FeedbackView, QuestionView

NOTHING_YET = LastResponse(item_revision_id=0, answer=(), credit=0, tries=0)


def view_question(
    prepared: PreparedQuestion,
    seed: str,
    last: LastResponse | None,
    *,
    fresh: bool = False,
    error: str = "",
    kept: Answer = (),
) -> QuestionView:
    """Show a question; `fresh` shows it as if it had not been answered, for a second try without the reasons.

    `kept` is what was just sent and not taken: it is shown again, so that it can be mended.
    """
    response = last or NOTHING_YET
    question, field = prepared.question, prepared.field
    is_answered = last is not None and not fresh and not kept
    answer: Answer = response.answer if is_answered else kept
    own_seed = f"{seed}.{question.id}"
    return QuestionView(
        id=question.id,
        number=prepared.number,
        kind=prepared.kind,
        stem=prepared.stem,
        options=field.options(answer, own_seed, is_answered=is_answered),
        typed=field.typed(answer),
        unit=prepared.unit,
        action=prepared.action,
        # It counts the tries: two tabs that show the same state send the same key, so one response comes of them.
        submission_key=f"{question.id}.{prepared.revision}.{response.tries}",
        revision=str(prepared.revision),
        tries=response.tries,
        feedback=_feedback(prepared, response.credit) if is_answered else None,
        error=error,
        parts=field.parts(answer, own_seed, is_answered=is_answered),
        ending=field.ending(),
        is_judged=kind_of(question).is_judged,
        hides_options=question.recall and not is_answered and not error,
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
