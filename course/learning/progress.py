"""A learner's facts in one course, and the progress row derived from them in the fact's own transaction."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from course.learning.due import Review
from course.learning.facts import read_facts
from course.learning.standing import Facts, LessonStanding, Standing, stand
from course.learning.summary import summarize
from course.material.catalog import Published
from course.models import Cohort, Completion, Enrolment, Membership, Progress
from course.statements import change_row, read_rows

_STANDING = select(
    Progress.standing, Progress.done, Progress.total, Progress.reviews, Progress.last_active_at_utc, Progress.dialogue
).where(Progress.person_id == bindparam("person_id"), Progress.course_id == bindparam("course_id"))
_INSERT = insert(Progress)
_UPDATE = update(Progress).where(
    Progress.person_id == bindparam("learner_id"), Progress.course_id == bindparam("in_course_id")
)
_IN_COHORTS = update(Membership).where(
    Membership.person_id == bindparam("learner_id"),
    Membership.cohort_id.in_(select(Cohort.id).where(Cohort.course_id == bindparam("in_course_id"))),
)


def refresh_progress(session: Session, person_id: int, published: Published, *, now: datetime) -> Standing:
    """Derive a learner's progress from their facts; records completions that are new. Call it after each fact."""
    return derive_progress(session, person_id, published, now=now)[0]


def derive_progress(session: Session, person_id: int, published: Published, *, now: datetime) -> tuple[Standing, Facts]:
    """Do the same, and give the facts too."""
    facts, last_active_at_utc = read_facts(session, person_id, published)
    standing = stand(published.course, facts)
    _record_completions(session, person_id, published, standing, facts, now=now)
    summary = summarize(standing, facts)
    shown_to_cohorts = {
        "last_active_at_utc": last_active_at_utc,
        "place": summary.place,
        "states": summary.states,
        "stuck_since_utc": summary.stuck_since_utc,
    }
    progress = {
        "done": standing.done,
        "total": standing.total,
        "standing": _packed(standing),
        "reviews": msgspec.json.encode(standing.reviews).decode() if standing.reviews else "",
        **shown_to_cohorts,
    }
    which = {"learner_id": person_id, "in_course_id": published.course_id}
    _keep(session, which, progress)
    change_row(session, _IN_COHORTS, {**which, **shown_to_cohorts})
    return standing, facts


def _keep(session: Session, which: dict[str, int], progress: dict[str, object]) -> None:
    # Nearly always the row is there. Whoever writes holds the enrolment, so no two insert it at once.
    if change_row(session, _UPDATE, {**which, **progress}) == 0:
        row = {"person_id": which["learner_id"], "course_id": which["in_course_id"], **progress}
        change_row(session, _INSERT, row)


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
    for packed, done, total, reviews, last_active_at_utc, dialogue in rows:
        return Standing(
            lessons=_decoder.decode(packed),
            done=done,
            total=total,
            reviews=_review_decoder.decode(reviews) if reviews else (),
            last_active_at_utc=last_active_at_utc,
            dialogue=dialogue,
        )
    return None


def unpack_standing(packed: str, *, done: int, total: int) -> Standing:
    """Decode what a progress row says of lessons."""
    return Standing(lessons=_decoder.decode(packed), done=done, total=total)


_decoder = msgspec.json.Decoder(tuple[LessonStanding, ...])
_review_decoder = msgspec.json.Decoder(tuple[Review, ...])


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
