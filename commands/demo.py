"""The demo's cohort, made through the same verbs as real use, with the time told to them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from commands.demo_around import answer_check_ins, look_after, make_certificate, make_pilot
from commands.demo_dialogues import talk
from commands.demo_story import (
    MISLED,
    NAMES,
    THREE_WEEKS,
    Temper,
    draw_temper,
    feel_sure,
    find_answer,
    instants,
    write_fields,
)
from course.database import Session
from course.learning.enrolment import enrol
from course.learning.gates import finish_lesson, pass_gate
from course.learning.progress import read_standing
from course.learning.responses import record_response, shown_question
from course.learning.standing import LessonStanding, Standing
from course.material.catalog import Catalog, Published
from course.material.compiled import CompiledLesson
from course.people.accounts import create_guest, create_member
from course.people.cohorts import CohortCard, cohorts_taught, create_cohort, join_cohort
from course.people.passwords import hash_password
from course.people.roles import make_admin, make_instructor
from course.reflecting.reflections import Writing, write_revision
from course.reflecting.sharing import share_revision
from course.teaching.weak_questions import find_weaknesses, note_weaknesses
from lessons.lesson import END, WELCOME, Prompt
from quizzes.kinds import AnyQuestion, kind_of

DEMO_LEARNERS = 40
PILOT_LEARNERS = 5
PASSWORD = "own your career"  # noqa: S105 - printed on purpose, on a throw-away database
SEED = 7
LEFT_BEFORE_GATE = 0.1
MOST_TRIES = 3
GET_STUCK = (3, 15)
"""Which of those who come fail a question and leave it there."""
STUCK_FOR = timedelta(days=2)


class NothingToLearn(Exception):
    """There is no published course to take."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person learning one lesson."""

    session: Session
    person_id: int
    published: Published
    cohort: CohortCard
    lesson: CompiledLesson
    temper: Temper
    chance: Random
    clock: Iterator[datetime]


