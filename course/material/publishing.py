"""A compiled course becomes an immutable content version with item revisions."""

import hashlib
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, defer

from course.material.compiled import CompiledCourse, CompiledQuestion, to_bytes
from course.models import ContentVersion, ContentVersionItem, Course, Item, ItemRevision


def publish(session: Session, slug: str, course: CompiledCourse, *, now: datetime) -> bool:
    """Record `course` as the newest version of `slug`; do nothing, and say False, where it is that already."""
    compiled = to_bytes(course)
    digest = _digest(compiled)
    course_id = _course_id(session, slug, now=now)
    newest = session.execute(
        select(ContentVersion.number, ContentVersion.digest)
        .where(ContentVersion.course_id == course_id)
        .order_by(ContentVersion.number.desc())
        .limit(1)
    ).one_or_none()
    if newest and newest.digest == digest:
        return False
    version = ContentVersion(
        course_id=course_id,
        number=newest.number + 1 if newest else 1,
        digest=digest,
        compiled=compiled,
        published_at_utc=now,
    )
    session.add(version)
    session.flush()
    _record_items(session, course_id, version.id, course)
    return True


def list_only(session: Session, slugs: set[str]) -> None:
    """Show newcomers exactly these courses; learners of the others keep them."""
    session.execute(update(Course).values(is_listed=Course.slug.in_(slugs)))


def list_too(session: Session, slugs: set[str]) -> None:
    """Show newcomers these courses as well."""
    session.execute(update(Course).where(Course.slug.in_(slugs)).values(is_listed=True))


def _course_id(session: Session, slug: str, *, now: datetime) -> int:
    known = select(Course.id).where(Course.slug == slug).with_for_update(key_share=True)
    course_id = session.scalar(known)
    if course_id is not None:
        return course_id
    course = Course(slug=slug, created_at_utc=now)
    try:
        with session.begin_nested():
            session.add(course)
    except IntegrityError:  # another process publishes it for the first time too
        return session.execute(known).scalar_one()
    return course.id


def _record_items(session: Session, course_id: int, version_id: int, course: CompiledCourse) -> None:
    """A few statements for all questions together: a course may have hundreds."""
    items = {item.key: item for item in session.scalars(select(Item).where(Item.course_id == course_id))}
    placed_in = {placed.question.id: (lesson.id, placed) for lesson in course.lessons for placed in lesson.questions}
    for question_id, (lesson_id, placed) in placed_in.items():
        item = items[question_id] = items.get(question_id) or Item(course_id=course_id, key=question_id)
        item.lesson_key, item.weight = lesson_id, placed.question.weight
        session.add(item)
    session.flush()
    revisions = _newest_revisions(session, course_id)
    for question_id, (_lesson_id, placed) in placed_in.items():
        item_id = items[question_id].id
        revisions[item_id] = _revision(item_id, placed, revisions.get(item_id))
    shown = [revisions[items[question_id].id] for question_id in placed_in]
    session.add_all(shown)
    session.flush()
    if shown:
        rows = [{"content_version_id": version_id, "item_revision_id": revision.id} for revision in shown]
        session.execute(insert(ContentVersionItem), rows)


def _newest_revisions(session: Session, course_id: int) -> dict[int, ItemRevision]:
    newest = (
        select(func.max(ItemRevision.id))
        .join(Item, Item.id == ItemRevision.item_id)
        .where(Item.course_id == course_id)
        .group_by(ItemRevision.item_id)
    )
    found = session.scalars(
        select(ItemRevision).where(ItemRevision.id.in_(newest)).options(defer(ItemRevision.compiled))
    )
    return {revision.item_id: revision for revision in found}


def _revision(item_id: int, placed: CompiledQuestion, newest: ItemRevision | None) -> ItemRevision:
    """The newest revision, or a new one where the question is not as it was."""
    compiled = to_bytes(placed.question)
    digest = _digest(compiled)
    if newest and newest.digest == digest:
        return newest
    number = newest.number + 1 if newest else 1
    return ItemRevision(item_id=item_id, number=number, digest=digest, compiled=compiled)


def _digest(compiled: bytes) -> str:
    return hashlib.blake2b(compiled, digest_size=32).hexdigest()
