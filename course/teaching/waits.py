"""Which shared texts wait for a word, as conditions of a query."""

from sqlalchemy import ColumnElement, Integer, and_, exists, func, literal, select
from sqlalchemy.orm import aliased

from course.models import Comment, ReflectionRevision, Share, ShareSeen, ShareWithdrawal

_later, _later_text = aliased(Share), aliased(ReflectionRevision)
_own = aliased(Comment)


def is_last() -> ColumnElement[bool]:
    """Say, of joined `Share` and `ReflectionRevision`: of several versions that were shared, this is the last."""
    return ~exists().where(
        # Added to, so that no index has them: looked up by cohort, each share would read all that came after it.
        _later.cohort_id + 0 == Share.cohort_id,
        _later.id + 0 > Share.id,
        _later.reflection_revision_id == _later_text.id,
        _later_text.person_id == ReflectionRevision.person_id,
        _later_text.course_id == ReflectionRevision.course_id,
        _later_text.prompt_key == ReflectionRevision.prompt_key,
        ~exists().where(ShareWithdrawal.share_id == _later.id),
    )


def waits() -> ColumnElement[bool]:
    """Say, of the same: nobody who teaches has answered, or seen, what its writer shared or said last."""
    writer = ReflectionRevision.person_id
    last_word = (
        select(func.coalesce(func.max(_own.id), literal(0, Integer)))
        .where(_own.share_id == Share.id, _own.person_id == writer)
        .correlate(Share, ReflectionRevision)
        .scalar_subquery()
    )
    answered = exists().where(Comment.share_id == Share.id, Comment.person_id != writer, Comment.id > last_word)
    seen = exists().where(
        ShareSeen.share_id == Share.id, ShareSeen.undone_at_utc.is_(None), ShareSeen.last_comment_id >= last_word
    )
    return and_(
        ~answered.correlate(Share, ReflectionRevision),
        ~seen.correlate(Share, ReflectionRevision),
    )
