"""What a learner did in one course: everything that progress is derived from, read by one statement."""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, case, func, literal_column, null, select, union_all
from sqlalchemy.orm import Session

from course.learning.credits import present_credit
from course.learning.standing import Facts, Tries
from course.material.catalog import Published
from course.models import (
    Completion,
    Enrolment,
    GatePass,
    Item,
    LessonFinish,
    LessonOpening,
    Person,
    ReflectionRevision,
    Response,
)
from course.statements import read_rows

ANSWERED, WRITTEN, BEGUN = "answered", "written", "begun"
GATE, FINISHED, COMPLETED, ENROLLED, OPENED = "gate", "finished", "completed", "enrolled", "opened"
# A completion is noted while a course is published, too, and a lesson is opened by an instructor.
_NOT_THE_LEARNERS = frozenset({COMPLETED, OPENED})

Table = type[Response | ReflectionRevision | GatePass | LessonOpening | LessonFinish | Completion | Enrolment]


def of_learner(table: Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Say, of a table's row: it is this learner's, in this course."""
    return table.person_id == bindparam("person_id"), table.course_id == bindparam("course_id")


def _word(word: str) -> ColumnElement[str]:
    return literal_column(f"'{word}'")


_OF_NO_QUESTION = (null(), null(), null(), null())
# Seven columns each: the deed, what it was done to, when; of a question its lesson, best credit, last weight and tries.
_DEEDS = union_all(
    select(
        _word(ANSWERED).label("deed"),
        Item.key.label("key"),
        func.max(Response.answered_at_utc).label("at_utc"),
        Item.lesson_key.label("lesson_id"),
        func.max(present_credit()).label("best"),
        Item.weight.label("weight"),
        func.count().label("tries"),
    )
    .join(Item, Item.id == Response.item_id)
    .where(*of_learner(Response))
    .group_by(Item.key, Item.lesson_key, Item.weight),
    select(
        case((ReflectionRevision.is_written, _word(WRITTEN)), else_=_word(BEGUN)),
        ReflectionRevision.prompt_key,
        ReflectionRevision.written_at_utc,
        *_OF_NO_QUESTION,
    ).where(*of_learner(ReflectionRevision)),
    select(_word(GATE), GatePass.lesson_key, GatePass.passed_at_utc, *_OF_NO_QUESTION).where(*of_learner(GatePass)),
    select(_word(OPENED), LessonOpening.lesson_key, LessonOpening.opened_at_utc, *_OF_NO_QUESTION).where(
        *of_learner(LessonOpening)
    ),
    select(_word(FINISHED), LessonFinish.lesson_key, LessonFinish.finished_at_utc, *_OF_NO_QUESTION).where(
        *of_learner(LessonFinish)
    ),
    select(_word(COMPLETED), Completion.lesson_key, Completion.completed_at_utc, *_OF_NO_QUESTION).where(
        *of_learner(Completion)
    ),
    # Whoever started is named by what their questions are drawn by, so that it costs no query of its own.
    select(_word(ENROLLED), Person.public_id, Enrolment.started_at_utc, *_OF_NO_QUESTION)
    .join(Person, Person.id == Enrolment.person_id)
    .where(*of_learner(Enrolment)),
)


def read_facts(session: Session, person_id: int, published: Published) -> tuple[Facts, datetime]:
    """Give what a learner did in a course they have started, and when they last did something."""
    rows = read_rows(session, _DEEDS, {"person_id": person_id, "course_id": published.course_id})
    done: dict[str, set[str]] = {}
    for deed, key, *_ in rows:
        done.setdefault(deed, set()).add(key)
    right = {key for _, key, _, _, best, *_ in rows if best == 1}
    gone: dict[str, tuple[int, ...]] = {}
    for _, key, _, lesson_id, best, weight, _ in rows:
        if best == 1 and key not in published.revisions:
            gone[lesson_id] = (*gone.get(lesson_id, ()), weight)
    nothing: set[str] = set()
    facts = Facts(
        answered=done.get(ANSWERED, nothing),
        right=right,
        archived_right=gone,
        written=done.get(WRITTEN, nothing),
        gates=done.get(GATE, nothing),
        opened=done.get(OPENED, nothing),
        finished=done.get(FINISHED, nothing),
        completed=done.get(COMPLETED, nothing),
        seed=next(iter(done[ENROLLED])),
        tried={key: Tries(tries, at_utc) for deed, key, at_utc, _, _, _, tries in rows if deed == ANSWERED},
        achieved_at_utc=max(
            (at_utc for deed, _, at_utc, _, best, *_ in rows if deed in (WRITTEN, FINISHED) or best == 1), default=None
        ),
    )
    return facts, max(at_utc for deed, _, at_utc, *_ in rows if deed not in _NOT_THE_LEARNERS)
