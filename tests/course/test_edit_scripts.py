"""Random scripts of edits and answers, on the real database: nobody loses, all is reachable, nothing passes 100 %."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from course.learning.enrolment import enrol
from course.learning.facts import read_facts
from course.learning.gates import NotFinishable, finish_lesson, pass_gate
from course.learning.progress import read_standing, rebuild_progress
from course.learning.responses import record_response, shown_question
from course.learning.standing import LessonStanding, Standing
from course.material.catalog import Catalog, Published
from course.material.compiled import CompiledCourse
from course.material.compiling import Compiled
from course.models import Completion, Person, Progress, ReflectionRevision, Response
from course.reflecting.reflections import Writing, newest_revision, write_revision
from course.revising.publishing import Allowance, publish_courses
from course.revising.refusals import Refused
from course.revising.regrading import judge_anew
from course.revising.rehearsal import rehearse, standings_after
from course.statements import read_rows
from tests.fixtures.people import NOON, School
from tests.material.scripts import DELETIONS, EDITS, REDRAWING, Draft, add_lesson, right_answer, some_answer

SLUG = "earth"
ACTS = ("answer", "answer", "answer", "answer", "answer_earlier_form", "write", "finish", "pass_gate")
NUMBERS = st.integers(0, 999)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(ACTS), NUMBERS, NUMBERS), st.tuples(st.sampled_from(sorted(EDITS)), NUMBERS, NUMBERS)
    ),
    min_size=4,
    max_size=12,
)
SCRIPTS = st.tuples(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=3), STEPS)
Script = tuple[list[tuple[int, int]], list[tuple[str, int, int]]]

# Made once: five hundred scripts ask for them at every step.
FACTS: tuple[Select[*tuple[Any, ...]], ...] = (
    select(Response.id, Response.person_id, Response.item_revision_id, Response.answer, Response.credit),
    select(ReflectionRevision.id, ReflectionRevision.body),
)
DERIVED: tuple[Select[*tuple[Any, ...]], ...] = (
    select(Progress.person_id, Progress.done, Progress.total, Progress.standing),
    select(Completion.person_id, Completion.lesson_key, Completion.content_version_id),
)


class Undo(Exception):
    """Every script ends by forgetting what it did."""


@contextmanager
def forgotten(school: School, first: list[tuple[int, int]]) -> Iterator["Story"]:
    # A visit makes one guest, so only the first script makes them.
    people = [school.guest(f"visit-{number}") for number in range(2)]
    try:
        with school.database.writing() as session:
            yield Story(session, first, people)
            raise Undo  # noqa: TRY301 – what ends the transaction is that it failed
    except Undo:
        pass


class Story:
    """Two people in a course, in one transaction, while its author edits it."""

    def __init__(self, session: Session, first: list[tuple[int, int]], people: list[int]) -> None:
        self.session = session
        self.draft = Draft()
        for where, pick in first:
            add_lesson(self.draft, where, pick)
        self.catalog = Catalog()
        self.keys = count()
        self.published: Published
        self.known_before = frozenset[str]()
        self.publish(lower=False)
        self.people = people
        for number, person in enumerate(people):
            # What is drawn depends on it: a script that failed fails again.
            session.execute(update(Person).where(Person.id == person).values(public_id=f"learner-{number}"))
        for person in self.people:
            enrol(session, person, self.published, now=NOON)

    def publish(self, *, lower: bool, retire: bool = True) -> None:
        retired = frozenset(self.draft.retired) & self.gone() if retire else frozenset[str]()
        allowing = Allowance(retired=retired, lower=lower)
        publish_courses(self.session, {SLUG: Compiled(self.draft.compiled())}, now=NOON, allowing=allowing)
        self.draft.retired.clear()
        found = self.catalog.find(self.session, SLUG)
        assert found is not None
        self.published = found

    def gone(self) -> frozenset[str]:
        known = ids(self.published.course) if hasattr(self, "published") else frozenset[str]()
        return known - ids(self.draft.compiled())

    def standing(self, person: int) -> Standing:
        found = read_standing(self.session, person, self.published)
        assert found is not None
        return found

    def standings(self) -> list[Standing]:
        return [self.standing(person) for person in self.people]

    def right(self, person: int) -> set[str]:
        return set(read_facts(self.session, person, self.published)[0].right)

    def act(self, verb: str, where: int, pick: int) -> None:
        published, person = self.published, self.people[where % 2]
        lesson = published.course.lessons[(where // 2) % len(published.course.lessons)]
        asked = self.asked(person, lesson.id) if verb == "answer" else lesson.question_ids
        if verb in ("answer", "answer_earlier_form") and asked:
            question = published.questions[asked[pick % len(asked)]]
            self.answer(person, question.id, some_answer(question, pick // 3))
        elif verb == "write":
            for prompt in lesson.lesson.prompts:
                self.write(person, lesson.id, prompt)
        elif verb == "finish":
            try:
                finish_lesson(self.session, person, published, lesson.id, now=NOON)
            except NotFinishable:
                pass
        elif verb == "pass_gate":
            pass_gate(self.session, person, published, lesson.id, now=NOON)

    def here(self, person: int, lesson_id: str) -> LessonStanding:
        return next(each for each in self.standing(person).lessons if each.lesson_id == lesson_id)

    def asked(self, person: int, lesson_id: str) -> tuple[str, ...]:
        lesson, drawn = self.published.course.lesson(lesson_id), self.here(person, lesson_id).drawn
        assert lesson is not None
        return lesson.question_ids if drawn is None else drawn

    def answer(self, person: int, question_id: str, answer: tuple[str, ...]) -> None:
        published = self.published
        shown = shown_question(self.session, published, question_id, published.revisions[question_id].number)
        assert shown is not None
        submission = shown.answered(answer, key=f"key-{next(self.keys)}")
        record_response(self.session, person, published, submission, now=NOON)

    def write(self, person: int, lesson_id: str, prompt: Any) -> None:
        newest = newest_revision(self.session, person, self.published.course_id, prompt.id)
        number = next(self.keys)
        base = newest.number if newest else 0
        writing = Writing(lesson_id, prompt, {"text": f"words {number}"}, base=base, key=f"key-{number}")
        write_revision(self.session, person, self.published, writing, now=NOON)

    def do_everything(self, person: int) -> None:
        for lesson in self.published.course.lessons:
            for question_id in self.asked(person, lesson.id):
                self.answer(person, question_id, right_answer(self.published.questions[question_id]))
            for prompt in lesson.required_prompts:
                self.write(person, lesson.id, prompt)
            if lesson.is_finished_by_button:
                finish_lesson(self.session, person, self.published, lesson.id, now=NOON)

    def facts(self) -> list[object]:
        """What was answered and written, to the letter."""
        return [sorted(map(tuple, read_rows(self.session, each, {}))) for each in FACTS]

    def derived(self) -> list[object]:
        return [sorted(map(tuple, read_rows(self.session, each, {}))) for each in DERIVED]


def ids(course: CompiledCourse) -> frozenset[str]:
    lessons = course.lessons
    questions = (placed.question.id for each in lessons for placed in each.questions)
    prompts = (prompt.id for each in lessons for prompt in each.lesson.prompts)
    return frozenset((*course.position, *questions, *prompts))


def share(standing: Standing) -> float:
    return standing.done / standing.total


def done_lessons(standing: Standing) -> set[str]:
    return {each.lesson_id for each in standing.lessons if each.state == "done"}


def check_bounds(standing: Standing) -> None:
    assert 0 <= standing.done <= standing.total
    assert all(0 <= each.needed <= each.scorable and each.missing_prompts >= 0 for each in standing.lessons)


def check_act(story: Story, step: tuple[str, int, int]) -> None:
    """What somebody does never lowers their progress, and changes nobody else's."""
    before = story.standings()
    story.act(*step)
    for index, (was, now) in enumerate(zip(before, story.standings(), strict=True)):
        assert share(now) >= share(was)
        assert done_lessons(was) <= done_lessons(now)
        assert index == step[1] % 2 or now == was
        if step[0] != "answer_earlier_form":
            assert drawn(now) == drawn(was)
            assert all(map(asks_no_more, was.lessons, now.lessons))


