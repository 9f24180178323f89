"""What is published: found by slug, decoded once per process, since a version never changes."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from course.material.compiled import CompiledCourse, course_from_bytes, question_from_bytes
from course.models import ContentVersion, ContentVersionItem, Course, Item, ItemRevision
from course.statements import read_rows
from quizzes.kinds import AnyQuestion


@dataclass(frozen=True, slots=True)
class Revision:
    """Which revision of an item a published course shows; `number` is what forms carry."""

    id: int
    item_id: int
    number: int


@dataclass(frozen=True, eq=False)
class Published:
    """A course as it is now: the newest content version, with the rows its questions are filed under."""

    course_id: int
    version_id: int
    number: int
    slug: str
    course: CompiledCourse
    revisions: dict[str, Revision]

    @cached_property
    def questions(self) -> dict[str, AnyQuestion]:
        """Question id to question."""
        return {placed.question.id: placed.question for lesson in self.course.lessons for placed in lesson.questions}

    @cached_property
    def question_of_item(self) -> dict[int, str]:
        """Item row to question id."""
        return {revision.item_id: question for question, revision in self.revisions.items()}


class Catalog:
    """The published courses; keeps the newest version of each decoded."""

    def __init__(self) -> None:
        self._newest: dict[str, Published] = {}

    def find(self, session: Session, slug: str) -> Published | None:
        """Give the newest version of the course named `slug`."""
        rows = read_rows(session, _NEWEST, {"slug": slug})
        if not rows:
            return None
        known = self._newest.get(slug)
        if known is None or known.version_id != rows[0][1]:
            known = self._newest[slug] = _load(session, slug, *rows[0])
        return known

    def find_by_id(self, session: Session, course_id: int) -> Published:
        """Give the newest version of a course known to exist."""
        ((slug,),) = read_rows(session, _SLUG, {"course_id": course_id})
        published = self.find(session, slug)
        if published is None:
            raise LookupError(f"Course {slug} has no published version.")
        return published

    def listed(self, session: Session) -> tuple[Published, ...]:
        """Give every course that newcomers are offered, by title."""
        return self._find_all(session, select(Course.slug).where(Course.is_listed))

    def all(self, session: Session) -> tuple[Published, ...]:
        """Give every course that was ever published, by title."""
        return self._find_all(session, select(Course.slug))

    def _find_all(self, session: Session, slugs: Select[str]) -> tuple[Published, ...]:
        found = (self.find(session, slug) for slug in session.scalars(slugs).all())
        return tuple(sorted((each for each in found if each), key=lambda each: each.course.title.casefold()))


def is_offered(session: Session, course_id: int) -> bool:
    """Say whether newcomers may start a course: its folder is there."""
    return bool(session.scalar(select(Course.is_listed).where(Course.id == course_id)))


_SLUG = select(Course.slug).where(Course.id == bindparam("course_id"))
_NEWEST = (
    select(Course.id.label("course_id"), ContentVersion.id.label("version_id"), ContentVersion.number)
    .join(ContentVersion, ContentVersion.course_id == Course.id)
    .where(Course.slug == bindparam("slug"))
    .order_by(ContentVersion.number.desc())
    .limit(1)
)


_COMPILED = select(ContentVersion.compiled).where(ContentVersion.id == bindparam("version_id"))
_REVISIONS = (
    select(Item.key, ItemRevision.id, ItemRevision.item_id, ItemRevision.number)
    .join(ItemRevision, ItemRevision.item_id == Item.id)
    .join(ContentVersionItem, ContentVersionItem.item_revision_id == ItemRevision.id)
    .where(ContentVersionItem.content_version_id == bindparam("version_id"))
)


def _load(session: Session, slug: str, course_id: int, version_id: int, number: int) -> Published:
    ((compiled,),) = read_rows(session, _COMPILED, {"version_id": version_id})
    return Published(
        course_id=course_id,
        version_id=version_id,
        number=number,
        slug=slug,
        course=course_from_bytes(compiled),
        revisions=_revisions(session, version_id),
    )


def _revisions(session: Session, version_id: int) -> dict[str, Revision]:
    rows = read_rows(session, _REVISIONS, {"version_id": version_id})
    return {key: Revision(id=row_id, item_id=item_id, number=number) for key, row_id, item_id, number in rows}


def find_revision(
    session: Session, course_id: int, question_id: str, number: int
) -> tuple[Revision, AnyQuestion] | None:
    """Give an item's revision by its number: what an older form showed."""
    row = session.execute(
        select(ItemRevision.id, ItemRevision.item_id, ItemRevision.compiled)
        .join(Item, Item.id == ItemRevision.item_id)
        .where(Item.course_id == course_id, Item.key == question_id, ItemRevision.number == number)
    ).one_or_none()
    return row and (Revision(id=row.id, item_id=row.item_id, number=number), question_from_bytes(row.compiled))


def newest_questions(session: Session, course_id: int) -> dict[str, AnyQuestion]:
    """Give every question that a course ever asked, as it was last published, by question id."""
    rows = read_rows(session, _NEWEST_QUESTIONS, {"course_id": course_id})
    return {question_id: question_from_bytes(compiled) for question_id, compiled in rows}


_later = aliased(ItemRevision)
_NEWEST_QUESTIONS = (
    select(Item.key, ItemRevision.compiled)
    .join(ItemRevision, ItemRevision.item_id == Item.id)
    .where(
        Item.course_id == bindparam("course_id"),
        ~exists().where(_later.item_id == ItemRevision.item_id, _later.number > ItemRevision.number),
    )
)


def questions_of_revisions(session: Session, revision_ids: set[int]) -> dict[int, AnyQuestion]:
    """Give the questions of these revisions, in the words they were answered."""
    rows = session.execute(select(ItemRevision.id, ItemRevision.compiled).where(ItemRevision.id.in_(revision_ids)))
    return {row.id: question_from_bytes(row.compiled) for row in rows}
