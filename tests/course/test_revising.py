"""What publishing refuses, and how a changed key reaches those who had answered before."""

from datetime import timedelta
from typing import Any

import pytest

from course.material.compiled import CompiledCourse
from course.material.compiling import Compiled
from course.people.practice import practice_identity
from course.revising.differences import differences
from course.revising.publishing import publish_what_may_be
from course.revising.refusals import Refused
from course.revising.rehearsal import Rehearsal, rehearse
from course.teaching.learner_record import responses_of
from lessons.asking_again import ask_again
from lessons.lesson import Field, Level
from quizzes.kinds import ShortAnswer, TrueFalse
from tests.fixtures.people import School
from tests.material.edits import (
    replace,
    with_key,
    with_lesson_changed,
    with_question_changed,
    with_welcome_prompt,
    without_lesson,
    without_question,
)
from tests.material.garden import BED, EARTH, FEED, GARDEN, PLANTS, RIGHT, SKY, SOIL, WRONG

FACTS = ("response", "reflection_revision", "completion")


def refused(school: School, course: CompiledCourse, **allowed: Any) -> list[str]:
    before = school.dump()
    with pytest.raises(Refused) as caught:
        school.publish({GARDEN: course}, **allowed)
    assert school.dump() == before
    return [str(problem) for problem in caught.value.problems]


def rehearsed(school: School, course: CompiledCourse, *, lower: bool = False) -> Rehearsal:
    with school.database.reading() as session:
        return rehearse(session, school.published(), course, lower=lower)


def with_prompts(course: CompiledCourse, lesson_id: str, **changes: Any) -> CompiledCourse:
    """The prompts of one lesson changed; none of them where nothing is said."""

    def edited(lesson: Any) -> Any:
        if lesson.id != lesson_id:
            return lesson
        prompts = tuple(replace(prompt, **changes) for prompt in lesson.lesson.prompts) if changes else ()
        return replace(lesson, lesson=replace(lesson.lesson, prompts=prompts))

    modules = (replace(module, lessons=tuple(map(edited, module.lessons))) for module in course.modules)
    return replace(course, modules=tuple(modules))


def with_accepted(course: CompiledCourse, *accepted: str) -> CompiledCourse:
    return with_question_changed(course, "nitrogen-crop", accepted=accepted)


def as_true_or_false(course: CompiledCourse, question_id: str) -> CompiledCourse:
    found = next(
        each for lesson in course.lessons for each in lesson.questions if each.question.id == question_id
    ).question
    shared = {name: getattr(found, name) for name in ("id", "stem", "stem_text", "explanation", "source", "at")}
    changed = TrueFalse(right=True, **shared)

    def edited(placed: Any) -> Any:
        return replace(placed, question=changed) if placed.question.id == question_id else placed

    modules = (
        replace(
            module,
            lessons=tuple(replace(each, questions=tuple(map(edited, each.questions))) for each in module.lessons),
        )
        for module in course.modules
    )
    return replace(course, modules=tuple(modules))


# --------------------------------------------------------------------------------------------------------- refusals


