"""What is said about a shared text: comments that are kept for good, corrections of them, and drafts."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from course.learning.enrolment import lock_enrolment
from course.models import Comment, CommentDraft, CommentRevision
from course.people.tokens import new_public_id
from course.reflecting.dialogues import refresh_dialogue
from course.reflecting.shared_texts import SharedText
from course.reflecting.standing_shares import refresh_standing_shares

LONGEST_COMMENT = 5000
"""Characters that one comment takes."""


@dataclass(frozen=True, slots=True)
class CommentText:
    """What stands in a field below a shared text, and what another device saved beside it."""

    body: str
    saved_at_utc: datetime
    other: str = ""


def say(
    session: Session, person_id: int, about: SharedText, body: str, *, key: str, device: str, now: datetime
) -> bool:
    """Keep a comment; the same key and words are kept once, a key with other words is one more comment."""
    lock_enrolment(session, about.learner_id, about.course_id)
    digest = hashlib.blake2b(body.encode(), digest_size=16).hexdigest()
    _drop_drafts(session, person_id, about, device, body)
    known = select(Comment.id).where(
        Comment.person_id == person_id,
        Comment.share_id == about.share_id,
        Comment.submission_key == key,
        Comment.content_digest == digest,
    )
    if session.scalar(known) is not None:
        return False
    comment = Comment(
        public_id=new_public_id(),
        share_id=about.share_id,
        person_id=person_id,
        submission_key=key,
        content_digest=digest,
        said_at_utc=now,
    )
    session.add(comment)
    session.flush()
    session.add(CommentRevision(comment_id=comment.id, number=1, body=body, written_at_utc=now))
    session.flush()
    refresh_dialogue(session, about.learner_id, about.course_id)
    refresh_standing_shares(session, about.learner_id)
    return True


def correct(session: Session, person_id: int, comment: str, about: SharedText, body: str, *, now: datetime) -> None:
    """Keep other words of one's own comment as its newest revision; the same words change nothing."""
    lock_enrolment(session, about.learner_id, about.course_id)
    newest = session.execute(
        select(CommentRevision.comment_id, CommentRevision.number, CommentRevision.body)
        .join(Comment, Comment.id == CommentRevision.comment_id)
        .where(Comment.public_id == comment, Comment.person_id == person_id)
        .order_by(CommentRevision.number.desc())
        .limit(1)
    ).one()
    if newest.body != body:
        number = newest.number + 1
        session.add(CommentRevision(comment_id=newest.comment_id, number=number, body=body, written_at_utc=now))
        session.flush()


def count_said(session: Session, person_id: int, share_ids: Iterable[int]) -> dict[int, int]:
    """Count, by share, what a person has said."""
    own = select(Comment.share_id, func.count()).where(
        Comment.person_id == person_id, Comment.share_id.in_(list(share_ids))
    )
    return dict(session.execute(own.group_by(Comment.share_id)).all())


def write_comment_draft(
    session: Session, person_id: int, about: SharedText, body: str, *, device: str, now: datetime
) -> None:
    """Replace what this device holds; an emptied field holds nothing."""
    lock_enrolment(session, about.learner_id, about.course_id)
    which = (person_id, about.share_id, device)
    draft = session.get(CommentDraft, which)
    if not body.strip():
        if draft is not None:
            session.delete(draft)
    elif draft is None:
        row = CommentDraft(person_id=person_id, share_id=about.share_id, device=device, body=body, saved_at_utc=now)
        session.add(row)
    else:
        draft.body, draft.saved_at_utc = body, now
    session.flush()


def comment_drafts(session: Session, person_id: int, share_ids: Iterable[int]) -> dict[int, CommentText]:
    """Give, by share, what a person has begun to say, the text saved last first."""
    rows = session.execute(
        select(CommentDraft.share_id, CommentDraft.body, CommentDraft.saved_at_utc)
        .where(CommentDraft.person_id == person_id, CommentDraft.share_id.in_(list(share_ids)))
        .order_by(CommentDraft.saved_at_utc.desc())
    )
    found: dict[int, CommentText] = {}
    for share_id, body, saved_at_utc in rows:
        newest = found.get(share_id)
        if newest is None:
            found[share_id] = CommentText(body, saved_at_utc)
        elif not newest.other and body not in newest.body:
            found[share_id] = CommentText(newest.body, newest.saved_at_utc, other=body)
    return found


def _drop_drafts(session: Session, person_id: int, about: SharedText, device: str, said: str) -> None:
    """Forget this device's draft, and those that say no more than what was said now."""
    drafts = session.execute(
        select(CommentDraft.device, CommentDraft.body).where(
            CommentDraft.person_id == person_id, CommentDraft.share_id == about.share_id
        )
    ).all()
    done = [name for name, body in drafts if name == device or body.strip() in said]
    session.execute(
        delete(CommentDraft).where(
            CommentDraft.person_id == person_id,
            CommentDraft.share_id == about.share_id,
            CommentDraft.device.in_(done),
        )
    )
