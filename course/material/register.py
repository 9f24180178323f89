"""Every course that was ever published, with its versions, as an admin sees them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.models import Cohort, ContentVersion, Course, Enrolment

VERSIONS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course, its newest versions first, and how many are in it."""

    slug: str
    is_offered: bool
    learners: int
    cohorts: int
    versions: tuple[tuple[int, datetime], ...]


def courses_registered(session: Session) -> tuple[CourseLine, ...]:
    """List courses by slug: few statements, however many there are."""
    learners = dict(session.execute(select(Enrolment.course_id, func.count()).group_by(Enrolment.course_id)).all())
    cohorts = dict(session.execute(select(Cohort.course_id, func.count()).group_by(Cohort.course_id)).all())
    versions: dict[int, list[tuple[int, datetime]]] = {}
    published = select(ContentVersion.course_id, ContentVersion.number, ContentVersion.published_at_utc)
    for course_id, number, at_utc in session.execute(published.order_by(ContentVersion.number.desc())):
        versions.setdefault(course_id, []).append((number, at_utc))
    rows = session.execute(select(Course.id, Course.slug, Course.is_listed).order_by(Course.slug))
    return tuple(
        CourseLine(
            slug,
            is_listed,
            learners.get(course_id, 0),
            cohorts.get(course_id, 0),
            tuple(versions.get(course_id, ())[:VERSIONS_SHOWN]),
        )
        for course_id, slug, is_listed in rows
    )
