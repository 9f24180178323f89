from typing import Any

import pytest

from lessons.lesson import Field
from lessons.lesson_file import read_lesson_file
from lessons.prompts import is_blank, is_prompt, read_prompt, sentence
from sources.places import MaterialError, Place

HERE = Place("a/lessons/b.md", 4)
PLAN = ["Name one sign.", "if: When I next …", "then: I will … (one action under 30 minutes)", "due: 7d"]


def refused(info: str, lines: list[str]) -> Any:
    with pytest.raises(MaterialError) as refusal:
        read_prompt(info, lines, HERE)
    assert all(problem.mend for problem in refusal.value.problems)
    return [(problem.code, problem.place.line) for problem in refusal.value.problems]


def test_a_reflection_has_one_field() -> None:
    prompt = read_prompt("reflect {#what-now required=yes into=market}", ["What *now*?", "", "And then?"], HERE)

    assert (prompt.id, prompt.kind, prompt.required, prompt.into) == ("what-now", "reflect", True, "market")
    assert prompt.question == "<p>What <em>now</em>?</p>\n<p>And then?</p>"
    assert prompt.question_text == "What now? And then?"
    assert prompt.fields == (Field("text", ""),)
    assert prompt.due_days is None


def test_a_plan_has_the_authors_words_before_its_fields() -> None:
    prompt = read_prompt("plan {#first-test}", PLAN, HERE)

    assert prompt.fields == (Field("if", "When I next"), Field("then", "I will", "one action under 30 minutes"))
    assert (prompt.due_days, prompt.required) == (7, False)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"if": "open my mail", "then": "answer one recruiter"},
            "When I next open my mail, then I will answer one recruiter.",
        ),
        ({"if": "When I next rest. ", "then": "i will read."}, "When I next rest, then I will read."),
        ({"if": "rest", "then": " "}, ""),
    ],
)
def test_a_plan_reads_back_as_a_sentence(values: dict[str, str], words: str) -> None:
    assert sentence(read_prompt("plan {#a}", PLAN, HERE), values) == words


def test_a_plan_in_another_language_keeps_its_own_words() -> None:
    prompt = read_prompt("plan {#a}", ["Was?", "if: Wenn ich …", "then: dann werde ich …"], HERE)

    assert sentence(prompt, {"if": "ruhe", "then": "lesen"}) == "Wenn ich ruhe, dann werde ich lesen."


def test_blank_is_whatever_has_an_empty_field() -> None:
    reflection, plan = read_prompt("reflect {#a}", ["A?"], HERE), read_prompt("plan {#a}", PLAN, HERE)

    assert is_blank(reflection, {"text": " \n"})
    assert is_blank(reflection, {})
    assert not is_blank(reflection, {"text": "a"})
    assert is_blank(plan, {"if": "a", "then": ""})
    assert sentence(reflection, {"text": " a "}) == "a"


@pytest.mark.parametrize(
    ("info", "lines", "problems"),
    [
        ("reflekt {#a}", ["A?"], [("prompt-kind", 4)]),
        ("wop {#a}", ["A?"], [("prompt-kind", 4)]),
        ("reflect", ["A?"], [("prompt-without-id", 4)]),
        ("reflect {#A}", ["A?"], [("id-malformed", 4)]),
        ("reflect {#a colour=red}", ["A?"], [("prompt-attribute", 4)]),
        ("reflect {#a required=maybe}", ["A?"], [("prompt-required", 4)]),
        ("reflect {#a into=My_Plan}", ["A?"], [("prompt-into", 4)]),
        ("reflect {#a}", [], [("prompt-without-question", 4)]),
        ("reflect {#a}", ["A?", "if: When"], [("prompt-line", 6)]),
        ("reflect {#a}", ["A?", "due: soon"], [("prompt-due", 6)]),
        ("reflect {#a}", ["A?", "due: 7d", "more words"], [("prompt-line", 7)]),
        ("plan {#a}", ["A?", "if: When"], [("prompt-line-missing", 4)]),
        ("plan {#a}", [*PLAN, "when: x"], [("prompt-line", 9)]),
        ("plan {#a}", [*PLAN, "due: 8d"], [("prompt-line-twice", 9)]),
        ("plan", ["if: x"], [("prompt-without-id", 4), ("prompt-without-question", 4), ("prompt-line-missing", 4)]),
    ],
)
def test_what_is_not_known_is_refused_with_place_and_mend(info: str, lines: list[str], problems: Any) -> None:
    assert refused(info, lines) == problems


@pytest.mark.parametrize(
    ("info", "expected"),
    [("reflect {#a}", True), ("plan", True), ("relfect", True), ("x {#a}", True), ("python", False), ("", False)],
)
def test_code_is_no_prompt(info: str, expected: Any) -> None:
    assert is_prompt(info) is expected


FILE = """---
lesson: b
objective: You can *tell* one from the other.
---
Before you read.

```reflect {#one required=yes}
What now?
```

```python
x = 1
```
"""


def test_a_lessons_file_adds_objective_aid_and_prompts() -> None:
    file = read_lesson_file(FILE, "a/lessons/b.md")

    assert (file.lesson, file.objective) == ("b", "You can tell one from the other.")
    assert file.aid == "<p>Before you read.</p>\n<pre><code>x = 1\n</code></pre>"
    assert [prompt.id for prompt in file.prompts] == ["one"]
    assert file.places == {"one": Place("a/lessons/b.md", 7)}


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (("lesson: b", "lesson: c"), [("lesson-name", 2)]),
        (("lesson: b\n", ""), [("lesson-name", 1)]),
        (("objective:", "goal:"), [("lesson-field", 3)]),
        (("What now?\n```", "What now?\n```\n```reflect {#one}\nAgain?\n```"), [("id-twice", 10)]),
        (("```\n\n```python\nx = 1\n```", ""), [("fence-unclosed", 7)]),
    ],
)
def test_a_lessons_file_is_refused_with_places(change: tuple[str, str], problems: Any) -> None:
    with pytest.raises(MaterialError) as refusal:
        read_lesson_file(FILE.replace(*change), "a/lessons/b.md")

    assert [(problem.code, problem.place.line) for problem in refusal.value.problems] == problems