def without_reviews(standing: Standing) -> Standing:
    """A rehearsal tells who would gain; what is asked again then is not its matter."""
    return replace(standing, reviews=())


def check_edit(story: Story, step: tuple[str, int, int], *, lower: bool) -> None:
    verb, where, pick = step
    before, right_before, facts = story.standings(), [story.right(person) for person in story.people], story.facts()
    EDITS[verb](story.draft, where, pick)
    foretold = foretell(story, lower=lower)
    story.known_before = frozenset(story.published.questions)
    story.publish(lower=lower)
    assert story.facts() == facts
    assert list(map(without_reviews, story.standings())) == list(map(without_reviews, foretold))
    left = {lesson.id for lesson in story.draft.lessons}
    for person, was, right in zip(story.people, before, right_before, strict=True):
        now = story.standing(person)
        assert done_lessons(now) >= done_lessons(was) & left
        assert lower or right <= story.right(person)
        if verb in DELETIONS:
            check_deletion(was, now)
        if verb not in REDRAWING:
            check_same_draw(story, was, now)


def check_deletion(was: Standing, now: Standing) -> None:
    """It lowers nobody's progress, neither in the course nor in a lesson, and asks no more of anybody."""
    assert share(now) >= share(was)
    before = {each.lesson_id: each for each in was.lessons}
    for each in now.lessons:
        # Another question may be drawn in the place of the deleted one, and may count for more.
        assert (each.drawn is not None and each.in_points) or asks_no_more(before[each.lesson_id], each)
        assert each.missing_prompts <= before[each.lesson_id].missing_prompts


