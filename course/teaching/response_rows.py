"""Every response of many learners, in the words of the revision it answered, with its present judgement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from course.learning.credits import present_credit
from course.material.catalog import questions_of_revisions
from course.models import Item, ItemRevision, Membership, Person, Response
from quizzes.grading import describe, result_of
from quizzes.kinds import AnyQuestion


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One response; `number` says which try of this learner at this question it was, from 1."""

    learner_id: str
    name: str
    lesson_id: str
    question_id: str
    stem: str
    revision: int
    number: int
    answer: str
    credit: float
    state: str
    confidence: str | None
    answered_at_utc: datetime


class ResponseReader:
    """Reads responses batch by batch, and keeps the questions that it has decoded."""

    def __init__(self, cohort_id: int, course_id: int) -> None:
        self._cohort_id = cohort_id
        self._course_id = course_id
        self._questions: dict[int, AnyQuestion] = {}

    def read(self, session: Session, people: Sequence[int]) -> Iterator[ResponseRow]:
        """Yield the responses of those of these people who are in the cohort now, in the order asked for."""
        rows = session.execute(_responses(self._cohort_id, self._course_id, people)).all()
        wanted = {row.item_revision_id for row in rows} - self._questions.keys()
        if wanted:
            self._questions |= questions_of_revisions(session, wanted)
        place = {person_id: index for index, person_id in enumerate(people)}
        last, number = (0, ""), 0
        for row in sorted(rows, key=lambda each: place[each.person_id]):
            number = number + 1 if last == (row.person_id, row.key) else 1
            last = (row.person_id, row.key)
            question = self._questions[row.item_revision_id]
            yield ResponseRow(
                learner_id=row.public_id,
                name=row.name,
                lesson_id=row.lesson_key,
                question_id=row.key,
                stem=question.stem_text,
                revision=row.number,
                number=number,
                answer=describe(question, msgspec.json.decode(row.answer, type=tuple[str, ...])),
                credit=row.credit,
                state=result_of(question, row.credit).state,
                confidence=row.confidence,
                answered_at_utc=row.answered_at_utc,
            )


_Columns = tuple[int, str, str, str, str, int, int, str, float, str | None, datetime]


def _responses(cohort_id: int, course_id: int, people: Sequence[int]) -> Select[*_Columns]:
    return (
        select(
            Response.person_id,
            Person.public_id,
            Person.name,
            Item.lesson_key,
            Item.key,
            Response.item_revision_id,
            ItemRevision.number,
            Response.answer,
            present_credit().label("credit"),
            Response.confidence,
            Response.answered_at_utc,
        )
        .join(Item, Item.id == Response.item_id)
        .join(ItemRevision, ItemRevision.id == Response.item_revision_id)
        .join(Person, Person.id == Response.person_id)
        .join(Membership, Membership.person_id == Response.person_id)
        .where(
            Membership.cohort_id == cohort_id,
            Membership.left_at_utc.is_(None),
            Response.course_id == course_id,
            Response.person_id.in_(people),
        )
        # In the order of an index, so that nothing is sorted: by learner, by question, try by try.
        .order_by(Response.person_id, Response.item_id, Response.id)
    )
