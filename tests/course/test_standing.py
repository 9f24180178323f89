"""What is done, and what an edit does to it: the rules of standing.py, for every small course and any facts."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course.learning.standing import Facts, LessonStanding, Standing, _stand_before, _stand_in_lesson, stand
from course.material.compiled import CompiledCourse, CompiledLesson, CompiledModule, CompiledQuestion
from lessons.lesson import Field, Lesson, Prompt
from quizzes.kinds import TrueFalse
from tests.material.edits import without_lesson, without_question


def question(question_id: str, weight: int = 1) -> CompiledQuestion:
    asked = TrueFalse(
        id=question_id, right=True, stem="Q?", stem_text="Q?", explanation="Because.", source="", weight=weight
    )
    return CompiledQuestion(asked)


def prompt(prompt_id: str, *, required: bool) -> Prompt:
    fields = (Field("text", "Text"),)
    return Prompt(id=prompt_id, kind="reflect", question="P?", question_text="P?", fields=fields, required=required)


def lesson(
    name: str,
    questions: int = 0,
    required: int = 0,
    optional: int = 0,
    pass_mark: int = 80,
    draw: int | None = None,
    weights: Sequence[int] = (),
) -> CompiledLesson:
    """So many questions, each of weight 1 unless there are weights: then they are taken in turn."""
    prompts = [prompt(f"{name}-p{number}", required=number < required) for number in range(required + optional)]
    read = Lesson(id=name, title=name, blocks=(), seconds=(), words=1, minutes=1, prompts=tuple(prompts))
    counts = weights or (1,)
    asked = tuple(question(f"{name}-q{number}", counts[number % len(counts)]) for number in range(questions))
    return CompiledLesson(read, questions=asked, pass_mark=pass_mark, draw=draw)


def course(*lessons: CompiledLesson) -> CompiledCourse:
    modules = tuple(CompiledModule(f"m-{each.id}", each.id, (each,)) for each in lessons)
    return CompiledCourse(title="C", language="en", video="", channel="", welcome=(), modules=modules)


def states(standing: Standing) -> list[str]:
    return [each.state for each in standing.lessons]


def everything(of: CompiledCourse) -> Facts:
    questions = {each.question.id for one in of.lessons for each in one.questions}
    prompts = {each.id for one in of.lessons for each in one.lesson.prompts}
    return Facts(answered=questions, right=questions, written=prompts, finished={one.id for one in of.lessons})


# ------------------------------------------------------------------------------------------------------ by example


def test_standing_of_whoever_did_nothing_opens_the_first_lesson_alone() -> None:
    standing = stand(course(lesson("a", 1), lesson("b", 1), lesson("c", 1)), Facts())

    assert states(standing) == ["open", "closed", "closed"]
    assert (standing.done, standing.total) == (0, 3)


@pytest.mark.parametrize(
    ("questions", "pass_mark", "wanted"), [(1, 80, 1), (4, 80, 4), (5, 80, 4), (10, 80, 8), (3, 60, 2), (3, 100, 3)]
)
def test_standing_wants_the_pass_mark_rounded_up(questions: int, pass_mark: int, wanted: int) -> None:
    one = course(lesson("a", questions, pass_mark=pass_mark))
    right = {f"a-q{number}" for number in range(wanted)}
    fewer = right - {"a-q0"}

    assert states(stand(one, Facts(answered=right, right=right))) == ["done"]
    assert states(stand(one, Facts(answered=right, right=fewer))) != ["done"]
    assert stand(one, Facts()).lessons[0].needed == wanted


def test_standing_wants_required_prompts_and_no_others() -> None:
    one = course(lesson("a", required=1, optional=1))

    assert states(stand(one, Facts(written={"a-p1"}))) == ["begun"]
    assert states(stand(one, Facts(written={"a-p0"}))) == ["done"]


def test_standing_of_a_lesson_with_nothing_to_do_waits_for_its_button() -> None:
    two = course(lesson("a", optional=1), lesson("b"))

    assert states(stand(two, Facts(written={"a-p0"}))) == ["begun", "closed"]
    assert states(stand(two, Facts(finished={"a"}))) == ["done", "open"]


def test_standing_lists_what_was_missed() -> None:
    standing = stand(course(lesson("a", 3)), Facts(answered={"a-q0", "a-q1"}, right={"a-q1"}))

    here = standing.lessons[0]
    assert (here.missed, here.missing_answers) == (("a-q0",), 2)


def test_gate_opens_that_lesson_alone_and_completes_nothing() -> None:
    three = course(lesson("a", 1), lesson("b", 1), lesson("c", 1))

    standing = stand(three, Facts(gates={"b"}))

    assert states(standing) == ["open", "open", "closed"]
    assert [each.passed_gate for each in standing.lessons] == [False, True, False]
    assert standing.done == 0


def test_course_behind_a_gate_is_not_complete_without_the_work_before_it() -> None:
    two = course(lesson("a", 1), lesson("b", 1))

    standing = stand(two, Facts(gates={"b"}, answered={"b-q0"}, right={"b-q0"}))

    assert states(standing) == ["open", "done"]
    assert not standing.is_complete


def test_lesson_inserted_later_does_not_close_what_was_complete() -> None:
    before = course(lesson("a", 1))
    facts = replace(everything(before), completed={"a", ""})

    standing = stand(course(lesson("new", 1), lesson("a", 1)), facts)

    assert states(standing) == ["open", "done"]
    assert (standing.done, standing.total) == (1, 2)


def test_question_added_later_does_not_undo_a_completed_lesson() -> None:
    facts = Facts(answered={"a-q0"}, right={"a-q0"}, completed={"a"})

    standing = stand(course(lesson("a", 5)), facts)

    assert states(standing) == ["done"]
    assert (standing.lessons[0].right, standing.lessons[0].needed) == (1, 4)


def answered(*numbers: int, right: bool = True) -> Facts:
    questions = {f"a-q{number}" for number in numbers}
    return Facts(answered=questions, right=questions if right else frozenset(), seed="ada")


@pytest.mark.parametrize(
    ("weights", "pass_mark", "right", "done"),
    [((3, 1), 75, (0,), True), ((3, 1), 75, (1,), False), ((3, 1), 76, (0,), False), ((2, 2), 50, (1,), True)],
)
def test_standing_counts_weights(weights: tuple[int, ...], pass_mark: int, right: tuple[int, ...], done: bool) -> None:
    standing = stand(course(lesson("a", 2, pass_mark=pass_mark, weights=weights)), answered(*right)).lessons[0]

    assert (standing.state == "done") is done
    assert (standing.scorable, standing.in_points) == (sum(weights), True)


def test_standing_wants_the_pass_mark_of_what_is_drawn() -> None:
    one = course(lesson("a", 6, pass_mark=80, draw=4))
    here = stand(one, Facts(seed="ada")).lessons[0]
    assert here.drawn is not None
    done = Facts(answered=set(here.drawn), right=set(here.drawn), seed="ada")

    assert (len(here.drawn), here.needed, here.scorable) == (4, 4, 4)
    assert states(stand(one, done)) == ["done"]


def test_what_was_answered_stays_among_the_drawn_whatever_is_asked_now() -> None:
    everything_answered = answered(0, 1, 2, 3, 4, right=False)

    standing = stand(course(lesson("a", 9, draw=2)), everything_answered).lessons[0]

    assert standing.drawn == ("a-q0", "a-q1", "a-q2", "a-q3", "a-q4")
    assert standing.missed == standing.drawn


def test_deleted_question_that_was_right_keeps_its_place_in_the_draw() -> None:
    one = course(lesson("a", 3, pass_mark=100, draw=2))

    standing = stand(one, Facts(archived_right={"a": (3,)}, seed="ada")).lessons[0]

    assert standing.drawn is not None
    assert len(standing.drawn) == 1
    assert (standing.right, standing.scorable, standing.in_points) == (3, 4, True)


# ----------------------------------------------------------------------------------------------------- by property

shapes = st.tuples(
    st.integers(0, 6),
    st.integers(0, 2),
    st.integers(0, 2),
    st.integers(1, 100),
    st.sampled_from((None, None, 1, 2, 3, 7)),
    st.sampled_from(((), (), (2,), (1, 3), (5, 1, 1))),
)  # questions, required, optional, pass mark, draw, weights


@st.composite
def courses(draw: st.DrawFn) -> CompiledCourse:
    found = draw(st.lists(shapes, min_size=1, max_size=5))
    return course(*(lesson(f"l{number}", *shape) for number, shape in enumerate(found)))


def subset(draw: st.DrawFn, of: Sequence[str]) -> frozenset[str]:
    return draw(st.frozensets(st.sampled_from(sorted(of)))) if of else frozenset()


@st.composite
def facts_in(draw: st.DrawFn, of: CompiledCourse) -> Facts:
    """Facts as they are in the database: what is done has its completion on record."""
    questions = [each.question.id for one in of.lessons for each in one.questions]
    answered = subset(draw, questions)
    facts = Facts(
        answered=answered,
        right=subset(draw, sorted(answered)),
        archived_right={one.id: draw(st.sampled_from(((), (), (1,), (1, 1), (3, 1)))) for one in of.lessons},
        written=subset(draw, [each.id for one in of.lessons for each in one.lesson.prompts]),
        gates=subset(draw, [one.id for one in of.lessons]),
        finished=subset(draw, [one.id for one in of.lessons]),
        completed=subset(draw, [one.id for one in of.lessons]) | subset(draw, ["gone-1", "gone-2"]),
        seed=draw(st.sampled_from(("ada", "ines", "max"))),
    )
    return recorded(of, facts)


def recorded(of: CompiledCourse, facts: Facts) -> Facts:
    done = {each.lesson_id for each in stand(of, facts).lessons if each.state == "done"}
    return replace(facts, completed=facts.completed | done)


@st.composite
def situations(draw: st.DrawFn) -> tuple[CompiledCourse, Facts]:
    drawn = draw(courses())
    return drawn, draw(facts_in(drawn))


def asked_of(of: CompiledCourse, facts: Facts) -> set[str]:
    """All questions of the lessons that ask all, and what is drawn in the others."""
    standings = zip(of.lessons, stand(of, facts).lessons, strict=True)
    return {each for one, here in standings for each in (one.question_ids if here.drawn is None else here.drawn)}


def share(standing: Standing) -> float:
    return standing.done / standing.total


def share_of_lesson(standing: LessonStanding) -> float:
    parts = standing.needed + standing.required
    return 1.0 if parts == 0 else (min(standing.right, standing.needed) + standing.written) / parts


@settings(max_examples=50)
@given(courses(), st.booleans())
def test_lesson_that_no_fact_names_stands_as_if_each_fact_were_asked(of: CompiledCourse, is_reachable: bool) -> None:
    for one in of.lessons:
        if one.draw is None:
            asked = _stand_in_lesson(one, Facts(), is_reachable=is_reachable)
            assert _stand_before(one, Facts(), is_reachable=is_reachable) == asked


@settings(max_examples=50)
@given(situations())
def test_progress_is_between_nothing_and_everything(situation: tuple[CompiledCourse, Facts]) -> None:
    standing = stand(*situation)

    assert 0 <= standing.done <= standing.total
    assert standing.total >= 1
    for each in standing.lessons:
        assert 0 <= share_of_lesson(each) <= 1
        assert each.needed <= each.scorable
        assert each.missing_prompts >= 0


@settings(max_examples=50)
@given(situations(), st.data())
def test_progress_never_falls_by_doing_more(situation: tuple[CompiledCourse, Facts], data: st.DataObject) -> None:
    of, before = situation
    more, asked = data.draw(facts_in(of)), asked_of(of, before)
    after = replace(
        before,
        answered=before.answered | (more.answered & asked),
        right=before.right | (more.right & asked),
        written=before.written | more.written,
        gates=before.gates | more.gates,
        finished=before.finished | more.finished,
    )

    earlier, later = stand(of, before), stand(of, after)

    assert share(later) >= share(earlier)
    for was, now in zip(earlier.lessons, later.lessons, strict=True):
        assert share_of_lesson(now) >= share_of_lesson(was)
        assert was.state != "done" or now.state == "done"
        assert was.state == "closed" or now.state != "closed"


@settings(max_examples=50)
@given(situations(), st.data())
def test_deleting_a_question_never_lowers(situation: tuple[CompiledCourse, Facts], data: st.DataObject) -> None:
    of, facts = situation
    asked = [(one.id, each.question.id) for one in of.lessons for each in one.questions]
    assume(asked)
    lesson_id, gone = data.draw(st.sampled_from(asked))
    found = of.lesson(lesson_id)
    assert found is not None
    kept = (found.weights[gone],) if gone in facts.right else ()
    archived = {**facts.archived_right, lesson_id: (*facts.archived_right[lesson_id], *kept)}

    earlier = stand(of, facts)
    later = stand(without_question(of, gone), replace(facts, archived_right=archived))

    assert share(later) >= share(earlier)
    for was, now in zip(earlier.lessons, later.lessons, strict=True):
        assert was.state != "done" or now.state == "done"
        # Another question may be drawn in its place, and may count for more.
        assert (now.in_points and now.drawn is not None) or now.missing_answers <= was.missing_answers


@settings(max_examples=50)
@given(situations(), st.data())
def test_deleting_a_lesson_never_lowers(situation: tuple[CompiledCourse, Facts], data: st.DataObject) -> None:
    of, facts = situation
    assume(len(of.lessons) > 1)
    gone = data.draw(st.sampled_from([one.id for one in of.lessons]))

    earlier, later = stand(of, facts), stand(without_lesson(of, gone), facts)

    assert share(later) >= share(earlier)
    assert later.is_complete or not earlier.is_complete


@settings(max_examples=50)
@given(courses())
def test_everything_can_be_done(of: CompiledCourse) -> None:
    standing = stand(of, everything(of))

    assert standing.is_complete
    assert set(states(standing)) == {"done"}


@settings(max_examples=50)
@given(courses())
def test_every_lesson_is_reached_by_doing_the_one_before(of: CompiledCourse) -> None:
    facts, done = Facts(), everything(of)
    for index, one in enumerate(of.lessons):
        assert stand(of, facts).lessons[index].state != "closed"
        here = asked_of(of, facts) & {each.question.id for each in one.questions}
        facts = replace(
            facts,
            answered=facts.answered | here,
            right=facts.right | here,
            written=facts.written | {each.id for each in one.lesson.prompts},
            finished=facts.finished | ({one.id} & set(done.finished)),
        )

    assert stand(of, facts).is_complete


@settings(max_examples=50)
@given(situations(), st.data())
def test_completed_stays_complete_whatever_an_edit_does(
    situation: tuple[CompiledCourse, Facts], data: st.DataObject
) -> None:
    facts = situation[1]
    edited = data.draw(courses())

    later = {each.lesson_id: each.state for each in stand(edited, facts).lessons}

    assert all(later.get(each, "done") == "done" for each in facts.completed - {""})


@settings(max_examples=50)
@given(situations(), st.data())
def test_gate_changes_no_other_lesson(situation: tuple[CompiledCourse, Facts], data: st.DataObject) -> None:
    of, facts = situation
    opened = data.draw(st.sampled_from([one.id for one in of.lessons]))

    earlier, later = stand(of, facts), stand(of, replace(facts, gates=facts.gates | {opened}))

    assert (later.done, later.total) == (earlier.done, earlier.total)
    for was, now in zip(earlier.lessons, later.lessons, strict=True):
        if now.lesson_id == opened:
            assert now.state == ("open" if was.state == "closed" else was.state)
        else:
            assert now == was
