"""The course that is shipped: nothing to mend, each answer proven, each belief named once, each step with a day."""

import re
from collections import Counter
from collections.abc import Iterator

from course.material.checking import check_folder
from course.material.folders import compile_folders
from quizzes.kinds import AnyQuestion, Scale
from sources.places import Severity
from tests.browser.nadia import COURSE, works
from tests.lessons.articles import ROOT

FOLDER = ROOT / "content" / COURSE
SHIPPED = compile_folders(FOLDER.parent)[COURSE].course
MODULES = {module.id: module for module in SHIPPED.modules}
STRATEGIES = MODULES["strategies-for-career-advancement"].lessons
PROMPTS = [prompt for lesson in SHIPPED.lessons for prompt in lesson.lesson.prompts]


def questions() -> Iterator[AnyQuestion]:
    for lesson in SHIPPED.lessons:
        yield from (placed.question for placed in lesson.questions)


def test_the_shipped_course_checks_without_an_error_or_a_warning() -> None:
    found = [problem for problem in check_folder(FOLDER).problems if problem.severity is not Severity.NOTE]

    assert [str(problem) for problem in found] == []


def test_each_lesson_asks_three_to_six_questions_and_the_course_in_every_kind() -> None:
    assert {lesson.id for lesson in SHIPPED.lessons if not 3 <= len(lesson.questions) <= 6} == set()
    assert len({type(question) for question in questions()}) == 9
    assert any(question.recall for question in questions())
    assert any(question.confidence for question in questions())


def test_each_answer_is_proven_by_words_and_a_second_of_the_video_and_each_option_has_its_reason() -> None:
    for question in questions():
        assert isinstance(question, Scale) or (question.source and question.at is not None), question.id
        assert all(option.reason for option in getattr(question, "options", ())), question.id


def test_beliefs_behind_wrong_options_are_those_that_the_course_lists() -> None:
    listed = re.findall(r"^#   ([a-z-]+) ", (FOLDER / "course.toml").read_text(encoding="utf-8"), re.MULTILINE)
    named = {
        option.misconception
        for question in questions()
        for option in getattr(question, "options", ())
        if option.misconception
    }

    assert sorted(named) == sorted(listed)


def test_prompts_lead_from_a_rating_to_steps_with_a_day() -> None:
    kinds = Counter(prompt.kind for prompt in PROMPTS)

    assert [(prompt.kind, prompt.again) for prompt in SHIPPED.welcome_prompts] == [("rate", "_end")]
    assert (kinds["woop"], kinds["commit"]) == (1, 3)
    assert all(any(prompt.kind == "plan" for prompt in lesson.lesson.prompts) for lesson in STRATEGIES)
    assert all(prompt.due_days for prompt in PROMPTS if prompt.kind != "reflect")


def test_each_prompt_goes_into_the_plan_and_no_section_of_it_stays_empty() -> None:
    assert [prompt.id for prompt in PROMPTS if not prompt.into] == []
    assert {prompt.into for prompt in (*PROMPTS, *SHIPPED.welcome_prompts)} == {section.id for section in SHIPPED.plan}


def test_answers_written_by_hand_are_there_for_every_question_and_prompt() -> None:
    for work, lesson in zip(works(), SHIPPED.lessons, strict=True):
        assert work.lesson == lesson.id
        assert {reply.question for reply in work.replies} == set(lesson.question_ids)
        assert {note.prompt for note in work.notes} == {prompt.id for prompt in lesson.lesson.prompts}
        assert all(note.words for note in work.notes)
