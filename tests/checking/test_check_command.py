"""`flask course check` as an author and a program meet it."""

import json
from pathlib import Path
from unicodedata import category, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.source_lines import offending_words, tell
from course.material.checking import check_folder
from sources.places import Place, Problem, Severity
from tests.checking.conftest import Run
from tests.lessons.articles import SEED
from tests.material.garden import GARDEN, SKY

QUIZ = f"{GARDEN}/quizzes/know-your-soil.md"


def put(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_problem_stands_in_its_line_with_a_caret_under_it(run: Run, content_dir: Path) -> None:
    put(content_dir / QUIZ, "at: 00:01:05\n", "colour: red\n")

    result = run("check", content_dir / GARDEN)

    lines = result.stderr.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{QUIZ}:6:1: error: "))
    assert lines[at].endswith("[unknown-name]")
    assert lines[at + 1 : at + 4] == [
        "    6 | colour: red",
        "      | ^^^^^^^",
        "  mend: The names are kind:, source:, at:, explain:, after:, recall:, confidence:, weight:",
    ]


def test_errors_exit_1(run: Run, content_dir: Path) -> None:
    put(content_dir / QUIZ, "at: 00:01:05\n", "colour: red\n")

    assert run("check").exit_code == 1
    assert run("check", "--json").exit_code == 1


def test_warnings_exit_0_and_are_counted(run: Run, content_dir: Path) -> None:
    result = run("check", content_dir / GARDEN)

    assert result.exit_code == 0
    assert "[lesson-without-work]" in result.stderr
    assert result.stderr.splitlines()[-1].startswith(f"{GARDEN}: ")
    assert "warning" in result.stderr.splitlines()[-1]


def test_notes_are_hidden_until_asked_for(run: Run, content_dir: Path) -> None:
    put(content_dir / SKY / "article.md", "Look up", "Look [[up]]")

    hidden, shown = run("check", content_dir / SKY), run("check", "--notes", content_dir / SKY)

    assert "[wikilink-dangling]" not in hidden.stderr
    assert "--notes shows the notes." in hidden.stderr
    assert "[wikilink-dangling]" in shown.stderr
    assert "--notes" not in shown.stderr


@pytest.mark.parametrize("words", [["nowhere"], ["--loud"]])
def test_a_call_without_sense_exits_2(run: Run, words: list[str]) -> None:
    assert run("check", *words).exit_code == 2


def test_a_folder_without_courses_exits_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    result = run("check", tmp_path / "empty")

    assert result.exit_code == 2
    assert "There is no course in" in result.stderr


def test_json_is_one_document_with_all_problems_and_what_is_covered(run: Run, content_dir: Path) -> None:
    put(content_dir / QUIZ, "at: 00:01:05\n", "colour: red\n")

    result = run("check", "--json")

    garden, sky = json.loads(result.stdout)["courses"]
    assert result.stderr == ""
    (error,) = [problem for problem in garden["problems"] if problem["severity"] == "error"]
    assert garden["errors"] == 1
    assert error == {
        "file": QUIZ,
        "line": 6,
        "column": 1,
        "severity": "error",
        "code": "unknown-name",
        "message": "The name `colour:` is not known here.",
        "mend": "The names are kind:, source:, at:, explain:, after:, recall:, confidence:, weight:",
        "words": "colour:",
        "source": "colour: red",
    }
    assert sky["coverage"]["lessons_without_question"] == ["finding-north", "reading-the-planets"]
    assert sky["coverage"]["modules_without_step"] == ["finding-north", "reading-the-planets"]


def test_json_tells_of_folders_that_are_no_courses(run: Run, content_dir: Path) -> None:
    (content_dir / SKY).rename(content_dir / "Night Sky!")

    result = run("check", "--json")

    assert result.exit_code == 1
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["course-name"]


def test_fix_writes_what_is_missing_and_then_checks(run: Run, content_dir: Path) -> None:
    before = (content_dir / QUIZ).read_text(encoding="utf-8")
    (content_dir / QUIZ).write_text(before.replace(" {#sand}", "").replace(" {#clay}", ""), encoding="utf-8")

    refused, fixed = run("check", content_dir / GARDEN), run("check", "--fix", content_dir / GARDEN)

    assert (refused.exit_code, fixed.exit_code) == (1, 0)
    assert f"{QUIZ}:9:7: wrote {{#sand}}" in fixed.stderr
    assert (content_dir / QUIZ).read_text(encoding="utf-8") == before


def test_a_quiz_of_comments_alone_is_a_lesson_without_work(run: Run, content_dir: Path) -> None:
    (content_dir / QUIZ).write_text(
        "---\nlesson: know-your-soil\n---\n<!--\n## Later {#later}\n-->\n", encoding="utf-8"
    )

    result = run("check", content_dir / GARDEN)

    assert result.exit_code == 0
    assert f"{QUIZ}:1:1: warning: The lesson 'Know your soil' has no question." in result.stderr


def test_the_stem_of_another_lesson_is_refused(run: Run, content_dir: Path) -> None:
    put(
        content_dir / GARDEN / "quizzes" / "water-wisely.md",
        "When do you water?",
        "Your earth holds water for days. What is it?",
    )

    result = run("check", content_dir / GARDEN)

    assert result.exit_code == 1
    assert f"{GARDEN}/quizzes/water-wisely.md:4:4: error: This stem stands at {QUIZ}:4:4 already" in result.stderr


def problem(column: int, message: str = "Odd.", words: str = "") -> Problem:
    return Problem(Place("a.md", 1, column), "odd", message, "Mend it.", Severity.WARNING, words)


def test_long_lines_are_shown_around_the_place() -> None:
    said = tell(problem(501, words="here"), {"a.md": "x" * 500 + "here" + "y" * 500}).splitlines()

    assert len(said[1]) <= 80
    assert said[2].index("^") == said[1].index("here")
    assert said[2].count("^") == 4


def test_wide_signs_take_two_columns() -> None:
    said = tell(problem(3, words="語"), {"a.md": "日本語"}).splitlines()

    assert said[2] == "      | " + " " * 4 + "^^"


@given(st.text(alphabet="a\t 語é\u0301\u200b👍", max_size=300), st.integers(1, 301), st.integers(0, 40))
def test_excerpts_fit_into_a_terminal_with_the_caret_under_the_place(line: str, column: int, length: int) -> None:
    place = min(column, max(1, len(line)))
    said = tell(problem(place, words=line[place - 1 :][:length]), {"a.md": line}).splitlines()

    if len(said) > 2:
        shown, pointer = said[1], said[2]
        assert columns(shown) <= 80
        assert columns(pointer) <= 80
        assert columns(shown) >= pointer.index("^")


def columns(text: str) -> int:
    return sum(0 if category(sign) in ("Mn", "Me") else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def test_a_message_that_quotes_a_long_line_leaves_its_middle_out() -> None:
    said = tell(problem(1, "The option '" + "y" * 4_000 + "' has no reason."), {"a.md": "y" * 4_000}).splitlines()

    assert len(said[0]) < 300
    assert said[0].endswith("y' has no reason. [odd]")


def test_signs_that_steer_a_terminal_are_not_sent_to_it() -> None:
    assert "\x1b" not in tell(problem(1, "Odd: \x1b[31m."), {"a.md": "\x1b[31mred\x1b]0;title\x07"})


@pytest.mark.parametrize(
    ("message", "words"),
    [("No `name:` here.", "name:"), ("No “name” here.", "name"), ("No 'nam' here.", "nam"), ("No.", "name:")],
)
def test_offending_words_are_those_that_the_message_names(message: str, words: str) -> None:
    assert offending_words(problem(1, message), {"a.md": "name: value"}) == words


def test_a_place_beyond_the_text_has_no_line() -> None:
    assert offending_words(problem(9), {}) == ""
    assert len(tell(problem(9), {}).splitlines()) == 2


def test_the_shipped_course_has_neither_errors_nor_warnings() -> None:
    problems = check_folder(SEED.parent).problems

    assert [str(problem) for problem in problems if problem.severity is not Severity.NOTE] == []
