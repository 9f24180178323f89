"""A learner's facts in one course, and the progress row derived from them in the fact's own transaction."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from course.learning.facts import read_facts
from course.learning.standing import Facts, LessonStanding, Standing, stand
from course.material.catalog import Published
from course.models import Completion, Enrolment, Progress
from course.statements import change_row, read_rows

_STANDING = select(Progress.standing, Progress.done, Progress.total).where(
    Progress.person_id == bindparam("person_id"), Progress.course_id == bindparam("course_id")
)
_INSERT = insert(Progress)
_UPDATE = update(Progress).where(
    Progress.person_id == bindparam("learner_id"), Progress.course_id == bindparam("in_course_id")
)


def refresh_progress(session: Session, person_id: int, published: Published, *, now: datetime) -> Standing:
    """Derive a learner's progress from their facts; records completions that are new. Call it after each fact."""
    facts, last_active_at_utc = read_facts(session, person_id, published)
    standing = stand(published.course, facts)
    _record_completions(session, person_id, published, standing, facts, now=now)
    progress = {
        "done": standing.done,
        "total": standing.total,
        "standing": _packed(standing),
        "last_active_at_utc": last_active_at_utc,
    }
    _keep(session, person_id, published.course_id, progress)
    return standing


def _keep(session: Session, person_id: int, course_id: int, progress: dict[str, object]) -> None:
    # Nearly always the row is there. Whoever writes holds the enrolment, so no two insert it at once.
    which = {"learner_id": person_id, "in_course_id": course_id}
    if change_row(session, _UPDATE, {**which, **progress}) == 0:
        change_row(session, _INSERT, {"person_id": person_id, "course_id": course_id, **progress})


def rebuild_progress(session: Session, published: Published, *, now: datetime) -> int:
    """Derive the progress of everybody in a course anew; returns how many."""
    learners = session.scalars(
        select(Enrolment.person_id)
        .where(Enrolment.course_id == published.course_id)
        .order_by(Enrolment.person_id)
        .with_for_update()  # nobody writes a fact between its reading and the progress made of it
    ).all()
    for person_id in learners:
        refresh_progress(session, person_id, published, now=now)
    return len(learners)


def read_standing(session: Session, person_id: int, published: Published) -> Standing | None:
    """Give a learner's kept progress; None for whoever has not started."""
    rows = read_rows(session, _STANDING, {"person_id": person_id, "course_id": published.course_id})
    for packed, done, total in rows:
        return unpack_standing(packed, done=done, total=total)
    return None


def unpack_standing(packed: str, *, done: int, total: int) -> Standing:
    """Decode a progress row."""
    return Standing(lessons=_decoder.decode(packed), done=done, total=total)


_decoder = msgspec.json.Decoder(tuple[LessonStanding, ...])


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
        session.connection().execute(insert(Completion), rows)
