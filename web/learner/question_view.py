"""One question with one learner's response, as its template wants it."""

from course.learning.responses import LastResponse
from quizzes.grading import Result
from quizzes.kinds.kind import Answer
from web.learner.prepared import PreparedQuestion
from web.learner.views import FeedbackView, QuestionView

NOTHING_YET = LastResponse(item_revision_id=0, answer=(), credit=0, tries=0)


def view_question(
    prepared: PreparedQuestion, seed: str, last: LastResponse | None, *, fresh: bool = False, error: str = ""
) -> QuestionView:
    """Show a question; `fresh` shows it as if it had not been answered, for a second try without the reasons."""
    response = last or NOTHING_YET
    is_answered = last is not None and not fresh
    answer: Answer = response.answer if is_answered else ()
    return QuestionView(
        id=prepared.question.id,
        number=prepared.number,
        kind=prepared.kind,
        stem=prepared.stem,
        options=prepared.field.options(answer, f"{seed}.{prepared.question.id}", is_answered=is_answered),
        typed=prepared.field.typed(answer),
        unit=prepared.unit,
        action=prepared.action,
        # It counts the tries: two tabs that show the same state send the same key, so one response comes of them.
        submission_key=f"{prepared.question.id}.{prepared.revision}.{response.tries}",
        revision=str(prepared.revision),
        tries=response.tries,
        feedback=_feedback(prepared, response.credit) if is_answered else None,
        error=error,
    )


def _feedback(prepared: PreparedQuestion, credit: float) -> FeedbackView:
    question = prepared.question
    return FeedbackView(
        state=Result(credit).state,
        credit=credit,
        explanation=prepared.explanation,
        key=prepared.key,
        quotation=question.source,
        anchor=prepared.anchor,
        video_href=prepared.video_href,
        video_time=prepared.video_time,
        video_seconds=question.at,
    )
