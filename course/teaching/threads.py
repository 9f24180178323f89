"""What was said about shared texts, as one of their readers may read it now."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import Comment, CommentRevision, Person, ReflectionRevision, Share, ShareReader
from course.reflecting.dialogues import Said, newest_number
from course.reflecting.sharing import meant_for, readable

Threads = dict[tuple[int, str], tuple[Said, ...]]
"""By writer and prompt, the first word first."""


def threads_of(
    session: Session, reader_id: int, people: Collection[int], *, course_id: int, cohort_id: int, prompt_id: str = ""
) -> Threads:
    """Give what was said about these people's answers, or those to one prompt: in shares that end, it ends too."""
    which = [
        ReflectionRevision.person_id.in_(people),
        ReflectionRevision.course_id == course_id,
        meant_for(reader_id, cohort_id),
        readable(),
    ]
    if prompt_id:
        which.append(ReflectionRevision.prompt_key == prompt_id)
    rows = session.execute(
        select(
            ReflectionRevision.person_id,
            ReflectionRevision.prompt_key,
            Comment.public_id,
            Person.name,
            Comment.person_id == reader_id,
            CommentRevision.body,
            Comment.said_at_utc,
            CommentRevision.number,
        )
        .join(Share, Share.id == Comment.share_id)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .join(ShareReader, ShareReader.share_id == Share.id)
        .join(Person, Person.id == Comment.person_id)
        .join(CommentRevision, CommentRevision.comment_id == Comment.id)
        .where(*which, CommentRevision.number == newest_number())
        .order_by(Comment.id)
    )
    found: dict[tuple[int, str], list[Said]] = {}
    for row in rows:
        found.setdefault((row[0], row[1]), []).append(Said(*row[2:]))
    return {which: tuple(said) for which, said in found.items()}
