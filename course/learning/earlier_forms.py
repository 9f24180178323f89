"""Forms that outlived what they showed: a question that an earlier version asked of somebody may still be answered."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.learning.responses import Submission
from course.material.catalog import Published
from course.material.compiled import CompiledCourse, course_from_bytes
from course.models import ContentVersion, ContentVersionItem, Enrolment, Person
from quizzes.drawing import draw_questions


def was_asked(session: Session, person_id: int, published: Published, shown: Submission) -> bool:
    """Say whether a version of the course asked this learner the question in these words, since they started."""
    # The newest version that was there when they started, and all later ones.
    first = (
        select(func.coalesce(func.max(ContentVersion.number), 0))
        .where(
            ContentVersion.course_id == published.course_id, ContentVersion.published_at_utc < Enrolment.started_at_utc
        )
        .correlate(Enrolment)
        .scalar_subquery()
    )
    versions = session.execute(
        select(ContentVersion.compiled, Person.public_id)
        .join(ContentVersionItem, ContentVersionItem.content_version_id == ContentVersion.id)
        .join(Enrolment, Enrolment.course_id == ContentVersion.course_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            ContentVersionItem.item_revision_id == shown.revision.id,
            Enrolment.course_id == published.course_id,
            Enrolment.person_id == person_id,
            ContentVersion.number >= first,
        )
        .order_by(ContentVersion.number.desc())
    )
    return any(_asks(course_from_bytes(compiled), shown.question.id, seed) for compiled, seed in versions)


def _asks(course: CompiledCourse, question_id: str, seed: str) -> bool:
    # Of what somebody has not answered, nothing beyond the first places is ever drawn, whatever they answered before.
    return any(
        lesson.draw is None or question_id in draw_questions(lesson.question_ids, lesson.draw, seed, kept=frozenset())
        for lesson in course.lessons
        if question_id in lesson.question_ids
    )
