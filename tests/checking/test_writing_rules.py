"""The rules fire where a question is badly written (docs/checks.md has an example of each), and seldom elsewhere."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from course.material.compiling import gather
from quizzes.parsing import ParsedQuiz, parse_quiz
from quizzes.writing_rules import check_writing
from quizzes.writing_rules.numbers import numbers_of
from sources.places import Problem
from tests.lessons.articles import SEED
from tests.quizzes.writing import HEAD, PATH, choice

GOOD = Path(__file__).parent / "good_questions.md"
NOT_ABOUT_WRITING = ("source-missing", "reason-missing")


def problems_of(questions: str, language: str = "en") -> list[Problem]:
    return list(check_writing([parse_quiz(HEAD + questions, PATH)], language))


def codes(questions: str, language: str = "en") -> list[str]:
    return [problem.code for problem in problems_of(questions, language)]


def options(*labels: str) -> str:
    """A task list whose first option is right."""
    return "".join(f"- [{' ' if number else 'x'}] {label} {{#o{number}}}\n" for number, label in enumerate(labels))


def asked(stem: str, *labels: str) -> str:
    return f"## {stem} {{#q}}\n{options(*labels)}explain: Because.\n"


def good_quiz() -> ParsedQuiz:
    return parse_quiz(GOOD.read_text(encoding="utf-8"), "quizzes/good_questions.md".replace("_", "-"))


def test_good_questions_in_the_style_of_published_ones_pass_without_a_warning() -> None:
    parsed = good_quiz()

    assert len(parsed.quiz.questions) == 10
    assert [str(problem) for problem in check_writing([parsed], "en")] == []
    assert {problem.code for problem in parsed.warnings} <= {"source-missing"}


def test_no_rule_fires_on_more_than_a_quarter_of_the_shipped_questions() -> None:
    quizzes = gather(SEED.parent).quizzes
    number = sum(len(parsed.quiz.questions) for parsed in quizzes)

    fired = Counter(problem.code for problem in check_writing(quizzes, "en"))

    assert number >= 30
    assert {code: times for code, times in fired.items() if times > number / 4} == {}


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is **not** a piece?",
        "Which of these is NOT a piece?",
        "All of these are pieces EXCEPT:",
        "A friend says: “You are not ready.” Which move do you make?",
        "Why does a king not walk far?",
        "The rook did not move. Which piece did?",
    ],
)
def test_a_negation_that_is_seen_or_not_asked_about_is_fine(stem: str) -> None:
    assert "negation-unstressed" not in codes(asked(stem, "King", "Bread", "Salt"))


@pytest.mark.parametrize(
    "stem", ["Which of these is not a piece?", "Which piece can’t jump?", "All of these are pieces except:"]
)
def test_a_negation_that_is_overread_is_found(stem: str) -> None:
    assert "negation-unstressed" in codes(asked(stem, "Bread", "King", "Rook"))


def test_a_quoted_negation_before_the_asking_one_does_not_take_its_place() -> None:
    (problem,) = problems_of(asked("You hear “not now”. Which answer is not polite?", "Go", "Later", "Please"))

    assert problem.code == "negation-unstressed"
    assert problem.place.column == len("## You hear “not now”. Which answer is ") + 1


def test_rules_about_words_know_english_only() -> None:
    questions = asked("Welche Not meint der Text, which of these is not?", "Die eine", "Only", "Never")

    assert codes(questions, "de-CH") == []
    assert codes(questions, "en-GB") == ["negation-unstressed", "absolute-word"]


def test_absolute_words_on_both_sides_are_fair() -> None:
    assert codes(asked("What does he do?", "He always waits", "He never asks", "He leaves")) == []


def test_harmless_uses_of_absolute_words_are_fine() -> None:
    assert codes(asked("What does he do?", "He waits", "He stays all the same", "He leaves after all")) == []


def test_a_phrase_that_distractors_repeat_too_is_no_cue() -> None:
    labels = ("The open market rises", "The open market falls", "Nothing moves")

    assert "stem-in-key" not in codes(asked("How does the open market move?", *labels))


def test_one_long_word_is_not_a_longest_key() -> None:
    assert codes(asked("How do plants make sugar?", "Photosynthesis", "Osmosis", "Digestion")) == []


@pytest.mark.parametrize(
    ("labels", "values"),
    [
        (("1", "2.5", "-3"), ("1", "2.5", "-3")),
        (("$ 5", "$ 7", "$ 9"), ("5", "7", "9")),
        (("1 year", "2 years"), ("1", "2")),
        (("5 %", "10 %"), ("5", "10")),
        (("1,000", "500"), ()),
        (("1 km", "2 miles"), ()),
        (("1", "two"), ()),
        (("1 to 2", "3 to 4"), ()),
    ],
)
def test_numbers_are_read_where_they_are_plain(labels: tuple[str, ...], values: tuple[str, ...]) -> None:
    assert numbers_of(labels) == tuple(map(Decimal, values))


@pytest.mark.parametrize("labels", [("1", "2", "3"), ("3", "2", "1")])
def test_rising_and_falling_numbers_are_in_order(labels: tuple[str, ...]) -> None:
    assert codes(asked("How many pieces?", *labels)) == []


def test_words_are_pointed_at_as_they_are_written() -> None:
    (problem,) = problems_of(asked("What is fought for?", "The centre", "*Always* the edge", "The rim"))

    assert (problem.words, problem.place.line, problem.place.column) == ("Always", 6, 8)


def test_a_choice_of_the_parser_tests_is_read() -> None:
    assert codes(choice("- [x] Chess {#chess}\n- [ ] Checkers {#checkers}\n")) == ["options-few"]
