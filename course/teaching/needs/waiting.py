"""Reflections that were shared with this instructor and wait for a word."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from course.models import Person, ReflectionRevision, Share, ShareReader, StandingShare
from course.reflecting.sharing import readable
from course.statements import read_rows
from course.teaching.needs.need import Asked, Need

KIND = "waiting"

# That somebody shared, and which prompt it answers: the text itself is not asked for.
_WAITING = (
    select(
        Person.public_id,
        Person.name,
        ReflectionRevision.prompt_key,
        ReflectionRevision.prompt,
        ReflectionRevision.lesson_key,
        Share.shared_at_utc,
    )
    .select_from(StandingShare)
    .join(Share, Share.id == StandingShare.share_id)
    .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
    .join(ShareReader, ShareReader.share_id == Share.id)
    .join(Person, Person.id == ReflectionRevision.person_id)
    .where(
        StandingShare.cohort_id == bindparam("cohort_id"),
        StandingShare.waits == True,  # noqa: E712 - a condition, not a value
        ShareReader.person_id == bindparam("reader_id"),
        readable(),
    )
    .order_by(StandingShare.share_id)
    .limit(bindparam("most"))
)


def find_waiting(session: Session, asked: Asked, most: int) -> list[Need]:
    """Give the texts that wait for a word, the longest waiting first."""
    rows = read_rows(session, _WAITING, {"cohort_id": asked.cohort_id, "reader_id": asked.reader_id, "most": most})
    return [
        Need(
            KIND,
            subject=f"{learner_id}.{prompt_id}",
            figures=(shared_at_utc.isoformat(),),
            learner_id=learner_id,
            learner=name,
            lesson_id=lesson_id,
            prompt_id=prompt_id,
            question=question,
            since_utc=shared_at_utc,
        )
        for learner_id, name, prompt_id, question, lesson_id, shared_at_utc in rows
    ]
