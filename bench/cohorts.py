"""A cohort of any size, inserted by the thousand: by the verbs of the course, 100,000 learners would take hours.

Each learner is a copy of one of the demo's, who learned by those verbs: their progress as it was derived, some hours
earlier, under another name, and their first answers. Every tenth shares a text, of which every tenth waits for a word.
For each learner somebody else is invited, and an act stands in the log.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.orm import Session

from commands.demo_story import NAMES
from course.database import Database, analyze
from course.models import (
    Act,
    Cohort,
    CohortInstructor,
    Enrolment,
    Invitation,
    Membership,
    Person,
    Progress,
    ReflectionRevision,
    Response,
    Share,
    ShareReader,
    ShareSeen,
)
from course.people.cohorts import create_cohort
from course.people.names import name_key
from course.people.tokens import new_public_id
from course.records.acts import Deed
from course.reflecting.standing_shares import rebuild_standing_shares

BATCH = 1000
SHARES_EVERY = 10
WAITS_EVERY = 10
ANSWERS = 3
"""Of each learner; of a whole course there would be millions, and inserting them would be all that is done here."""
HOURS_APART = 37
SPREAD_HOURS = 96


@dataclass(frozen=True, slots=True)
class Grown:
    """A cohort's address and a learner in the middle of it."""

    public_id: str
    id: int
    middle: str
    learners: int


def grow_cohort(database_url: str, learners: int) -> Grown:
    """Make a cohort of Ines's, of so many learners."""
    database = Database(database_url)
    try:
        with database.writing() as session:
            grown = _grow(session, learners)
            analyze(session)
            return grown
    finally:
        database.dispose()


