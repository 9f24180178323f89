"""What a learner did in one course: everything that progress is derived from, read by one statement."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, bindparam, case, func, literal_column, null, select, union_all
from sqlalchemy.orm import Session

from course.learning.credits import present_credit
from course.learning.due import Asking, Miss
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
    ReviewAnswer,
)
from course.statements import read_rows
from quizzes.confidence import SURE
from quizzes.ladder import Recall

ANSWERED, REVIEWED, WRITTEN, BEGUN = "answered", "reviewed", "written", "begun"
GATE, FINISHED, COMPLETED, ENROLLED, OPENED = "gate", "finished", "completed", "enrolled", "opened"
# A completion is noted while a course is published, too, and a lesson is opened by an instructor.
_NOT_THE_LEARNERS = frozenset({COMPLETED, OPENED})

Table = type[
    Response | ReviewAnswer | ReflectionRevision | GatePass | LessonOpening | LessonFinish | Completion | Enrolment
]


def of_learner(table: Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Say, of a table's row: it is this learner's, in this course."""
    return table.person_id == bindparam("person_id"), table.course_id == bindparam("course_id")


def _word(word: str) -> ColumnElement[str]:
    return literal_column(f"'{word}'")


def _first_where(condition: ColumnElement[bool]) -> ColumnElement[int | None]:
    """The row of the first response of which this is true; their numbers tell their order."""
    return func.min(case((condition, Response.id)))


_OF_NO_QUESTION = (null(),) * 7
# Ten columns each: the deed, what it was done to, when; of a question its lesson, last weight and tries, when it was
# first answered, and which response was the first, the first right one, the first one they were sure of.
_DEEDS: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(
        _word(ANSWERED).label("deed"),
        Item.key.label("key"),
        func.max(Response.answered_at_utc).label("at_utc"),
        Item.lesson_key.label("lesson_id"),
        Item.weight.label("weight"),
        func.count().label("tries"),
        func.min(Response.answered_at_utc).label("first_at_utc"),
        func.min(Response.id).label("first"),
        _first_where(present_credit() == 1).label("first_right"),
        _first_where(Response.confidence == SURE).label("first_sure"),
    )
    .join(Item, Item.id == Response.item_id)
    .where(*of_learner(Response))
    .group_by(Item.key, Item.lesson_key, Item.weight),
    # Here each row is one answer: which it was, and if it was right, was one they were sure of, and came on its day.
    select(
        _word(REVIEWED),
        Item.key,
        ReviewAnswer.answered_at_utc,
        null(),
        case((ReviewAnswer.was_due, 1), else_=0),
        null(),
        null(),
        ReviewAnswer.id,
        case((ReviewAnswer.credit == 1, 1), else_=0),
        case((ReviewAnswer.confidence == SURE, 1), else_=0),
    )
    .join(Item, Item.id == ReviewAnswer.item_id)
    .where(*of_learner(ReviewAnswer)),
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
    answered = [row for row in rows if row[0] == ANSWERED]
    right = {key for _, key, *_, first_right, _ in answered if first_right}
    gone: dict[str, tuple[int, ...]] = {}
    for _, key, _, lesson_id, weight, *_ in answered:
        if key in right and key not in published.revisions:
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
        tried={key: Tries(tries, at_utc) for _, key, at_utc, _, _, tries, *_ in answered},
        achieved_at_utc=max(
            (at_utc for deed, key, at_utc, *_ in rows if deed in (WRITTEN, FINISHED) or _is_right(deed, key, right)),
            default=None,
        ),
        missed_first={
            key: Miss(first_at_utc, first == first_sure)
            for _, key, *_, first_at_utc, first, first_right, first_sure in answered
            if first != first_right
        },
        askings=_askings(row for row in rows if row[0] == REVIEWED),
    )
    return facts, max(at_utc for deed, _, at_utc, *_ in rows if deed not in _NOT_THE_LEARNERS)


def _is_right(deed: str, key: str, right: set[str]) -> bool:
    return deed == ANSWERED and key in right


def _askings(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[Asking]]:
    found: dict[str, list[Asking]] = {}
    for _, key, at_utc, _, was_due, _, _, _, is_right, is_sure in sorted(rows, key=lambda row: row[7]):
        recall = Recall(at_utc, is_right=bool(is_right), was_due=bool(was_due))
        found.setdefault(key, []).append(Asking(recall, bool(is_sure)))
    return found
