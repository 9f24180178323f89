"""`--fix` writes ids and orders numbers, and leaves every other byte as it was."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.material.checking import check_folder
from course.material.mending import mend_folder
from lessons.mending import mend_lesson
from quizzes.mending import mend_quiz
from sources.mending import split_raw
from tests.lessons.articles import SEED

ID = re.compile(r" ?\{#[a-z0-9-]+\}|#[a-z0-9-]+ (?=mis=|required=|into=)")
PATH = "chess/quizzes/openings.md"
PIECES = ("## A", "- [x] 2", "- [ ] 1", " > r", "```reflect", "```", "<!--", "-->", "{#a}", "x")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEED.parent, tmp_path / SEED.parent.name))


def without_ids(text: str) -> str:
    return ID.sub("", text)


def test_ids_of_a_whole_course_are_written_once(folder: Path) -> None:
    paths = [path for name in ("quizzes", "lessons") for path in sorted((folder / name).glob("*.md"))]
    before = {path: without_ids(path.read_bytes().decode()) for path in paths}
    for path, text in before.items():
        path.write_bytes(text.encode())

    assert mend_folder(folder)
    once = {path: path.read_bytes() for path in paths}

    assert [str(problem) for problem in check_folder(folder).problems if problem.severity == "error"] == []
    assert {path: without_ids(data.decode()) for path, data in once.items()} == before
    assert mend_folder(folder) == ()
    assert {path: path.read_bytes() for path in paths} == once


def test_a_course_without_gaps_is_not_touched(folder: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*.md")}

    assert mend_folder(folder) == ()
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*.md")} == before


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_marks_and_blanks_stay(end: str, bom: str) -> None:
    lines = [
        "---",
        "lesson: openings",
        "---",
        "\t## What is it?  ",
        "## Who?",
        "- [x] A\t",
        "  > yes",
        "- [ ] B {mis=b}",
    ]
    text = bom + end.join(lines)

    mended = mend_quiz(text, PATH, ())

    assert mended.text == text.replace("Who?", "Who? {#who}").replace("] A\t", "] A {#a}\t").replace(
        "{mis=b}", "{#b mis=b}"
    )


def test_a_new_id_is_none_that_stands_elsewhere() -> None:
    mended = mend_quiz("## Who?\n- [x] A\n- [ ] B {#a}\n## Who else? {#who}\n", PATH, {"who-2"})

    assert mended.text == "## Who? {#who-3}\n- [x] A {#a-2}\n- [ ] B {#a}\n## Who else? {#who}\n"


def test_malformed_attributes_are_left_to_their_author() -> None:
    text = "## Who? {#Who}\n- [x] A {#a\n- [ ] B {#b c}\n"

    assert mend_quiz(text, PATH, ()).text == text


def test_comments_are_left_alone() -> None:
    text = "<!--\n## Who?\n- [ ] A\n-->\n"

    assert mend_quiz(text, PATH, ()).text == text


def test_numbers_are_put_in_order_with_their_reasons() -> None:
    text = (
        "## How many? {#q}\n- [x] 64 {#c}\n  > eight times eight\n\n- [ ] 8 {#a}\n- [ ] 32 {#b}\n  > half\n  > of it\n"
        "explain: x"
    )

    assert mend_quiz(text, PATH, ()).text == (
        "## How many? {#q}\n- [ ] 8 {#a}\n\n- [ ] 32 {#b}\n  > half\n  > of it\n- [x] 64 {#c}\n  > eight times eight\n"
        "explain: x"
    )


def test_numbers_at_the_end_of_a_file_keep_its_last_line_open() -> None:
    assert mend_quiz("## How many? {#q}\r\n- [x] 2 {#b}\r\n- [ ] 3 {#c}\n- [ ] 1 {#a}", PATH, ()).text == (
        "## How many? {#q}\r\n- [ ] 1 {#a}\r\n- [x] 2 {#b}\n- [ ] 3 {#c}"
    )


def test_prompts_get_ids() -> None:
    plan = "```plan {required=yes}\nWhat now?\nif: a …\nthen: b …\n```\n"
    text = f"---\nlesson: a\n---\r\n```reflect\nWhat now?\n```\n\n{plan}"

    mended, changes = mend_lesson(text, "chess/lessons/a.md", {"what-now"})

    assert mended == text.replace("reflect", "reflect {#what-now-2}").replace("{req", "{#what-now-3 req")
    assert [(place.line, what) for place, what in changes] == [(4, "wrote {#what-now-2}"), (8, "wrote {#what-now-3}")]


def test_a_prompt_in_a_comment_is_left_alone() -> None:
    text = "---\nlesson: a\n---\n<!--\n```reflect\nWhat now?\n```\n-->\n"

    assert mend_lesson(text, "chess/lessons/a.md", ()) == (text, ())


@given(st.text(alphabet="ab\r\n\t #-[]x{}=>`<!\ufeff", max_size=80))
def test_any_text_is_put_together_again(text: str) -> None:
    assert split_raw(text).text == text


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_mending_twice_is_mending_once(lines: list[str]) -> None:
    text = "\r\n".join(lines)

    quiz, lesson = mend_quiz(text, PATH, ()).text, mend_lesson(text, PATH, ())[0]

    assert mend_quiz(quiz, PATH, ()).text == quiz
    assert mend_lesson(lesson, PATH, ())[0] == lesson
