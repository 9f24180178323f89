"""Words that an instructor uses again and again; theirs alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.models import SavedPhrase
from course.people.tokens import new_public_id

LONGEST_PHRASE = 300
MOST_PHRASES = 30


@dataclass(frozen=True, slots=True)
class Phrase:
    """A saved phrase under the id that the world sees."""

    id: str
    words: str


def phrases_of(session: Session, person_id: int) -> tuple[Phrase, ...]:
    """List an instructor's phrases, the oldest first."""
    mine = select(SavedPhrase.public_id, SavedPhrase.words).where(SavedPhrase.person_id == person_id)
    return tuple(Phrase(*row) for row in session.execute(mine.order_by(SavedPhrase.id)))


def save_phrase(session: Session, person_id: int, words: str, *, now: datetime) -> bool:
    """Save words; the same ones are saved once. False where there are too many already."""
    if _count(session, person_id) >= MOST_PHRASES:
        return False
    known = select(SavedPhrase.id).where(SavedPhrase.person_id == person_id, SavedPhrase.words == words)
    if session.scalar(known) is None:
        row = SavedPhrase(public_id=new_public_id(), person_id=person_id, words=words, saved_at_utc=now)
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:  # on PostgreSQL both clicks may be here at once
            return True
    return True


def remove_phrase(session: Session, person_id: int, public_id: str) -> bool:
    """Remove one of an instructor's phrases; False where it is not theirs."""
    mine = delete(SavedPhrase).where(SavedPhrase.person_id == person_id, SavedPhrase.public_id == public_id)
    return bool(session.connection().execute(mine).rowcount)


def _count(session: Session, person_id: int) -> int:
    return session.scalar(select(func.count()).where(SavedPhrase.person_id == person_id)) or 0
