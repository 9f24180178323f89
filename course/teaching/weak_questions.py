"""Which questions of a cohort are to be mended: counted once a day, since counting reads every answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from sqlalchemy import bindparam, delete, exists, insert, or_, select
from sqlalchemy.orm import Session, aliased

from course.material.catalog import Published
from course.models import Cohort, Item, ItemRevision, Membership, WeakQuestion
from course.statements import read_rows
from course.teaching.item_analysis import analyze_cohort
from quizzes.statistics.to_mend import Reason, ToMend, questions_to_mend

COUNTED_AFTER = timedelta(days=7)
"""A cohort in which nobody did anything for so long is not counted again; a missed day does no harm."""


class Weakness(NamedTuple):
    """A reason to mend a question; how many answered, were sure and wrong, and the ids of the options it is about."""

    reason: str
    answered: int
    sure: int
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weak:
    """A question as it is asked now, and what speaks for mending it, the gravest first."""

    question_id: str
    revision: int
    weaknesses: tuple[Weakness, ...]
    counted_at_utc: datetime


def cohorts_to_count(session: Session, *, now: datetime) -> Sequence[tuple[int, int]]:
    """Give, as cohort and course, those in which somebody learned lately, or of which something was noted."""
    learned = exists().where(
        Membership.cohort_id == Cohort.id,
        Membership.left_at_utc.is_(None),
        Membership.last_active_at_utc >= now - COUNTED_AFTER,
    )
    noted = exists().where(WeakQuestion.cohort_id == Cohort.id)
    open_ones = select(Cohort.id, Cohort.course_id).where(Cohort.archived_at_utc.is_(None), or_(learned, noted))
    return [(cohort_id, course_id) for cohort_id, course_id in session.execute(open_ones.order_by(Cohort.id))]


def find_weaknesses(session: Session, cohort_id: int, published: Published) -> dict[int, tuple[Weakness, ...]]:
    """Give, by item revision, what speaks for mending a cohort's questions, the gravest first. Reads every answer."""
    found = questions_to_mend(analyze_cohort(session, cohort_id, published).statistics)
    weak = ((published.revisions[each.item.item.question.id].id, weaknesses_of(each)) for each in found)
    return {revision_id: weaknesses for revision_id, weaknesses in weak if weaknesses}


def weaknesses_of(each: ToMend) -> tuple[Weakness, ...]:
    """Give the grave reasons of one question with their figures; an option that nobody chooses can wait."""
    return tuple(_weakness(reason, each) for reason in each.reasons if reason is not Reason.NOBODY_CHOOSES)


def _weakness(reason: Reason, each: ToMend) -> Weakness:
    options = tuple(option.choice.id for option in each.suspected) if reason is Reason.WRONG_KEY else ()
    sure = each.item.sure_and_wrong if reason is Reason.SURE_AND_WRONG else 0
    return Weakness(reason.name, each.item.answered, sure, options)


def note_weaknesses(session: Session, cohort_id: int, found: dict[int, tuple[Weakness, ...]], *, now: datetime) -> None:
    """Note what was found in place of what was noted before."""
    session.execute(delete(WeakQuestion).where(WeakQuestion.cohort_id == cohort_id))
    rows = [
        {
            "cohort_id": cohort_id,
            "place": place,
            "item_revision_id": revision_id,
            "weaknesses": msgspec.json.encode(weaknesses).decode(),
            "counted_at_utc": now,
        }
        for place, (revision_id, weaknesses) in enumerate(found.items(), start=1)
    ]
    if rows:
        session.execute(insert(WeakQuestion), rows)


_later = aliased(ItemRevision)
_NOTED = (
    select(Item.key, ItemRevision.number, WeakQuestion.weaknesses, WeakQuestion.counted_at_utc)
    .join(ItemRevision, ItemRevision.id == WeakQuestion.item_revision_id)
    .join(Item, Item.id == ItemRevision.item_id)
    .where(
        WeakQuestion.cohort_id == bindparam("cohort_id"),
        # What was edited since is another question until it was counted.
        ~exists().where(_later.item_id == ItemRevision.item_id, _later.number > ItemRevision.number),
    )
    .order_by(WeakQuestion.place)
)


def weak_questions(session: Session, cohort_id: int) -> tuple[Weak, ...]:
    """Give what was noted of a cohort's questions, without those that were edited since."""
    rows = read_rows(session, _NOTED, {"cohort_id": cohort_id})
    return tuple(Weak(key, number, _decode(weaknesses), at_utc) for key, number, weaknesses, at_utc in rows)


_decode = msgspec.json.Decoder(tuple[Weakness, ...]).decode
