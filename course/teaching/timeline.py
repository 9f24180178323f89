"""What a learner did in a course, deed by deed; of what they wrote, only that they did, and of what they shared, only
what was shared with whoever looks.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    bindparam,
    case,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from course.learning.credits import present_credit
from course.models import (
    Comment,
    Completion,
    Enrolment,
    GatePass,
    Item,
    LessonOpening,
    ReflectionRevision,
    Response,
    Share,
    ShareReader,
    ShareWithdrawal,
)
from course.reflecting.sharing import meant_for, readable
from course.statements import read_rows
from lessons.lesson import PLAN

DeedKind = Literal[
    "started", "answered", "wrote", "went-ahead", "opened", "completed", "shared", "took-back", "replied", "was-told"
]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that happened; `credit` is that of an answer, and the lesson is empty where it is about the course."""

    kind: DeedKind
    lesson_id: str
    at_utc: datetime
    credit: float | None


def deeds_of(session: Session, person_id: int, course_id: int, *, cohort_id: int, reader_id: int) -> tuple[Deed, ...]:
    """Give a learner's deeds in a course as an instructor of their cohort may know them, the last first."""
    whose = {"person_id": person_id, "course_id": course_id, "cohort_id": cohort_id, "reader_id": reader_id}
    rows = read_rows(session, _DEEDS, whose)
    deeds = [Deed(kind, lesson_id, at_utc, credit) for kind, lesson_id, at_utc, credit in rows]
    return tuple(sorted(deeds, key=lambda deed: deed.at_utc, reverse=True))


def _kind(word: DeedKind) -> ColumnElement[DeedKind]:
    return literal_column(f"'{word}'")


_Table = type[Response | ReflectionRevision | GatePass | LessonOpening | Completion | Enrolment]


def _theirs(table: _Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.person_id == bindparam("person_id"), table.course_id == bindparam("course_id")


def _of_shares(
    kind: ColumnElement[DeedKind], at_utc: InstrumentedAttribute[datetime]
) -> Select[DeedKind, str, datetime, None]:
    """Something about texts that this reader was named for."""
    return (
        select(kind, ReflectionRevision.lesson_key, at_utc, null())
        .select_from(Share)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .join(ShareReader, ShareReader.share_id == Share.id)
        .where(
            *_theirs(ReflectionRevision),
            meant_for(bindparam("reader_id", type_=Integer()), bindparam("cohort_id", type_=Integer())),
        )
    )


_WHOSE_WORD = case((Comment.person_id == bindparam("person_id"), _kind("replied")), else_=_kind("was-told"))
_DEEDS: CompoundSelect[DeedKind, str, datetime, float | None] = union_all(
    select(
        _kind("answered").label("kind"),
        Item.lesson_key.label("lesson_id"),
        Response.answered_at_utc.label("at_utc"),
        present_credit().label("credit"),
    )
    .join(Item, Item.id == Response.item_id)
    .where(*_theirs(Response)),
    select(_kind("wrote"), ReflectionRevision.lesson_key, ReflectionRevision.written_at_utc, null()).where(
        *_theirs(ReflectionRevision), ReflectionRevision.lesson_key != PLAN
    ),
    select(_kind("went-ahead"), GatePass.lesson_key, GatePass.passed_at_utc, null()).where(*_theirs(GatePass)),
    select(_kind("opened"), LessonOpening.lesson_key, LessonOpening.opened_at_utc, null()).where(
        *_theirs(LessonOpening)
    ),
    select(_kind("completed"), Completion.lesson_key, Completion.completed_at_utc, null()).where(*_theirs(Completion)),
    _of_shares(_kind("shared"), Share.shared_at_utc).where(readable()),
    _of_shares(_kind("took-back"), ShareWithdrawal.withdrawn_at_utc).join(
        ShareWithdrawal, ShareWithdrawal.share_id == Share.id
    ),
    # A word hangs on its share: who may no longer read that, is not told of it either.
    _of_shares(_WHOSE_WORD, Comment.said_at_utc).join(Comment, Comment.share_id == Share.id).where(readable()),
    select(_kind("started"), literal_column("''"), Enrolment.started_at_utc, null()).where(*_theirs(Enrolment)),
)
