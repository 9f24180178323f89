"""Which shares stand, and which of them wait: derived at each act that changes it, and no page searches them all."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, delete, exists, func, insert, literal, select
from sqlalchemy.orm import Session, aliased

from course.models import CheckIn, Comment, ReflectionRevision, Share, ShareSeen, ShareWithdrawal, StandingShare
from course.reflecting.check_ins import holds

_later, _later_text, _setting = aliased(Share), aliased(ReflectionRevision), aliased(ReflectionRevision)
_own = aliased(Comment)


def refresh_standing_shares(session: Session, person_id: int) -> None:
    """Derive what stands of a learner's shares; call it after each share, word, “seen” and check-in of theirs."""
    theirs = (
        select(Share.id)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .where(ReflectionRevision.person_id == person_id)
    )
    # Held until the end: of two who change something at once the second one derives what both did.
    held = session.scalars(theirs.order_by(Share.id).with_for_update(of=Share)).all()
    if held:
        session.execute(delete(StandingShare).where(StandingShare.share_id.in_(held)))
        _derive(session, ReflectionRevision.person_id == person_id)


def rebuild_standing_shares(session: Session, course_id: int) -> None:
    """Derive the same for everybody in a course."""
    in_course = (
        select(Share.id)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .where(ReflectionRevision.course_id == course_id)
    )
    session.execute(in_course.order_by(Share.id).with_for_update(of=Share))
    session.execute(delete(StandingShare).where(StandingShare.share_id.in_(in_course)))
    _derive(session, ReflectionRevision.course_id == course_id)


def _derive(session: Session, whose: ColumnElement[bool]) -> None:
    last = ~_another_shared_later()
    derived = (
        select(
            Share.id,
            Share.cohort_id,
            ReflectionRevision.prompt_key,
            last.label("is_last"),
            and_(last, _waits()).label("waits"),
            _day_told().label("due_on"),
        )
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .where(whose, ~exists().where(ShareWithdrawal.share_id == Share.id))
        .subquery()
    )
    stands = select(derived).where(derived.c.is_last | derived.c.due_on.is_not(None))
    session.execute(insert(StandingShare).from_select([each.name for each in StandingShare.__table__.columns], stands))


def _another_shared_later(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say, of joined `Share` and `ReflectionRevision`: another version of the text was shared after this one."""
    later = exists().where(
        # Added to, so that no index has them: looked up by cohort, each share would read all that came after it.
        _later.cohort_id + 0 == Share.cohort_id,
        _later.id + 0 > Share.id,
        _later.reflection_revision_id == _later_text.id,
        _later_text.person_id == ReflectionRevision.person_id,
        _later_text.course_id == ReflectionRevision.course_id,
        _later_text.prompt_key == ReflectionRevision.prompt_key,
        ~exists().where(ShareWithdrawal.share_id == _later.id),
        *which,
    )
    return later.correlate(Share, ReflectionRevision, _setting)


def _waits() -> ColumnElement[bool]:
    """Say, of the same: nobody who teaches has answered, or seen, what its writer shared or said last."""
    last_word = (
        select(func.coalesce(func.max(_own.id), literal(0, Integer)))
        .where(_own.share_id == Share.id, _own.person_id == ReflectionRevision.person_id)
        .correlate(Share, ReflectionRevision)
        .scalar_subquery()
    )
    answered = exists().where(Comment.share_id == Share.id, Comment.id > last_word)
    seen = exists().where(
        ShareSeen.share_id == Share.id, ShareSeen.undone_at_utc.is_(None), ShareSeen.last_comment_id >= last_word
    )
    return and_(
        ~answered.correlate(Share, ReflectionRevision),
        ~seen.correlate(Share, ReflectionRevision),
    )


def _day_told() -> Any:
    """Give the day of a check-in that the shared version knows of and that still waits for its answer.

    One that was moved since in private is not told.
    """
    same_text = (
        CheckIn.person_id == ReflectionRevision.person_id,
        CheckIn.course_id == ReflectionRevision.course_id,
        CheckIn.prompt_key == ReflectionRevision.prompt_key,
    )
    told_later = _another_shared_later(_later_text.number >= _setting.number)
    day: Select[Any] = (
        select(CheckIn.due_on)
        .join(_setting, _setting.id == CheckIn.reflection_revision_id)
        .where(*same_text, _setting.number <= ReflectionRevision.number, holds(), ~told_later)
    )
    return day.correlate(Share, ReflectionRevision).scalar_subquery()
