"""Commitments and plans that were shared, whose day is over without a word on how it went."""

from datetime import timedelta

from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import Session

from course.models import Person, ReflectionRevision, Share, ShareReader, StandingShare
from course.reflecting.sharing import readable
from course.statements import read_rows
from course.teaching.needs.need import Asked, Need

KIND = "overdue"
OVERDUE_AFTER = timedelta(days=3)
"""Who is a day late needs nobody."""
FORGOTTEN_AFTER = timedelta(days=30)

# That somebody shared, which prompt it answers, and its day: the text itself is not asked for.
_OVERDUE = (
    select(
        Person.public_id,
        Person.name,
        ReflectionRevision.prompt_key,
        ReflectionRevision.prompt,
        ReflectionRevision.lesson_key,
        StandingShare.due_on,
    )
    .select_from(StandingShare)
    .join(Share, Share.id == StandingShare.share_id)
    .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
    .join(ShareReader, ShareReader.share_id == Share.id)
    .join(Person, Person.id == ReflectionRevision.person_id)
    .where(
        StandingShare.cohort_id == bindparam("cohort_id"),
        StandingShare.due_on.between(bindparam("earliest", type_=Date()), bindparam("latest", type_=Date())),
        ShareReader.person_id == bindparam("reader_id"),
        readable(),
    )
    .order_by(StandingShare.due_on.desc(), StandingShare.share_id.desc())
    .limit(bindparam("most"))
)


def find_overdue(session: Session, asked: Asked, most: int) -> list[Need]:
    """Give what was shared with this instructor and has been due for three days, the last to be due first."""
    today = asked.now.date()
    values = {
        "cohort_id": asked.cohort_id,
        "reader_id": asked.reader_id,
        "earliest": today - FORGOTTEN_AFTER,
        "latest": today - OVERDUE_AFTER,
        "most": most,
    }
    return [
        Need(
            KIND,
            subject=f"{learner_id}.{prompt_id}",
            figures=(due_on.isoformat(),),
            learner_id=learner_id,
            learner=name,
            lesson_id=lesson_id,
            question=question,
            due_on=due_on,
        )
        for learner_id, name, prompt_id, question, lesson_id, due_on in read_rows(session, _OVERDUE, values)
        if due_on
    ]
