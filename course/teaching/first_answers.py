"""What people answered to a question when they first met it: what is said of questions is counted from that alone."""

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.material.catalog import questions_of_revisions
from course.models import Item, ItemRevision, Person, Response
from course.people.practice import counts
from quizzes.question import Question
from quizzes.tallies import Tally, tally


def first_answers(session: Session, course_id: int, question_id: str) -> tuple[tuple[Question, tuple[str, ...]], ...]:
    """Give each person's first answer, with the question as they were asked it, the oldest revision first."""
    first = (
        select(func.min(Response.id))
        .join(Item, Item.id == Response.item_id)
        .join(Person, Person.id == Response.person_id)
        .where(Item.course_id == course_id, Item.key == question_id, counts())
        .group_by(Response.person_id)
    )
    rows = session.execute(
        select(Response.item_revision_id, Response.answer)
        .join(ItemRevision, ItemRevision.id == Response.item_revision_id)
        .where(Response.id.in_(first))
        .order_by(ItemRevision.number, Response.id)
    ).all()
    questions = questions_of_revisions(session, {row.item_revision_id for row in rows})
    return tuple((questions[row[0]], msgspec.json.decode(row[1], type=tuple[str, ...])) for row in rows)


def tally_first_answers(session: Session, course_id: int, question_id: str) -> Tally:
    """Count the first answers part by part: a blank filled right, an option picked; as each revision was judged."""
    return tally(first_answers(session, course_id, question_id))
