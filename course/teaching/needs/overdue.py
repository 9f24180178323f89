"""Commitments and plans that were shared, whose day is over without a word on how it went."""

from datetime import timedelta

from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import Session, aliased

from course.models import CheckIn, Person, ReflectionRevision, Share, ShareReader
from course.reflecting.check_ins import holds
from course.reflecting.sharing import readable
from course.statements import read_rows
from course.teaching.needs.need import Asked, Need

KIND = "overdue"
OVERDUE_AFTER = timedelta(days=3)
"""Who is a day late needs nobody."""
FORGOTTEN_AFTER = timedelta(days=30)

_setting = aliased(ReflectionRevision)
# A day is known to this reader only if the version that they were given has it: one that was moved since in private
# is not told, nor is anything that was never shared. The text itself is not asked for.
_OVERDUE = (
    select(
        Person.public_id,
        Person.name,
        ReflectionRevision.prompt_key,
        ReflectionRevision.prompt,
        ReflectionRevision.lesson_key,
        CheckIn.due_on,
    )
    .select_from(Share)
    .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
    .join(ShareReader, ShareReader.share_id == Share.id)
    .join(
        CheckIn,
        (CheckIn.person_id == ReflectionRevision.person_id)
        & (CheckIn.course_id == ReflectionRevision.course_id)
        & (CheckIn.prompt_key == ReflectionRevision.prompt_key),
    )
    .join(_setting, _setting.id == CheckIn.reflection_revision_id)
    .join(Person, Person.id == ReflectionRevision.person_id)
    .where(
        Share.cohort_id == bindparam("cohort_id"),
        ShareReader.person_id == bindparam("reader_id"),
        CheckIn.due_on.between(bindparam("earliest", type_=Date()), bindparam("latest", type_=Date())),
        _setting.number <= ReflectionRevision.number,
        holds(),
        readable(),
    )
    .group_by(
        Person.public_id,
        Person.name,
        ReflectionRevision.prompt_key,
        ReflectionRevision.prompt,
        ReflectionRevision.lesson_key,
        CheckIn.due_on,
        CheckIn.id,
    )
    .order_by(CheckIn.due_on.desc(), CheckIn.id.desc())
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
