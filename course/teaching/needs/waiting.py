"""Reflections that were shared with this instructor and wait for a word."""

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from course.models import Person, ReflectionRevision, Share, ShareReader, ShareWithdrawal
from course.reflecting.sharing import readable
from course.statements import read_rows
from course.teaching.needs.need import Asked, Need

KIND = "waiting"

_later, _later_text = aliased(Share), aliased(ReflectionRevision)
# Of several versions that somebody shared of one text, the last one waits.
_IS_LAST = ~exists().where(
    _later.cohort_id == Share.cohort_id,
    _later.id > Share.id,
    _later.reflection_revision_id == _later_text.id,
    _later_text.person_id == ReflectionRevision.person_id,
    _later_text.prompt_key == ReflectionRevision.prompt_key,
    ~exists().where(ShareWithdrawal.share_id == _later.id),
)
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
    .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
    .join(ShareReader, ShareReader.share_id == Share.id)
    .join(Person, Person.id == ReflectionRevision.person_id)
    .where(
        Share.cohort_id == bindparam("cohort_id"),
        ShareReader.person_id == bindparam("reader_id"),
        readable(),
        _IS_LAST,
    )
    .order_by(Share.id)
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
            question=question,
            since_utc=shared_at_utc,
        )
        for learner_id, name, prompt_id, question, lesson_id, shared_at_utc in rows
    ]
