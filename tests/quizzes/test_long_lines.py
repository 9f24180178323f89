"""A line of a megabyte, whatever it begins with: refused at its place, in good time, and left alone by `--fix`."""

import pytest

from quizzes.mending import mend_quiz
from tests.quizzes.writing import HEAD, PATH, problems_of_file, sample

BEGINNINGS = (
    *(
        "",
        " ",
        "\t",
        "- [x] ",
        "- [",
        "> ",
        "= ",
        "## ",
        "1. ",
        "1: ",
        "- a :: ",
        "{{",
        "explain: ",
        'source: "',
        "at: ",
    ),
    *("kind: ", "<!-- ", "```", "---", "{#", "*", "[", "&", "$", "\ufeff"),
)


@pytest.mark.parametrize("filling", ["x", "{{a #b}} ", "a :: b ", "{#a} ", "*[", "\ta", "\u0301"])
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_line_of_a_megabyte_is_refused_and_left_alone(beginning: str, filling: str) -> None:
    line = beginning + filling * (1_000_000 // len(filling))
    text = f"{HEAD}## Which? {{#which}}\nkind: cloze\n{line}\nexplain: x\n"

    codes = {problem.code for problem in problems_of_file(text)}
    mended = mend_quiz(text, PATH, ()).text

    assert "line-too-long" in codes or ("comment-unclosed" in codes and beginning == "<!-- ")
    assert mended == text


@pytest.mark.parametrize("kind", ["single", "matching", "cloze"])
def test_a_nul_anywhere_is_refused(kind: str) -> None:
    text = sample(kind)

    for index in range(text.index("## "), len(text), 7):
        assert problems_of_file(f"{text[:index]}\0{text[index:]}", f"quizzes/{kind}.md")
