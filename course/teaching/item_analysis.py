"""The statistics of a course's questions, from the answers of the learners that one cohort has now."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast

import msgspec
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from course.material.catalog import Published
from course.material.compiled import question_from_bytes
from course.models import Enrolment, Item, ItemRevision, Membership, Person, Response
from course.people.practice import counts
from course.teaching.tallies import COUNTED_LIVE_UP_TO, KEPT_FOR
from quizzes.confidence import Confidence
from quizzes.kinds import AnyQuestion, kind_of
from quizzes.statistics.matrix import Answered, AskedQuestion, gather
from quizzes.statistics.report import CourseStatistics, analyze
from quizzes.tallies import Tally, tally

KEPT_COHORTS = 16
"""Of so many cohorts a process keeps what it computed."""
NAMED_AT_MOST = 2000
"""So many learners are named at one question; of more nobody reads the names, and the counts are of all."""


@dataclass(frozen=True, slots=True)
class CohortAnalysis:
    """The figures of the questions, and of those that are answered part by part how each part went at first."""

    statistics: CourseStatistics
    parts: Mapping[str, Tally]


class _State(NamedTuple):
    """All that the statistics of a cohort depend on: who is in it, what they answered, what is asked."""

    version_id: int
    newest_response: int | None
    learners: int
    learners_sum: int | None
    enrolled: int
    enrolled_sum: int | None
    """Changes where a guest's answers join an account, which makes no new response."""


@dataclass(frozen=True, slots=True)
class _Kept:
    state: _State
    analysis: CohortAnalysis
    at_utc: datetime
    """When it was last known to be of this state."""

    def is_good(self, published: Published, now: datetime) -> bool:
        """Only to see whether a large cohort is as it was, all of it has to be read."""
        is_large = max(self.state.learners, self.state.enrolled) > COUNTED_LIVE_UP_TO
        is_fresh = self.at_utc <= now < self.at_utc + KEPT_FOR
        return is_large and is_fresh and self.state.version_id == published.version_id


