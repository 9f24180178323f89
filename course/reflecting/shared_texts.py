"""The one share that a comment is about, found through who may write about it: its named readers and its writer."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from course.models import Cohort, Comment, Person, ReflectionRevision, Share, ShareReader
from course.reflecting.sharing import meant_for, readable


@dataclass(frozen=True, slots=True)
class SharedText:
    """A share that is readable now: whose text it is, in which course."""

    share_id: int
    learner_id: int
    course_id: int


def find_shared_with(
    session: Session, reader_id: int, cohort_id: int, learner: str, prompt_id: str, revision: int
) -> SharedText | None:
    """Find a learner's version that this reader may read now; another's, a private and a nonexistent one are None."""
    which = (
        meant_for(reader_id, cohort_id),
        Person.public_id == learner,
        ReflectionRevision.prompt_key == prompt_id,
        ReflectionRevision.number == revision,
    )
    row = session.execute(_readable().where(*which).order_by(Share.id.desc()).limit(1)).first()
    return SharedText(*row) if row else None


def find_own_comment(
    session: Session, person_id: int, comment: str, *, prompt_id: str, cohort: str, learner: str
) -> SharedText | None:
    """Find what a person's own comment is about: as its writer, or as its reader while they may read it."""
    text = (
        select(Share.id, ReflectionRevision.person_id, ReflectionRevision.course_id)
        .join(Comment, Comment.share_id == Share.id)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .join(Person, Person.id == ReflectionRevision.person_id)
        .join(Cohort, Cohort.id == Share.cohort_id)
        .outerjoin(ShareReader, (ShareReader.share_id == Share.id) & (ShareReader.person_id == person_id))
        .where(
            Comment.public_id == comment,
            Comment.person_id == person_id,
            ReflectionRevision.prompt_key == prompt_id,
            Cohort.public_id == cohort,
            Person.public_id == learner,
            or_(ReflectionRevision.person_id == person_id, ShareReader.person_id.is_not(None) & readable()),
        )
    )
    row = session.execute(text).first()
    return SharedText(*row) if row else None


def own_shared(
    session: Session, person_id: int, course_id: int, prompt_ids: Collection[str]
) -> dict[tuple[str, str], SharedText]:
    """Give, by prompt and cohort, what a learner shared last there, while somebody may read it."""
    rows = session.execute(
        _readable()
        .where(
            ReflectionRevision.person_id == person_id,
            ReflectionRevision.course_id == course_id,
            ReflectionRevision.prompt_key.in_(prompt_ids),
        )
        .order_by(Share.id)
        .add_columns(ReflectionRevision.prompt_key, Cohort.public_id)
    )
    return {(prompt_id, cohort): SharedText(*shared) for *shared, prompt_id, cohort in rows}


def _readable() -> Select[int, int, int]:
    return (
        select(Share.id, ReflectionRevision.person_id, ReflectionRevision.course_id)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .join(ShareReader, ShareReader.share_id == Share.id)
        .join(Person, Person.id == ReflectionRevision.person_id)
        .join(Cohort, Cohort.id == Share.cohort_id)
        .where(readable())
    )