def _grow(session: Session, learners: int) -> Grown:
    demo = session.scalars(select(Cohort).order_by(Cohort.id).limit(1)).one()
    ines = session.scalars(select(CohortInstructor.person_id).where(CohortInstructor.cohort_id == demo.id)).one()
    copied = _learned(session, demo)
    now = max(each["last_active_at_utc"] for each in copied)
    key = f"bench-{learners}"
    public_id = create_cohort(session, ines, demo.course_id, f"{learners} learners", submission_key=key, now=now)
    cohort_id = session.scalars(select(Cohort.id).where(Cohort.public_id == public_id)).one()
    middle = ""
    for numbers in _batches(learners):
        people = [_person(number, now) for number in numbers]
        ids = session.scalars(insert(Person).returning(Person.id, sort_by_parameter_order=True), people).all()
        _insert_progress(session, demo, cohort_id, list(zip(numbers, ids, people, strict=True)), copied)
        _share(session, demo, cohort_id, ines, ids[::SHARES_EVERY], now)
        _answer(session, demo, ids)
        _invite_and_note(session, cohort_id, numbers, now)
        middle = middle or people[len(people) // 2]["public_id"]
    rebuild_standing_shares(session, demo.course_id)
    return Grown(public_id, cohort_id, middle, learners)


def _batches(learners: int) -> Iterator[range]:
    return (range(first, min(first + BATCH, learners)) for first in range(0, learners, BATCH))


def _learned(session: Session, demo: Cohort) -> Sequence[RowMapping]:
    columns = (each for each in Progress.__table__.columns if each.name not in ("person_id", "course_id"))
    in_demo = select(Membership.person_id).where(Membership.cohort_id == demo.id)
    rows = select(*columns).where(Progress.course_id == demo.course_id, Progress.person_id.in_(in_demo))
    return session.execute(rows.order_by(Progress.person_id)).mappings().all()


def _person(number: int, now: datetime) -> dict[str, Any]:
    name = f"{NAMES[number % len(NAMES)]} {number // len(NAMES) + 1}"
    return {"public_id": new_public_id(), "name": name, "name_key": name_key(name), "created_at_utc": now}


def _insert_progress(
    session: Session,
    demo: Cohort,
    cohort_id: int,
    people: Sequence[tuple[int, int, dict[str, Any]]],
    copied: Sequence[RowMapping],
) -> None:
    enrolments, progress, memberships = [], [], []
    for number, person_id, person in people:
        row = dict(copied[number % len(copied)])
        earlier = timedelta(hours=number * HOURS_APART % SPREAD_HOURS, seconds=number % 3600)
        for instant in ("last_active_at_utc", "stuck_since_utc"):
            row[instant] = row[instant] - earlier if row[instant] else None
        in_course = {"person_id": person_id, "course_id": demo.course_id}
        enrolments.append({**in_course, "started_at_utc": row["last_active_at_utc"]})
        progress.append({**in_course, **row})
        shown = {each: row[each] for each in ("last_active_at_utc", "place", "states", "stuck_since_utc")}
        joined = {"cohort_id": cohort_id, "person_id": person_id, "joined_at_utc": row["last_active_at_utc"]}
        memberships.append({**joined, "name_key": person["name_key"], **shown})
    for table, rows in ((Enrolment, enrolments), (Progress, progress), (Membership, memberships)):
        session.execute(insert(table), rows)


def _share(session: Session, demo: Cohort, cohort_id: int, reader: int, people: Sequence[int], now: datetime) -> None:
    newest = select(ReflectionRevision).where(ReflectionRevision.course_id == demo.course_id)
    written = session.scalars(newest.order_by(ReflectionRevision.id).limit(1)).one()
    kept = {each.name for each in ReflectionRevision.__table__.columns} - {"person_id", "id", "number", "base"}
    text = {name: getattr(written, name) for name in kept}
    texts = [{**text, "person_id": person, "number": 1, "base": 0} for person in people]
    revisions = session.scalars(
        insert(ReflectionRevision).returning(ReflectionRevision.id, sort_by_parameter_order=True), texts
    ).all()
    shares = [
        {"reflection_revision_id": each, "cohort_id": cohort_id, "submission_key": "bench", "shared_at_utc": now}
        for each in revisions
    ]
    ids = session.scalars(insert(Share).returning(Share.id, sort_by_parameter_order=True), shares).all()
    session.execute(insert(ShareReader), [{"share_id": each, "person_id": reader} for each in ids])
    seen = [{"share_id": each, "person_id": reader, "seen_at_utc": now} for each in ids if each % WAITS_EVERY]
    session.execute(insert(ShareSeen), seen)


def _answer(session: Session, demo: Cohort, people: Sequence[int]) -> None:
    columns = (each for each in Response.__table__.columns if each.name not in ("id", "person_id"))
    first = select(*columns).where(Response.course_id == demo.course_id).order_by(Response.id).limit(ANSWERS)
    answers = session.execute(first).mappings().all()
    session.execute(insert(Response), [{**each, "person_id": person} for person in people for each in answers])


def _invite_and_note(session: Session, cohort_id: int, numbers: range, now: datetime) -> None:
    addresses = [f"invited-{cohort_id}-{number}@example.org" for number in numbers]
    invited = {"cohort_id": cohort_id, "invited_at_utc": now}
    invitations = [{**invited, "public_id": new_public_id(), "email": each, "email_key": each} for each in addresses]
    session.execute(insert(Invitation), invitations)
    done = {"kind": Deed.LEARNER_REMOVED.value, "cohort_id": cohort_id, "about": "", "at_utc": now}
    session.execute(insert(Act), [done for _ in numbers])


def make_admin_of(database_url: str) -> None:
    """Let whoever teaches the demo's cohort look after the site, too."""
    database = Database(database_url)
    with database.writing() as session:
        demo = select(Cohort.id).order_by(Cohort.id).limit(1).scalar_subquery()
        teaching = select(CohortInstructor.person_id).where(CohortInstructor.cohort_id == demo)
        session.execute(update(Person).where(Person.id.in_(teaching)).values(is_admin=True))
    database.dispose()