def test_question_with_answers_cannot_vanish(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    school.answer(ada, "holds-water", RIGHT["holds-water"])

    (said,) = refused(school, without_question(school.published().course, "holds-water"))

    assert said == (
        "first-garden/quizzes/know-your-soil.md:1:1: error: The question 'holds-water' is gone, and 1 person gave "
        "2 answers to it. Put it back, or retire it by name: --retire holds-water [question-vanished]"
    )


def test_question_nobody_answered_can_vanish(school: School, ada: int) -> None:
    school.answer(ada, "good-signs", RIGHT["good-signs"])

    assert school.publish({GARDEN: without_question(school.published().course, "holds-water")}) == (GARDEN,)


def test_question_answered_in_practice_alone_can_vanish(school: School, ines: int) -> None:
    with school.database.writing() as session:
        practice = practice_identity(session, ines, now=school.now)
    school.enrol(practice)
    school.answer(practice, "holds-water", RIGHT["holds-water"])

    assert school.publish({GARDEN: without_question(school.published().course, "holds-water")}) == (GARDEN,)


def test_retired_question_stays_retired(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    without = without_question(school.published().course, "holds-water")
    school.publish({GARDEN: without}, retire={"holds-water"})

    assert school.publish({GARDEN: replace(without, title="Again")}) == (GARDEN,)


def test_prompt_with_texts_cannot_vanish(school: School, ada: int) -> None:
    school.write(ada, "my-earth", EARTH)
    course = with_prompts(school.published().course, SOIL)

    (said,) = refused(school, course)
    changed = school.publish({GARDEN: course}, retire={"my-earth"})

    assert "lessons/know-your-soil.md" in said
    assert "1 person gave 1 text to it" in said
    assert "--retire my-earth" in said
    assert changed == (GARDEN,)


def test_lesson_with_work_cannot_vanish_and_is_told_in_one_line(school: School, ada: int) -> None:
    school.complete(ada, PLANTS)
    course = without_lesson(school.published().course, PLANTS)

    (said,) = refused(school, course)

    assert "The lesson 'choose-plants' is gone" in said
    for part in ("1 person gave 1 answer to lettuce-shade", "1 text to first-bed", "--retire choose-plants"):
        assert part in said
    assert school.publish({GARDEN: course}, retire={PLANTS}) == (GARDEN,)


def test_lesson_finished_by_its_button_cannot_vanish(school: School, ada: int) -> None:
    school.finish(ada, FEED)

    (said,) = refused(school, without_lesson(school.published().course, FEED))

    assert "1 person has finished it" in said


def test_lesson_whose_questions_and_prompts_moved_can_go(school: School, ada: int) -> None:
    school.complete(ada, PLANTS)
    course = school.published().course
    gone = course.lesson(PLANTS)
    assert gone is not None
    without = without_lesson(course, PLANTS)

    def taking(lesson: Any) -> Any:
        if lesson.id != SOIL:
            return lesson
        prompts = (*lesson.lesson.prompts, *gone.lesson.prompts)
        lesson = replace(lesson, questions=(*lesson.questions, *gone.questions))
        return replace(lesson, lesson=replace(lesson.lesson, prompts=prompts))

    modules = (replace(module, lessons=tuple(map(taking, module.lessons))) for module in without.modules)

    assert school.publish({GARDEN: replace(without, modules=tuple(modules))}) == (GARDEN,)
    assert {"lettuce-shade", "nitrogen-crop"} <= set(school.published().questions)
    assert school.standing(ada).done == 1


def test_kind_cannot_change_under_an_id(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    course = as_true_or_false(school.published().course, "holds-water")

    (said,) = refused(school, course)

    assert "was single and is truefalse now" in said
    assert "Give the new one an id of its own, and retire this one by name: --retire holds-water" in said


def test_kind_cannot_change_by_way_of_retiring(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    course = school.published().course
    school.publish({GARDEN: without_question(course, "holds-water")}, retire={"holds-water"})

    (said,) = refused(school, as_true_or_false(course, "holds-water"))

    assert "[kind-changed]" in said


def test_kind_of_a_prompt_cannot_change_either(school: School, ada: int) -> None:
    school.write(ada, "first-bed", BED)
    course = school.published().course
    school.publish({GARDEN: with_prompts(course, PLANTS)}, retire={"first-bed"})

    (said,) = refused(school, with_prompts(course, PLANTS, kind="reflect"))

    assert "The prompt 'first-bed' was plan and is reflect now" in said


def test_what_was_written_outside_lessons_is_kept_like_any_other(school: School, ada: int) -> None:
    before = school.published().course
    asked = with_welcome_prompt(before, "my-hopes")
    school.publish({GARDEN: asked})
    school.write(ada, "my-hopes", EARTH)

    (gone,) = refused(school, before)
    (other,) = refused(school, replace(asked, welcome_prompts=(replace(asked.welcome_prompts[0], kind="rate"),)))
    moved = replace(before, end_prompts=asked.welcome_prompts)

    assert gone.startswith(f"{GARDEN}/lessons/_welcome.md")
    assert "The prompt 'my-hopes' is gone, and 1 person gave 1 text to it." in gone
    assert "The prompt 'my-hopes' was reflect and is rate now" in other
    assert [str(each) for each in differences(asked, moved)] == ["prompt my-hopes: moved from _welcome to _end"]
    assert school.publish({GARDEN: moved}) == (GARDEN,)


def test_second_rating_survives_every_edit_but_its_own_end(school: School, ada: int) -> None:
    course, levels = school.published().course, (Level(1, "not at all"), Level(2, "quite"))
    first = replace(with_welcome_prompt(course, "sure").welcome_prompts[0], kind="rate", levels=levels, again="_end")
    first = replace(first, fields=(Field("level", ""),))
    asked = replace(course, welcome_prompts=(first,), end_prompts=(ask_again(first),))
    school.publish({GARDEN: asked})
    school.write(ada, "sure--again", {"level": "2"})
    reworded = replace(first, question_text="How sure?", levels=(*levels, Level(3, "very")))

    (said,) = refused(school, replace(asked, end_prompts=()))
    edited = replace(course, welcome_prompts=(ask_again(reworded), reworded))
    school.publish({GARDEN: edited})

    assert "The prompt 'sure--again' is gone" in said
    assert "prompt sure: levels changed" in [str(each) for each in differences(asked, edited)]
    assert school.count("reflection_revision", "prompt_key = 'sure--again'") == 1


def test_kind_of_a_question_nobody_answered_may_change(school: School) -> None:
    course = as_true_or_false(school.published().course, "holds-water")

    assert school.publish({GARDEN: course}) == (GARDEN,)


def test_only_what_is_gone_can_be_retired(school: School) -> None:
    course = without_question(school.published().course, "holds-water")

    (said,) = refused(school, course, retire={"holds-watr"})

    assert "No lesson, question or prompt 'holds-watr' is gone since the last version. Gone are: holds-water." in said


def test_refused_course_is_served_as_it_was_and_others_are_published(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    before, sky = school.published().course, school.published(SKY).course
    edits = {GARDEN: without_question(before, "holds-water"), SKY: replace(sky, title="A clear night")}
    with school.database.writing() as session:
        wrapped = {slug: Compiled(course) for slug, course in edits.items()}
        problems = publish_what_may_be(session, wrapped, now=school.now)

    assert [problem.code for problem in problems] == ["question-vanished"]
    assert school.published().course == before
    assert school.published(SKY).course.title == "A clear night"


# -------------------------------------------------------------------------------------------------------- regrading


def test_changed_key_gives_credit_to_who_had_answered_so_before(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", ("sand",))
    stored = school.dump("response")
    before = school.lesson(ada, SOIL)

    school.publish({GARDEN: with_key(school.published().course, "holds-water", "sand")})

    assert (before.right, school.lesson(ada, SOIL).right) == (0, 1)
    assert school.dump("response") == stored
    assert school.count("regrade", "credit = 1") == 1


def test_changed_key_takes_nothing_unless_told(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    course = with_key(school.published().course, "holds-water", "sand")

    school.publish({GARDEN: course})
    kept = school.lesson(ada, SOIL).right
    school.publish({GARDEN: course}, lower=True)

    assert (kept, school.lesson(ada, SOIL).right) == (1, 0)
    assert school.count("regrade") == 1


def test_lowering_leaves_a_completed_lesson_complete(school: School, ada: int) -> None:
    school.complete(ada, SOIL)

    school.publish({GARDEN: with_key(school.published().course, "holds-water", "sand")}, lower=True)

    here = school.lesson(ada, SOIL)
    assert (here.state, here.right, here.needed) == ("done", 1, 2)


def test_of_two_regrades_the_newest_counts(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", ("sand",))
    course = school.published().course
    rights = []
    for key in ("sand", "clay", "sand"):
        school.now += timedelta(days=1)
        school.publish({GARDEN: with_key(course, "holds-water", key)}, lower=True)
        rights.append(school.lesson(ada, SOIL).right)

    assert rights == [1, 0, 1]
    assert school.count("regrade") == 3


def test_answer_whose_option_was_removed_keeps_its_credit(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    found = school.published().questions["holds-water"]
    left = tuple(replace(option, right=option.id == "sand") for option in found.options if option.id != "clay")  # type: ignore[union-attr]

    school.publish({GARDEN: with_question_changed(school.published().course, "holds-water", options=left)}, lower=True)

    assert school.lesson(ada, SOIL).right == 1
    assert school.count("regrade") == 0


def test_number_without_the_unit_that_is_asked_for_now_keeps_its_credit(school: School, ada: int) -> None:
    course = with_question_changed(school.published().course, "loose-earth", unit="")
    school.publish({GARDEN: course})
    school.answer(ada, "loose-earth", ("15",))

    school.publish({GARDEN: with_question_changed(course, "loose-earth", unit="cm")}, lower=True)

    assert school.lesson(ada, PLANTS).right == 1


def test_learner_and_instructor_see_the_present_judgement(school: School, ada: int) -> None:
    school.answer(ada, "nitrogen-crop", ("lupins",))

    school.publish({GARDEN: with_accepted(school.published().course, "clover", "lupins")})

    with school.database.reading() as session:
        (record,) = responses_of(session, ada, school.published())
    assert [each.state for each in record.tries] == ["right"]


def test_completion_by_a_new_key_is_recorded(school: School, ada: int) -> None:
    school.write(ada, "my-earth", EARTH)
    school.answer(ada, "good-signs", RIGHT["good-signs"])
    school.answer(ada, "holds-water", ("sand",))

    school.publish({GARDEN: with_key(school.published().course, "holds-water", "sand")})

    assert school.lesson(ada, SOIL).state == "done"
    assert school.count("completion") == 1


# -------------------------------------------------------------------------------------------------------- rehearsal


def test_rehearsal_says_who_would_gain_and_writes_nothing(school: School, ada: int) -> None:
    school.write(ada, "my-earth", EARTH)
    school.answer(ada, "good-signs", RIGHT["good-signs"])
    school.answer(ada, "holds-water", ("sand",))
    before = school.dump()

    found = rehearsed(school, with_key(school.published().course, "holds-water", "sand"))

    assert school.dump() == before
    assert [(each.name, each.lessons) for each in found.completing] == [("Ada", (SOIL,))]
    assert (found.raised.answers, found.raised.people) == (1, ("Ada",))
    assert (found.lowered.answers, found.spared.answers) == (0, 0)
    assert [str(change) for change in found.changes] == ["question holds-water: KEY Sand, was Clay"]


def test_rehearsal_says_who_keeps_what_lowering_would_take(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    course = with_key(school.published().course, "holds-water", "sand")

    found, lowering = rehearsed(school, course), rehearsed(school, course, lower=True)

    assert (found.lowered.answers, found.spared.answers) == (0, 1)
    assert (lowering.lowered.answers, lowering.spared.answers) == (1, 0)


def test_rehearsal_counts_stored_answers_that_name_a_removed_option(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", ("gravel",))
    found = school.published().questions["holds-water"]
    left = tuple(option for option in found.options if option.id != "gravel")  # type: ignore[union-attr]

    (removed,) = rehearsed(
        school, with_question_changed(school.published().course, "holds-water", options=left)
    ).removed

    assert (removed.question_id, removed.option_id, removed.text) == ("holds-water", "gravel", "Gravel")
    assert (removed.named_by.answers, removed.named_by.people) == (1, ("Ada",))


def test_rehearsal_leaves_practice_out(school: School, ada: int, ines: int) -> None:
    with school.database.writing() as session:
        practice = practice_identity(session, ines, now=school.now)
    school.enrol(practice)
    school.answer(practice, "holds-water", ("sand",))

    found = rehearsed(school, with_key(school.published().course, "holds-water", "sand"))

    assert (found.learners, found.raised.answers) == (1, 0)


def test_differences_are_told_as_a_person_reads_them(school: School) -> None:
    before = school.published().course
    after = without_lesson(with_accepted(before, "clover", "lupins"), FEED)
    after = with_question_changed(after, "lettuce-shade", explanation="It likes to be cool.", source="shade")
    after = with_prompts(after, SOIL, required=False, question_text="How is your earth?")
    after = replace(after, title="A second garden")

    assert [str(change) for change in differences(before, after)] == [
        "course: title “A second garden”, was “A first garden”",
        "lesson feed-the-soil: removed: “Feed the soil”",
        "prompt my-earth: question “How is your earth?”, was “What does the earth where you live feel like?”",
        "prompt my-earth: required no, was yes",
        "question lettuce-shade: explanation “It likes to be cool.”, was “In summer lettuce likes to be cool.”",
        "question lettuce-shade: source “shade”, was “lettuce likes it in summer”",
        "question nitrogen-crop: KEY clover; lupins, was clover",
    ]
    assert differences(before, before) == ()


def test_lessons_moved_are_told_once_each(school: School) -> None:
    before = school.published().course
    first, *others = before.modules[0].lessons
    modules = (replace(before.modules[0], lessons=(*others, first)), *before.modules[1:])

    told = [str(change) for change in differences(before, replace(before, modules=modules))]

    assert told == [f"lesson {others[0].id}: moved from number 2 to number 1"]
    assert isinstance(school.published().questions["nitrogen-crop"], ShortAnswer)


def test_other_draw_and_weight_are_told_in_words(school: School) -> None:
    before = school.published().course
    after = with_question_changed(with_lesson_changed(before, PLANTS, draw=2), "loose-earth", weight=3)

    assert [str(each) for each in differences(before, after)] == [
        "lesson choose-plants: each learner is asked 2 of 3 questions, was all of 3 questions",
        "question loose-earth: weight 3, was 1",
    ]


def test_lesson_done_by_a_smaller_draw_or_another_weight_is_rehearsed(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    school.write(ada, "my-earth", EARTH)
    course = school.published().course

    drawn = rehearsed(school, with_lesson_changed(course, SOIL, draw=1))
    weighed = rehearsed(school, with_question_changed(course, "holds-water", weight=4))

    assert [each.lessons for each in drawn.completing + weighed.completing] == [(SOIL,), (SOIL,)]
