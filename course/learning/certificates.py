"""Certificates: made by the learner once the course's work is done, shown by an address that nobody guesses."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from course.learning.enrolment import lock_enrolment
from course.learning.progress import read_standing
from course.material.catalog import Published
from course.models import Certificate, Completion, Enrolment, ReflectionRevision, Response
from course.people.practice import NotForPractice, is_practice
from course.people.tokens import new_certificate_id


class NotCompleted(Exception):
    """The course's work is not done; lessons that were opened by "Continue anyway" do not count."""


@dataclass(frozen=True, slots=True)
class Work:
    """What was done, in numbers and dates; nothing of what was written."""

    lessons: int
    responses: int
    prompts_written: int
    started_at_utc: datetime
    completed_at_utc: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate as the world may see it; `revoked_at_utc` is None while it is good."""

    public_id: str
    name: str
    course_title: str
    work: Work
    issued_at_utc: datetime
    revoked_at_utc: datetime | None


def work_done(session: Session, person_id: int, published: Published) -> Work | None:
    """Count what a learner did in a course they completed; None where the work is not done."""
    mine = {"person_id": person_id, "course_id": published.course_id}
    completed = select(Completion.completed_at_utc).filter_by(**mine, lesson_key="")
    started = select(Enrolment.started_at_utc).filter_by(**mine)
    responses = select(func.count(Response.id)).filter_by(**mine)
    written = select(func.count(ReflectionRevision.prompt_key.distinct())).filter_by(**mine, is_written=True)
    row = session.execute(
        select(
            started.scalar_subquery(),
            completed.scalar_subquery(),
            responses.scalar_subquery(),
            written.scalar_subquery(),
        )
    ).one()
    standing = read_standing(session, person_id, published)
    if standing is None or row[1] is None:
        return None
    return Work(
        lessons=standing.done, responses=row[2], prompts_written=row[3], started_at_utc=row[0], completed_at_utc=row[1]
    )


def issue_certificate(session: Session, person_id: int, published: Published, name: str, *, now: datetime) -> Shown:
    """Make a learner's certificate under the name they want; the one there is where one is good.

    Raises NotCompleted, and NotForPractice for a practice identity.
    """
    if is_practice(session, person_id):
        raise NotForPractice
    lock_enrolment(session, person_id, published.course_id)  # two clicks at once make one
    known = certificate_of(session, person_id, published.course_id)
    if known is not None:
        return known
    work = work_done(session, person_id, published)
    if work is None:
        raise NotCompleted
    certificate = Certificate(
        public_id=new_certificate_id(),
        person_id=person_id,
        course_id=published.course_id,
        name=name,
        course_title=published.course.title,
        lessons=work.lessons,
        responses=work.responses,
        prompts_written=work.prompts_written,
        started_at_utc=work.started_at_utc,
        completed_at_utc=work.completed_at_utc,
        issued_at_utc=now,
    )
    session.add(certificate)
    session.flush()
    return _show(certificate)


def certificate_of(session: Session, person_id: int, course_id: int) -> Shown | None:
    """Give a learner's certificate of a course, if one is good."""
    mine = select(Certificate).where(Certificate.person_id == person_id, Certificate.course_id == course_id)
    found = session.scalar(mine.where(Certificate.revoked_at_utc.is_(None)))
    return _show(found) if found else None


def find_certificate(session: Session, public_id: str) -> Shown | None:
    """Find a certificate by its address; of one that was revoked, only when."""
    found = session.scalar(select(Certificate).where(Certificate.public_id == public_id))
    if found is None:
        return None
    shown = _show(found)
    return shown if shown.revoked_at_utc is None else replace(shown, name="")


def revoke_certificate(session: Session, person_id: int, course_id: int, *, now: datetime) -> None:
    """Make a learner's certificate say that it is revoked; without one, nothing."""
    mine = update(Certificate).where(Certificate.person_id == person_id, Certificate.course_id == course_id)
    session.execute(mine.where(Certificate.revoked_at_utc.is_(None)).values(revoked_at_utc=now))


def _show(row: Certificate) -> Shown:
    return Shown(
        public_id=row.public_id,
        name=row.name,
        course_title=row.course_title,
        work=Work(
            lessons=row.lessons,
            responses=row.responses,
            prompts_written=row.prompts_written,
            started_at_utc=row.started_at_utc,
            completed_at_utc=row.completed_at_utc,
        ),
        issued_at_utc=row.issued_at_utc,
        revoked_at_utc=row.revoked_at_utc,
    )
