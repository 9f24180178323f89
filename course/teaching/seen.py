"""“Seen”: an instructor has read a shared text and has no word to add; it can be undone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.learning.enrolment import lock_enrolment
from course.models import Comment, Person, ShareSeen
from course.reflecting.shared_texts import SharedText
from course.reflecting.standing_shares import refresh_standing_shares


@dataclass(frozen=True, slots=True)
class Seen:
    """Who has seen a shared text, and when."""

    by: str
    is_mine: bool
    at_utc: datetime


def mark_seen(session: Session, person_id: int, text: SharedText, *, now: datetime) -> None:
    """Note that a reader has seen a text and what was said about it; twice is once."""
    lock_enrolment(session, text.learner_id, text.course_id)
    newest = session.scalar(select(func.max(Comment.id)).where(Comment.share_id == text.share_id)) or 0
    if newest == session.scalar(select(ShareSeen.last_comment_id).where(*_standing(person_id, text))):
        return
    _undo(session, person_id, text, now=now)
    row = ShareSeen(share_id=text.share_id, person_id=person_id, last_comment_id=newest, seen_at_utc=now)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # on PostgreSQL both clicks may be here at once
        return
    refresh_standing_shares(session, text.learner_id)


def unmark_seen(session: Session, person_id: int, text: SharedText, *, now: datetime) -> None:
    """Take back one's own “seen”: the text waits again."""
    lock_enrolment(session, text.learner_id, text.course_id)
    _undo(session, person_id, text, now=now)
    refresh_standing_shares(session, text.learner_id)


def seen_by(session: Session, reader_id: int, share_ids: Collection[int]) -> dict[int, tuple[Seen, ...]]:
    """Give, by share, who has seen it."""
    rows = session.execute(
        select(ShareSeen.share_id, Person.name, ShareSeen.person_id == reader_id, ShareSeen.seen_at_utc)
        .join(Person, Person.id == ShareSeen.person_id)
        .where(ShareSeen.share_id.in_(share_ids), ShareSeen.undone_at_utc.is_(None))
        .order_by(ShareSeen.id)
    )
    found: dict[int, list[Seen]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(Seen(*row[1:]))
    return {share_id: tuple(seen) for share_id, seen in found.items()}


def _undo(session: Session, person_id: int, text: SharedText, *, now: datetime) -> None:
    session.execute(update(ShareSeen).where(*_standing(person_id, text)).values(undone_at_utc=now))


def _standing(person_id: int, text: SharedText) -> tuple[ColumnElement[bool], ...]:
    mine = (ShareSeen.share_id == text.share_id, ShareSeen.person_id == person_id)
    return (*mine, ShareSeen.undone_at_utc.is_(None))
