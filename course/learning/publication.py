"""Publishing a course, and what that means for those who are in it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from course.learning.progress import rebuild_progress
from course.material.catalog import Catalog
from course.material.compiled import CompiledCourse
from course.material.publishing import list_only, publish


def publish_courses(session: Session, courses: Mapping[str, CompiledCourse], *, now: datetime) -> tuple[str, ...]:
    """Publish these courses, and no others to newcomers; returns the slugs of those that had changed."""
    changed = tuple(slug for slug, course in courses.items() if publish(session, slug, course, now=now))
    catalog = Catalog()
    for slug in changed:
        # A question or prompt may be gone, and with it the last thing somebody had to do.
        published = catalog.find(session, slug)
        if published is not None:
            rebuild_progress(session, published, now=now)
    list_only(session, set(courses))
    return changed
