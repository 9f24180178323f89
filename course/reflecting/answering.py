"""How it went: what a learner answers to a check-in is kept."""

import hashlib
from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import CheckIn, CheckInAnswer
from course.reflecting.standing_shares import refresh_standing_shares

OUTCOMES = ("done", "adapted", "dropped")
LONGEST_OBSTACLE = 5000
"""Characters that "what got in the way" takes."""


def answer_check_in(
    session: Session, check_in_id: int, outcome: str, obstacle: str, *, key: str, now: datetime
) -> None:
    """Keep how it went; the caller's enrolment is locked, and the same words under the same key are kept once."""
    digest = hashlib.blake2b(msgspec.json.encode([outcome, obstacle]), digest_size=16).hexdigest()
    same = select(CheckInAnswer.id).where(
        CheckInAnswer.check_in_id == check_in_id,
        CheckInAnswer.submission_key == key,
        CheckInAnswer.content_digest == digest,
    )
    if session.scalar(same) is not None:
        return
    session.add(
        CheckInAnswer(
            check_in_id=check_in_id,
            outcome=outcome,
            obstacle=obstacle,
            submission_key=key,
            content_digest=digest,
            answered_at_utc=now,
        )
    )
    session.flush()
    refresh_standing_shares(session, session.scalars(select(CheckIn.person_id).where(CheckIn.id == check_in_id)).one())