def make_demo(session: Session, *, learners: int, now: datetime, on_learner: Callable[[], None]) -> str:
    """Make Ines, Ada and a cohort that has learned for three weeks; returns the cohort's public id."""
    courses = Catalog().listed(session)
    if not courses:
        raise NothingToLearn("Publish a course first: flask course publish")
    published, chance, start = courses[0], Random(SEED), now - THREE_WEEKS  # noqa: S311 - a story, not a secret
    password_hash = hash_password(PASSWORD)
    ines, cohort = _ines_and_her_cohort(session, published, password_hash, start)
    ada = create_member(session, name="Ada Moreau", email="ada@example.org", password_hash=password_hash, now=start)
    halfway = Temper(0.75, 1, 0.5, len(published.course.lessons) // 2, timedelta(hours=5), timedelta(days=4))
    _learn(session, ada, "Ada Moreau", published, cohort, halfway, chance, start, now)
    on_learner()
    for number, name in zip(range(1, learners), cycle(NAMES), strict=False):
        learner = _come(session, f"demo-{number}", _numbered(name, number), published, cohort, chance, start, now)
        if number in GET_STUCK:
            _get_stuck(session, learner, published, at=now - STUCK_FOR)
        on_learner()
    look_after(session, ines, cohort, start=start, end=now)
    make_pilot(session, ines, published, lambda pilot, began: _pilot(session, published, pilot, began), end=now)
    talk(session, ines, cohort, ada, end=now)
    note_weaknesses(session, cohort.id, find_weaknesses(session, cohort.id, published), now=now)
    return cohort.public_id


def _come(
    session: Session,
    visit: str,
    name: str,
    published: Published,
    cohort: CohortCard,
    chance: Random,
    start: datetime,
    end: datetime,
) -> int:
    """A guest comes and learns."""
    learner = create_guest(session, visit=visit, name=name, now=start)
    temper = draw_temper(chance, len(published.course.lessons))
    _learn(session, learner, name, published, cohort, temper, chance, start, end)
    return learner


def _get_stuck(session: Session, learner: int, published: Published, *, at: datetime) -> None:
    """Go ahead to a lesson in which somebody has done nothing, and answer its first question wrong, twice."""
    standing = read_standing(session, learner, published)
    ahead = next((each for each in standing.lessons if each.state in ("open", "closed")), None) if standing else None
    if ahead is None:
        return
    lesson, drawn = published.course.lessons[published.course.position[ahead.lesson_id]], ahead.drawn
    pass_gate(session, learner, published, lesson.id, now=at)
    asked = [placed.question for placed in lesson.questions if drawn is None or placed.question.id in drawn]
    for tries, question in enumerate([each for each in asked if kind_of(each).is_judged][:1] * 2):
        answer = find_answer(question, is_right=False)
        shown = shown_question(session, published, question.id, published.revisions[question.id].number)
        if answer and shown:
            submission = shown.answered(answer, key=f"stuck.{tries}")
            record_response(session, learner, published, submission, now=at + timedelta(minutes=tries))


def _pilot(session: Session, published: Published, pilot: CohortCard, began: datetime) -> None:
    chance = Random(SEED + 1)  # noqa: S311 - a story, not a secret
    for name in NAMES[-PILOT_LEARNERS:]:
        _come(session, f"pilot-{name}", f"{name} (pilot)", published, pilot, chance, began, began + THREE_WEEKS)


def _numbered(name: str, number: int) -> str:
    return name if number <= len(NAMES) else f"{name} {number // len(NAMES) + 1}"


def _ines_and_her_cohort(
    session: Session, published: Published, password_hash: str, start: datetime
) -> tuple[int, CohortCard]:
    ines = create_member(session, name="Ines Ito", email="ines@example.org", password_hash=password_hash, now=start)
    make_instructor(session, ines, by=None, now=start)
    alma = create_member(session, name="Alma Berg", email="alma@example.org", password_hash=password_hash, now=start)
    make_admin(session, alma, by=None, now=start)
    create_cohort(session, ines, published.course_id, "Autumn cohort", submission_key="demo", now=start)
    return ines, cohorts_taught(session, ines)[0]


def _learn(
    session: Session,
    person_id: int,
    name: str,
    published: Published,
    cohort: CohortCard,
    temper: Temper,
    chance: Random,
    start: datetime,
    end: datetime,
) -> None:
    sitting_at = start + temper.begins
    enrol(session, person_id, published, now=sitting_at)
    join_cohort(session, person_id, cohort.id, now=sitting_at)
    for lesson in published.course.lessons[: temper.lessons]:
        if sitting_at >= end:
            break
        clock = instants(sitting_at, end, chance)
        sitting = Sitting(session, person_id, published, cohort, lesson, temper, chance, clock)
        if not _open(sitting):
            break
        if lesson is published.course.lessons[0]:
            _write_all(sitting, published.course.welcome_prompts, WELCOME)
        _take(sitting)
        if lesson is published.course.lessons[-1] and _has_finished(sitting):
            _write_all(sitting, published.course.end_prompts, END)
            make_certificate(session, person_id, published, name, chance, now=next(clock))
        sitting_at += temper.pace
    answer_check_ins(session, person_id, chance, end=end)


def _open(sitting: Sitting) -> bool:
    """A closed lesson is opened by "Continue anyway", or the person leaves it there."""
    if _standing(sitting).state != "closed":
        return True
    if sitting.chance.random() < LEFT_BEFORE_GATE:
        return False
    pass_gate(sitting.session, sitting.person_id, sitting.published, sitting.lesson.id, now=next(sitting.clock))
    return True


def _take(sitting: Sitting) -> None:
    drawn = _standing(sitting).drawn
    for placed in sitting.lesson.questions:
        if drawn is None or placed.question.id in drawn:
            _answer_until_right(sitting, placed.question)
    _write_all(sitting, sitting.lesson.lesson.prompts, sitting.lesson.id)
    if sitting.lesson.is_finished_by_button:
        finish_lesson(sitting.session, sitting.person_id, sitting.published, sitting.lesson.id, now=next(sitting.clock))


def _answer_until_right(sitting: Sitting, question: AnyQuestion) -> None:
    revision = sitting.published.revisions[question.id].number
    misleads = question.id == _misleading(sitting.published)
    for tries in range(MOST_TRIES):
        misled = misleads and not tries and sitting.chance.random() < MISLED
        is_right = not misled and sitting.chance.random() < sitting.temper.knows
        answer = find_answer(question, is_right=is_right) or find_answer(question, is_right=True)
        shown = shown_question(sitting.session, sitting.published, question.id, revision)
        if shown is None or answer is None:
            return
        sure = feel_sure(sitting.chance, is_right=is_right, misled=misled)
        submission = shown.answered(answer, key=f"{question.id}.{revision}.{tries}", confidence=sure)
        recorded = record_response(
            sitting.session, sitting.person_id, sitting.published, submission, now=next(sitting.clock)
        )
        if recorded.result.right:
            return


def _misleading(published: Published) -> str:
    """One question of the demo misleads: the first at which people say how sure they are."""
    return next((each.id for each in published.questions.values() if each.confidence), "")


def _write_all(sitting: Sitting, prompts: tuple[Prompt, ...], place: str) -> None:
    for prompt in prompts:
        if sitting.chance.random() < sitting.temper.writes:
            _write(sitting, prompt, place)


def _write(sitting: Sitting, prompt: Prompt, place: str) -> None:
    now = next(sitting.clock)
    body = write_fields(prompt, sitting.chance, now.date())
    writing = Writing(place, prompt, body, base=0, key=f"{prompt.id}.0.0")
    revision, _ = write_revision(sitting.session, sitting.person_id, sitting.published, writing, now=now)
    if revision and sitting.chance.random() < sitting.temper.shares:
        share_revision(sitting.session, sitting.person_id, revision.id, sitting.cohort.id, key=writing.key, now=now)


def _has_finished(sitting: Sitting) -> bool:
    return _standing_in_course(sitting).is_complete


def _standing(sitting: Sitting) -> LessonStanding:
    return _standing_in_course(sitting).lessons[sitting.published.course.position[sitting.lesson.id]]


def _standing_in_course(sitting: Sitting) -> Standing:
    standing = read_standing(sitting.session, sitting.person_id, sitting.published)
    if standing is None:
        raise LookupError("Only who has started a course can take its lessons.")
    return standing
