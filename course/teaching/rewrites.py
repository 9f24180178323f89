"""Questions that learners go on missing: their author's list of what to write anew. Counts only, nobody's name."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.material.catalog import Published
from course.models import Item, Person, ReviewAnswer
from course.people.practice import counts
from quizzes.kinds import AnyQuestion
from quizzes.ladder import LAPSES_TO_REWRITE


@dataclass(frozen=True, slots=True)
class ToRewrite:
    """A question that so many learners missed three times when it was asked again."""

    question: AnyQuestion
    lesson_id: str
    learners: int


def questions_to_rewrite(session: Session, published: Published) -> tuple[ToRewrite, ...]:
    """Give the questions that a course asks now and that somebody lapsed in three times, most learners first."""
    lapsed = (
        select(ReviewAnswer.item_id)
        .join(Person, Person.id == ReviewAnswer.person_id)
        .where(ReviewAnswer.course_id == published.course_id, ReviewAnswer.credit < 1, counts())
        .group_by(ReviewAnswer.item_id, ReviewAnswer.person_id)
        .having(func.count() >= LAPSES_TO_REWRITE)
        .subquery()
    )
    rows = session.execute(
        select(Item.key, Item.lesson_key, func.count())
        .join(lapsed, lapsed.c.item_id == Item.id)
        .group_by(Item.key, Item.lesson_key)
        .order_by(func.count().desc(), Item.key)
    )
    return tuple(
        ToRewrite(published.questions[question_id], lesson_id, learners)
        for question_id, lesson_id, learners in rows
        if question_id in published.questions
    )
