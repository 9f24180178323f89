"""What was answered to one question, and how often: where an author finds what the key did not know."""

from collections import Counter
from dataclasses import dataclass

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.learning.credits import present_credit
from course.material.catalog import questions_of_revisions
from course.models import Item, Person, Response
from course.people.practice import counts
from quizzes.grading import describe
from quizzes.result import Result
from quizzes.wording import fold


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """An answer as most people spelt it: by how many it was the first one, how often it came in all, and its state."""

    words: str
    first: int
    all: int
    state: str


def answers_to(session: Session, course_id: int, question_id: str) -> tuple[TypedAnswer, ...]:
    """List what people answered, most frequent first ones first; the same but for capitals and spaces is the same."""
    rows = session.execute(
        select(Response.person_id, Response.item_revision_id, Response.answer, present_credit().label("credit"))
        .join(Item, Item.id == Response.item_id)
        .join(Person, Person.id == Response.person_id)
        .where(Item.course_id == course_id, Item.key == question_id, counts())
        .order_by(Response.id)
    ).all()
    questions = questions_of_revisions(session, {row.item_revision_id for row in rows})
    spellings: dict[str, Counter[str]] = {}
    first, best, answered = Counter[str](), dict[str, float](), set[int]()
    for person_id, revision_id, answer, credit in rows:
        words = describe(questions[revision_id], msgspec.json.decode(answer, type=tuple[str, ...]))
        same = fold(words)
        spellings.setdefault(same, Counter())[words] += 1
        first[same] += person_id not in answered
        best[same] = max(credit, best.get(same, 0))
        answered.add(person_id)
    found = (
        TypedAnswer(spelt.most_common(1)[0][0], first[same], spelt.total(), Result(best[same]).state)
        for same, spelt in spellings.items()
    )
    return tuple(sorted(found, key=lambda each: (-each.first, -each.all, each.words)))
