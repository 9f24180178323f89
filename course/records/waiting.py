"""How the outbox stands, for whoever looks after the site."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.models import Mail


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many mails are due and not sent, how many of them failed before, and since when the oldest waits."""

    due: int
    failed: int
    oldest_at_utc: datetime | None


def waiting_mails(session: Session, *, now: datetime) -> Waiting:
    """Count the mails that should be out; reads the index of those that wait."""
    waits = (Mail.sent_at_utc.is_(None), Mail.due_at_utc <= now)
    counted = select(func.count(), func.count().filter(Mail.tries > 0), func.min(Mail.queued_at_utc)).where(*waits)
    due, failed, oldest = session.execute(counted).one()
    return Waiting(due, failed, oldest)
