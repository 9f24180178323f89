"""What a learner added to their plan unasked: which pieces there are. Their texts are reflections like all others."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import Draft, ReflectionRevision
from lessons.lesson import PLAN, Prompt
from lessons.own_pieces import number_of, own_piece


def own_pieces(session: Session, person_id: int, course_id: int) -> tuple[Prompt, ...]:
    """Give the places that a learner ever wrote to in their plan, in the order in which they were made."""
    mine = select(ReflectionRevision.prompt_key).where(
        ReflectionRevision.person_id == person_id,
        ReflectionRevision.course_id == course_id,
        ReflectionRevision.lesson_key == PLAN,
    )
    drafted = select(Draft.prompt_key).where(Draft.person_id == person_id, Draft.course_id == course_id)
    found = (own_piece(prompt_id) for prompt_id in session.scalars(mine.union(drafted)))
    return tuple(sorted((each for each in found if each), key=lambda each: (each.into, number_of(each.id))))