def asks_no_more(was: LessonStanding, now: LessonStanding) -> bool:
    return now.missing_answers <= was.missing_answers and now.missing_prompts <= was.missing_prompts


def drawn(standing: Standing) -> dict[str, tuple[str, ...] | None]:
    return {each.lesson_id: each.drawn for each in standing.lessons}


def check_same_draw(story: Story, was: Standing, now: Standing) -> None:
    """Nothing is drawn that could have been before: at most what is new takes a place, or leaves one."""
    before = drawn(was)
    known = story.known_before
    for lesson_id, after in drawn(now).items():
        if after is not None and before.get(lesson_id) is not None:
            assert set(after) & known == set(before[lesson_id] or ()) & set(after)


def check_draws(story: Story) -> None:
    """As many as the author wants, of this lesson; and whatever was answered."""
    for person in story.people:
        facts = read_facts(story.session, person, story.published)[0]
        for lesson, here in zip(story.published.course.lessons, story.standing(person).lessons, strict=True):
            assert (here.drawn is None) is (lesson.draw is None)
            if lesson.draw is None or here.drawn is None:
                continue
            answered = set(lesson.question_ids) & set(facts.answered)
            places = lesson.draw - len(facts.archived_right.get(lesson.id, ()))
            assert answered <= set(here.drawn) <= set(lesson.question_ids)
            assert len(here.drawn) == max(len(answered), min(max(places, 0), len(lesson.questions)))


def foretell(story: Story, *, lower: bool) -> list[Standing]:
    published, course = story.published, story.draft.compiled()
    judged = judge_anew(story.session, published.course_id, course, lower=lower)
    rehearsal = rehearse(story.session, published, course, lower=lower)
    assert lower or rehearsal.lowered.answers == 0
    after = dict(standings_after(story.session, published, course, judged, dict.fromkeys(story.people, "")))
    return [after[person] for person in story.people]


def check_rebuild(story: Story) -> None:
    kept = story.derived()
    rebuild_progress(story.session, story.published, now=NOON)
    assert story.derived() == kept


def check_script(school: School, script: Script, *, lower: bool) -> None:
    first, steps = script
    with forgotten(school, first) as story:
        for step in steps:
            if step[0] in EDITS:
                check_edit(story, step, lower=lower)
            else:
                check_act(story, step)
            for standing in story.standings():
                check_bounds(standing)
            check_draws(story)
        check_rebuild(story)
        for person in story.people:
            story.do_everything(person)
            assert share(story.standing(person)) == 1


STEADY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@settings(STEADY, max_examples=500)
@given(script=SCRIPTS)
def test_whatever_is_edited_nobody_loses(school: School, script: Script) -> None:
    check_script(school, script, lower=False)


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
@settings(STEADY, max_examples=25)
@given(script=SCRIPTS)
def test_whatever_is_edited_nobody_loses_on_postgresql(school: School, script: Script) -> None:
    check_script(school, script, lower=False)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@settings(STEADY, max_examples=60)
@given(script=SCRIPTS)
def test_lowering_takes_no_completion_and_stays_in_bounds(school: School, script: Script) -> None:
    check_script(school, script, lower=True)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@settings(STEADY, max_examples=60)
@given(script=SCRIPTS)
def test_what_people_worked_in_vanishes_only_by_name(school: School, script: Script) -> None:
    first, steps = script
    with forgotten(school, first) as story:
        for step in steps:
            if step[0] not in EDITS:
                story.act(*step)
                continue
            EDITS[step[0]](story.draft, step[1], step[2])
            answered = {each for person in story.people for each in answered_by(story, person)}
            before = story.derived()
            left = {placed.question.id for lesson in story.draft.lessons for placed in lesson.questions}
            refused = publish_or_not(story)
            assert not refused or story.derived() == before
            assert refused or answered <= left
            assert all(code.endswith("-vanished") for code in refused)
            if refused:
                story.publish(lower=False)


def publish_or_not(story: Story) -> list[str]:
    """The codes of what is refused."""
    try:
        story.publish(lower=False, retire=False)
    except Refused as refused:
        return [problem.code for problem in refused.problems]
    return []


def answered_by(story: Story, person: int) -> set[str]:
    return set(read_facts(story.session, person, story.published)[0].answered) & set(story.published.questions)
