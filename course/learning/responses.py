"""Answering a question: judged by the revision that the form showed, recorded once, never changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

import msgspec
from sqlalchemy import Integer, Select, bindparam, func, select
from sqlalchemy.orm import Session

from course.learning.credits import present_credit
from course.learning.progress import derive_progress, refresh_progress
from course.learning.standing import Standing
from course.material.catalog import Published, Revision, find_revision
from course.models import Response
from course.statements import add_row_once, read_rows
from quizzes.confidence import Confidence
from quizzes.grading import Result, grade
from quizzes.kinds import AnyQuestion
from quizzes.kinds.kind import Answer


@dataclass(frozen=True, slots=True)
class LastResponse:
    """A learner's newest response to a question with its present credit, and how many there were."""

    answer: Answer
    credit: float
    tries: int


@dataclass(frozen=True, slots=True)
class Submission:
    """What a form brought: the question as it was shown, and the answer to it."""

    question: AnyQuestion
    revision: Revision
    answer: Answer = ()
    key: str = ""
    confidence: Confidence | None = None

    def answered(self, answer: Answer, *, key: str, confidence: Confidence | None = None) -> "Submission":
        """Give the same question with an answer to it, sent by a form with this submission key.

        How sure somebody is counts only where the question asks for it.
        """
        return replace(self, answer=answer, key=key, confidence=confidence if self.question.confidence else None)


def shown_question(session: Session, published: Published, question_id: str, number: int) -> Submission | None:
    """Find a question by the revision number its form carries, without an answer yet.

    A question that was changed or deleted since is found all the same; None where there never was one.
    """
    current = published.revisions.get(question_id)
    if current and current.number == number:
        return Submission(question=published.questions[question_id], revision=current)
    older = find_revision(session, published.course_id, question_id, number)
    return older and Submission(question=older[1], revision=older[0])


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of an answer; `last` is the response made of it, None where none was."""

    result: Result
    standing: Standing
    last: LastResponse | None


def record_response(
    session: Session, person_id: int, published: Published, submission: Submission, *, now: datetime
) -> Recorded:
    """Judge and record an answer in the caller's transaction, whose enrolment is locked.

    The same submission key with the same answer is recorded once; a blank answer is not recorded at all.
    Raises `quizzes.grading.UnreadableAnswer`.
    """
    result = grade(submission.question, submission.answer)
    answer = answer_row(person_id, published, submission, result, now=now)
    if result.credit is None or not add_row_once(session, Response, answer):
        return Recorded(result, refresh_progress(session, person_id, published, now=now), None)
    standing, facts = derive_progress(session, person_id, published, now=now)
    tries = facts.tried[submission.question.id].count
    return Recorded(result, standing, LastResponse(submission.answer, result.credit, tries))


def answer_row(
    person_id: int, published: Published, submission: Submission, result: Result, *, now: datetime
) -> dict[str, object]:
    """Give what is kept of every answer, whether a question was asked for the first time or again."""
    return {
        "person_id": person_id,
        "course_id": published.course_id,
        "item_id": submission.revision.item_id,
        "item_revision_id": submission.revision.id,
        "answer": msgspec.json.encode(submission.answer).decode(),
        "credit": result.credit,
        "confidence": submission.confidence,
        "submission_key": submission.key,
        "content_digest": digest(submission),
        "answered_at_utc": now,
    }


def digest(submission: Submission) -> str:
    """Give what tells this answer from every other one that the same key could bring."""
    said = (submission.confidence,) if submission.confidence else ()
    content = msgspec.json.encode((submission.revision.id, submission.answer, *said))
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@cache
def _last(questions: int) -> Select[int, str, float, int]:
    """The newest response to each of so many questions; one statement for each number of them."""
    newest = (
        select(func.max(Response.id).label("id"), func.count().label("tries"))
        .where(
            Response.person_id == bindparam("person_id"),
            Response.course_id == bindparam("course_id"),
            Response.item_id.in_([bindparam(f"item_{number}", type_=Integer) for number in range(questions)]),
        )
        .group_by(Response.item_id)
        .subquery()
    )
    return select(Response.item_id, Response.answer, present_credit(), newest.c.tries).join(
        newest, newest.c.id == Response.id
    )


def last_responses(
    session: Session, person_id: int, published: Published, question_ids: Iterable[str]
) -> dict[str, LastResponse]:
    """Give a learner's newest response to each of these questions, by question id."""
    items = {
        f"item_{number}": published.revisions[question_id].item_id for number, question_id in enumerate(question_ids)
    }
    if not items:
        return {}
    rows = read_rows(session, _last(len(items)), {"person_id": person_id, "course_id": published.course_id, **items})
    return {
        published.question_of_item[item_id]: LastResponse(_decode(answer), credit, tries)
        for item_id, answer, credit, tries in rows
    }


_decoder = msgspec.json.Decoder(tuple[str, ...])


def _decode(answer: str) -> Answer:
    return _decoder.decode(answer)
