"""A learner's facts in one course, and the progress row derived from them in the fact's own transaction."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, CompoundSelect, bindparam, func, insert, literal_column, select, union_all
from sqlalchemy.orm import Session

from course.learning.standing import Facts, LessonStanding, Standing, stand
from course.material.catalog import Published
from course.models import (
    Completion,
    Enrolment,
    GatePass,
    Item,
    LessonFinish,
    Progress,
    ReflectionRevision,
    Response,
)

Deeds = Response | ReflectionRevision | GatePass | LessonFinish | Completion | Enrolment | Progress


def _of_learner(table: type[Deeds]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.person_id == bindparam("person_id"), table.course_id == bindparam("course_id")


_ANSWERED = (
    select(Item.key, Item.lesson_key, func.max(Response.credit).label("best"))
    .join(Item, Item.id == Response.item_id)
    .where(*_of_learner(Response))
    .group_by(Item.key, Item.lesson_key)
)

_DEEDS: CompoundSelect[str, str] = union_all(
    select(literal_column("'written'").label("deed"), ReflectionRevision.prompt_key.label("key"))
    .where(*_of_learner(ReflectionRevision), ReflectionRevision.is_written)
    .distinct(),
    select(literal_column("'gate'"), GatePass.lesson_key).where(*_of_learner(GatePass)),
    select(literal_column("'finished'"), LessonFinish.lesson_key).where(*_of_learner(LessonFinish)),
    select(literal_column("'completed'"), Completion.lesson_key).where(*_of_learner(Completion)),
)

_INSTANTS = union_all(
    select(func.max(Enrolment.started_at_utc).label("at_utc")).where(*_of_learner(Enrolment)),
    select(func.max(Response.answered_at_utc)).where(*_of_learner(Response)),
    select(func.max(ReflectionRevision.written_at_utc)).where(*_of_learner(ReflectionRevision)),
    select(func.max(GatePass.passed_at_utc)).where(*_of_learner(GatePass)),
    select(func.max(LessonFinish.finished_at_utc)).where(*_of_learner(LessonFinish)),
)

_STANDING = select(Progress.standing, Progress.done, Progress.total).where(*_of_learner(Progress))


def facts_of(session: Session, person_id: int, published: Published) -> Facts:
    """Read what a learner did in a course."""
    who = {"person_id": person_id, "course_id": published.course_id}
    answered = session.execute(_ANSWERED, who).all()
    deeds: dict[str, set[str]] = {"written": set(), "gate": set(), "finished": set(), "completed": set()}
    for deed, key in session.execute(_DEEDS, who):
        deeds[deed].add(key)
    right = {row.key for row in answered if row.best == 1}
    return Facts(
        answered={row.key for row in answered},
        right=right,
        archived_right=Counter(
            row.lesson_key for row in answered if row.key in right and row.key not in published.revisions
        ),
        written=deeds["written"],
        gates=deeds["gate"],
        finished=deeds["finished"],
        completed=deeds["completed"],
    )


def refresh_progress(session: Session, person_id: int, published: Published, *, now: datetime) -> Standing:
    """Derive a learner's progress from their facts; records completions that are new. Call it after each fact."""
    standing = stand(published.course, facts := facts_of(session, person_id, published))
    _record_completions(session, person_id, published, standing, facts, now=now)
    row = session.get(Progress, (person_id, published.course_id), populate_existing=True)
    if row is None:
        row = Progress(person_id=person_id, course_id=published.course_id)
        session.add(row)
    row.done, row.total = standing.done, standing.total
    row.standing = _packed(standing)
    row.last_active_at_utc = _last_active(session, person_id, published.course_id)
    session.flush()
    return standing


def rebuild_progress(session: Session, published: Published, *, now: datetime) -> int:
    """Derive the progress of everybody in a course anew; returns how many."""
    learners = session.scalars(
        select(Enrolment.person_id).where(Enrolment.course_id == published.course_id).order_by(Enrolment.person_id)
    ).all()
    for person_id in learners:
        refresh_progress(session, person_id, published, now=now)
    return len(learners)


def read_standing(session: Session, person_id: int, published: Published) -> Standing | None:
    """Give a learner's kept progress; None for whoever has not started."""
    row = session.execute(_STANDING, {"person_id": person_id, "course_id": published.course_id}).one_or_none()
    return row and unpack_standing(row.standing, done=row.done, total=row.total)


def unpack_standing(packed: str, *, done: int, total: int) -> Standing:
    """Decode a progress row."""
    lessons = msgspec.json.decode(packed, type=tuple[LessonStanding, ...])
    return Standing(lessons=lessons, done=done, total=total)


def _packed(standing: Standing) -> str:
    return msgspec.json.encode(standing.lessons).decode()


def _record_completions(
    session: Session, person_id: int, published: Published, standing: Standing, facts: Facts, *, now: datetime
) -> None:
    done = [lesson.lesson_id for lesson in standing.lessons if lesson.state == "done"]
    if standing.is_complete:
        done.append("")
    new: Iterable[str] = (lesson_id for lesson_id in done if lesson_id not in facts.completed)
    rows = [
        {
            "person_id": person_id,
            "course_id": published.course_id,
            "lesson_key": lesson_id,
            "content_version_id": published.version_id,
            "completed_at_utc": now,
        }
        for lesson_id in new
    ]
    if rows:
        session.execute(insert(Completion), rows)


def _last_active(session: Session, person_id: int, course_id: int) -> datetime:
    instants = session.scalars(_INSTANTS, {"person_id": person_id, "course_id": course_id})
    return max(instant for instant in instants if instant is not None)