class ItemAnalyses:
    """What was computed last of each cohort; computed again once somebody answered, came or left, or it was edited."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, _Kept] = OrderedDict()

    def find(self, session: Session, cohort_id: int, published: Published, *, now: datetime) -> CohortAnalysis:
        """Give the statistics of a cohort as it is now; of a large one, as it was within the last minute."""
        known = self._kept.pop(cohort_id, None)
        if not (known and known.is_good(published, now)):
            state = _state(session, cohort_id, published)
            is_same = known is not None and known.state == state
            analysis = known.analysis if known and is_same else analyze_cohort(session, cohort_id, published)
            known = _Kept(state, analysis, now)
        self._kept[cohort_id] = known
        if len(self._kept) > KEPT_COHORTS:
            self._kept.popitem(last=False)
        return known.analysis


def analyze_cohort(session: Session, cohort_id: int, published: Published) -> CohortAnalysis:
    """Compute the statistics of the questions that a course asks now, in each revision of them.

    Deleted questions are left out; those who left the cohort, and who only practiced, are too.
    """
    items = _questions(session, published)
    responses = list(_responses(session, cohort_id, published.course_id))
    return CohortAnalysis(analyze(items, responses), _tally_parts(items, responses))


def _tally_parts(items: Sequence[AskedQuestion], responses: Sequence[Answered]) -> dict[str, Tally]:
    in_parts = [item for item in items if kind_of(item.question).marked == "right"]
    firsts = gather(in_parts, responses).firsts if in_parts else {}
    answered: dict[str, list[tuple[AnyQuestion, tuple[str, ...]]]] = {}
    for item in in_parts:
        given = answered.setdefault(item.question.id, [])
        given += [(item.question, response.answer) for response in firsts[item.key].values()]
    return {question_id: tally(given) for question_id, given in answered.items()}


def _state(session: Session, cohort_id: int, published: Published) -> _State:
    course_id = published.course_id
    newest = select(Response.id).where(Response.course_id == course_id).order_by(Response.id.desc()).limit(1)
    learners = session.execute(
        select(func.count(), func.sum(Membership.person_id)).where(
            Membership.cohort_id == cohort_id, Membership.left_at_utc.is_(None)
        )
    ).one()
    enrolled = session.execute(
        select(func.count(), func.sum(Enrolment.person_id)).where(Enrolment.course_id == course_id)
    ).one()
    return _State(published.version_id, session.scalar(newest), *learners, *enrolled)


def _questions(session: Session, published: Published) -> list[AskedQuestion]:
    """Each revision of the questions that are asked now, in the order of the course."""
    rows = session.execute(
        select(Item.key, ItemRevision.number, ItemRevision.compiled)
        .join(ItemRevision, ItemRevision.item_id == Item.id)
        .where(Item.course_id == published.course_id)
        .order_by(Item.id, ItemRevision.number)
    )
    revisions: dict[str, list[tuple[int, bytes]]] = {}
    for key, number, compiled in rows:
        revisions.setdefault(key, []).append((number, compiled))
    return [
        AskedQuestion(question_from_bytes(compiled), number, lesson.id, placed.source_anchor)
        for lesson in published.course.lessons
        for placed in lesson.questions
        for number, compiled in revisions[placed.question.id]
    ]


def _responses(session: Session, cohort_id: int, course_id: int) -> Iterator[Answered]:
    """The first and the latest response of each learner to each question, oldest first; others change no figure."""
    decode = msgspec.json.Decoder(tuple[str, ...]).decode
    # Many answer the same, and most of the time and memory would go into making it anew.
    known: dict[str, tuple[str, ...]] = {}
    for person_id, key, revision, answer, credit, confidence in session.execute(
        _first_and_latest(cohort_id, course_id), execution_options={"yield_per": 5000}
    ):
        decoded = known.get(answer)
        if decoded is None:
            decoded = known[answer] = decode(answer)
        yield Answered(person_id, key, revision, decoded, credit, cast("Confidence | None", confidence))


_Columns = tuple[int, str, int, str, float, str | None]


def _first_and_latest(cohort_id: int, course_id: int) -> Select[*_Columns]:
    of_one = (Response.person_id, Response.item_id)
    each = (
        select(
            Response.id,
            Response.person_id,
            Response.item_id,
            Response.item_revision_id,
            Response.answer,
            Response.credit,
            Response.confidence,
            func.lag(Response.id).over(partition_by=of_one, order_by=Response.id).label("earlier"),
            func.lead(Response.id).over(partition_by=of_one, order_by=Response.id).label("later"),
        )
        .join(Membership, Membership.person_id == Response.person_id)
        .join(Person, Person.id == Response.person_id)
        .where(
            Membership.cohort_id == cohort_id,
            Membership.left_at_utc.is_(None),
            Response.course_id == course_id,
            counts(),
        )
        .subquery()
    )
    return (
        select(each.c.person_id, Item.key, ItemRevision.number, each.c.answer, each.c.credit, each.c.confidence)
        .join(Item, Item.id == each.c.item_id)
        .join(ItemRevision, ItemRevision.id == each.c.item_revision_id)
        .where(or_(each.c.earlier.is_(None), each.c.later.is_(None)))
        .order_by(each.c.id)
    )


class Answerer(NamedTuple):
    """A learner, and what they answered first to a question."""

    public_id: str
    name: str
    revision: int
    answer: tuple[str, ...]


def first_answerers(session: Session, cohort_id: int, published: Published, question_id: str) -> tuple[Answerer, ...]:
    """Give who answered what first to a question, of the learners that a cohort has now: the first ones by name."""
    first = (
        select(func.min(Response.id))
        .join(Membership, Membership.person_id == Response.person_id)
        .where(
            Membership.cohort_id == cohort_id,
            Membership.left_at_utc.is_(None),
            Response.item_id == published.revisions[question_id].item_id,
        )
        .group_by(Response.person_id)
    )
    rows = session.execute(
        select(Person.public_id, Person.name, ItemRevision.number, Response.answer)
        .join(Response, Response.person_id == Person.id)
        .join(ItemRevision, ItemRevision.id == Response.item_revision_id)
        .where(Response.id.in_(first), counts())
        .order_by(Person.name, Person.id)
        .limit(NAMED_AT_MOST)
    )
    decode = msgspec.json.Decoder(tuple[str, ...]).decode
    return tuple(Answerer(public_id, name, revision, decode(answer)) for public_id, name, revision, answer in rows)
