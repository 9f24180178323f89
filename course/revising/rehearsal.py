"""What publishing would do to whom, found out by reading alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.learning.facts import read_facts
from course.learning.progress import read_standing
from course.learning.standing import Standing, stand
from course.material.catalog import Published, Revision
from course.material.compiled import CompiledCourse, to_bytes
from course.models import Enrolment, Item, Person, Response
from course.people.practice import counts
from course.revising.differences import differences, questions_of
from course.revising.question_changes import options_of
from course.revising.regrading import Judgement, judge_anew, right_by_person
from course.revising.wording import Change

_NO_ROW = Revision(id=0, item_id=0, number=0)


@dataclass(frozen=True, slots=True)
class Affected:
    """How many answers of which people; names in order."""

    answers: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemovedOption:
    """An option that is no more, and whose stored answers name it; they will be shown as "(removed)"."""

    question_id: str
    option_id: str
    text: str
    named_by: Affected


@dataclass(frozen=True, slots=True)
class Completing:
    """Somebody for whom lessons would be done that are not; the course too, where `course` says so."""

    name: str
    lessons: tuple[str, ...]
    course: bool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """An edit before it is published: what changed, and what it would do to how many people, by name."""

    number: int
    """The number of the version that people have now."""
    changes: tuple[Change, ...]
    learners: int
    completing: tuple[Completing, ...]
    raised: Affected
    """Answers that would count for more."""
    lowered: Affected
    """Answers that would count for less: none unless credits may be lowered."""
    spared: Affected
    """Answers that keep a credit which the new key would not give them."""
    removed: tuple[RemovedOption, ...]
    waiting: tuple[str, ...]
    """People who had completed the course and would find something new to do."""

    @property
    def changes_nothing(self) -> bool:
        """Whether publishing would do nothing at all."""
        return not self.changes and not self.raised.answers and not self.lowered.answers


def rehearse(session: Session, published: Published, course: CompiledCourse, *, lower: bool) -> Rehearsal:
    """Find out what publishing `course` would do to the people in it; writes nothing."""
    names = _names(session, published.course_id)
    anew = [each for each in judge_anew(session, published.course_id, course, lower=lower) if each.person_id in names]
    standings = {
        person_id: (read_standing(session, person_id, published), after)
        for person_id, after in standings_after(session, published, course, anew, names)
    }
    return Rehearsal(
        number=published.number,
        changes=_changes(published.course, course),
        learners=len(names),
        completing=tuple(_completing(names, standings)),
        raised=_affected(names, [each.person_id for each in anew if each.after > each.before]),
        lowered=_affected(names, [each.person_id for each in anew if each.after < each.before]),
        spared=_affected(names, [each.person_id for each in anew if each.by_key < each.after]),
        removed=tuple(_removed(session, published, course, names)),
        waiting=tuple(
            names[person_id]
            for person_id, (before, after) in standings.items()
            if before and before.is_complete and not after.is_complete
        ),
    )


def standings_after(
    session: Session,
    published: Published,
    course: CompiledCourse,
    judgements: Sequence[Judgement],
    people: Mapping[int, str],
) -> Iterator[tuple[int, Standing]]:
    """Yield where each of these people would stand."""
    edited = replace(published, course=course, revisions=dict.fromkeys(questions_of(course), _NO_ROW))
    rights = right_by_person(judgements)
    for person_id in people:
        facts, _last_active = read_facts(session, person_id, edited)
        before, after = rights.get(person_id, (set[str](), set[str]()))
        yield person_id, stand(course, replace(facts, right=(facts.right - before) | after))


def _changes(before: CompiledCourse, after: CompiledCourse) -> tuple[Change, ...]:
    found = differences(before, after)
    if not found and to_bytes(before) != to_bytes(after):
        return (Change("course", "how it is laid out changed; its words and keys are the same"),)
    return found


def _names(session: Session, course_id: int) -> dict[int, str]:
    rows = session.execute(
        select(Person.id, Person.name)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.course_id == course_id, counts())
        .order_by(Person.name, Person.id)
    )
    return dict(rows.all())


def _affected(names: Mapping[int, str], people: Sequence[int]) -> Affected:
    concerned = set(people)
    return Affected(len(people), tuple(name for person_id, name in names.items() if person_id in concerned))


def _completing(
    names: Mapping[int, str], standings: Mapping[int, tuple[Standing | None, Standing]]
) -> Iterator[Completing]:
    for person_id, (before, after) in standings.items():
        if before is None:
            continue
        done = _done(before)
        lessons = tuple(each for each in _done(after) if each not in done)
        course = after.is_complete and not before.is_complete
        if lessons or course:
            yield Completing(names[person_id], lessons, course)


def _done(standing: Standing) -> list[str]:
    return [lesson.lesson_id for lesson in standing.lessons if lesson.state == "done"]


def _removed(
    session: Session, published: Published, course: CompiledCourse, names: Mapping[int, str]
) -> Iterator[RemovedOption]:
    now_asked = questions_of(course)
    for question_id, (_lesson_id, placed) in questions_of(published.course).items():
        if question_id not in now_asked:
            continue
        kept = {option.id for option in options_of(now_asked[question_id][1].question)}
        gone = [option for option in options_of(placed.question) if option.id not in kept]
        answers = _answers(session, published.course_id, question_id) if gone else []
        for option in gone:
            people = [person_id for person_id, answer in answers if option.id in answer and person_id in names]
            if people:
                yield RemovedOption(question_id, option.id, option.text, _affected(names, people))


def _answers(session: Session, course_id: int, question_id: str) -> list[tuple[int, tuple[str, ...]]]:
    rows = session.execute(
        select(Response.person_id, Response.answer)
        .join(Item, Item.id == Response.item_id)
        .where(Item.course_id == course_id, Item.key == question_id)
    )
    return [(person_id, msgspec.json.decode(answer, type=tuple[str, ...])) for person_id, answer in rows]
