"""Answering a question that is asked again: judged and recorded like a response, and kept apart from what is done."""

from datetime import datetime, tzinfo

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from course.learning.due import Review
from course.learning.progress import refresh_progress
from course.learning.responses import LastResponse, Submission, answer_row
from course.learning.standing import Standing
from course.material.catalog import Published
from course.models import ReviewAnswer
from course.statements import add_row_once, read_rows
from quizzes.grading import Result, grade


def record_review(
    session: Session,
    person_id: int,
    published: Published,
    review: Review,
    submission: Submission,
    *,
    zone: tzinfo,
    now: datetime,
) -> tuple[Result, Standing]:
    """Judge and record an answer in the caller's transaction, whose enrolment is locked.

    `review` is the question's place in the learner's queue, and `zone` where they are: an answer climbs only if its
    day had come. The same submission key with the same answer is recorded once, a blank answer not at all.
    Raises `quizzes.grading.UnreadableAnswer`.
    """
    result = grade(submission.question, submission.answer)
    if result.credit is not None:
        was_due = review.is_due(now.astimezone(zone).date(), zone)
        answer = {**answer_row(person_id, published, submission, result, now=now), "was_due": was_due}
        add_row_once(session, ReviewAnswer, answer)
    return result, refresh_progress(session, person_id, published, now=now)


_LAST = (
    select(ReviewAnswer.answer, ReviewAnswer.credit)
    .where(
        ReviewAnswer.person_id == bindparam("person_id"),
        ReviewAnswer.course_id == bindparam("course_id"),
        ReviewAnswer.item_id == bindparam("item_id"),
    )
    .order_by(ReviewAnswer.id.desc())
    .limit(1)
)


def last_review(session: Session, person_id: int, published: Published, review: Review) -> LastResponse | None:
    """Give a learner's newest answer to a question that was asked again; None where it was not answered yet."""
    item_id = published.revisions[review.question_id].item_id
    who = {"person_id": person_id, "course_id": published.course_id, "item_id": item_id}
    for answer, credit in read_rows(session, _LAST, who):
        return LastResponse(msgspec.json.decode(answer, type=tuple[str, ...]), credit, review.asked)
    return None
