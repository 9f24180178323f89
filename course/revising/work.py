"""What people have done in a course, counted by what it was done to; practice counts nowhere."""

from dataclasses import dataclass, field

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session

from course.models import Item, LessonFinish, Person, ReflectionRevision, Response
from course.people.practice import counts
from course.statements import read_rows


@dataclass(frozen=True, slots=True)
class Amount:
    """How often, and by how many people."""

    times: int
    people: int


@dataclass(frozen=True, slots=True)
class Work:
    """Amounts by the id of a question, of a prompt, and of a lesson finished by its button."""

    responses: dict[str, Amount] = field(default_factory=dict)
    reflections: dict[str, Amount] = field(default_factory=dict)
    finishes: dict[str, Amount] = field(default_factory=dict)


_COUNTED: BindParameter[int] = bindparam("course_id")
_RESPONSES = (
    select(Item.key, func.count(), func.count(func.distinct(Response.person_id)))
    .join(Response, Response.item_id == Item.id)
    .join(Person, Person.id == Response.person_id)
    .where(Item.course_id == _COUNTED, counts())
    .group_by(Item.key)
)
_REFLECTIONS = (
    select(ReflectionRevision.prompt_key, func.count(), func.count(func.distinct(ReflectionRevision.person_id)))
    .join(Person, Person.id == ReflectionRevision.person_id)
    .where(ReflectionRevision.course_id == _COUNTED, counts())
    .group_by(ReflectionRevision.prompt_key)
)
_FINISHES = (
    select(LessonFinish.lesson_key, func.count(), func.count(func.distinct(LessonFinish.person_id)))
    .join(Person, Person.id == LessonFinish.person_id)
    .where(LessonFinish.course_id == _COUNTED, counts())
    .group_by(LessonFinish.lesson_key)
)


def read_work(session: Session, course_id: int) -> Work:
    """Count the work that people did in a course, questions and prompts that are gone included."""
    return Work(*(_amounts(session, course_id, each) for each in (_RESPONSES, _REFLECTIONS, _FINISHES)))


def _amounts(session: Session, course_id: int, statement: Select[str, int, int]) -> dict[str, Amount]:
    rows = read_rows(session, statement, {"course_id": course_id})
    return {key: Amount(times, people) for key, times, people in rows}
