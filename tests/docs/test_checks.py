"""docs/checks.md is true: each bad example fires where it says, each good one does not, and no code is missing."""

from pathlib import Path

import pytest

from sources.places import Severity
from tests.docs.checked_examples import CHECKS, Example, problems_of, read_examples
from tests.docs.codes import codes_in_source, unresolved_codes

EXAMPLES = read_examples()
# Codes that are passed through a name that no reading of the source can follow; docs/checks.md has them all the same.
KNOWN_UNRESOLVED = {
    "lessons/timestamps.py": {"time-malformed", "time-out-of-range", "time-in-wrong-slot"},
    "quizzes/inline.py": {
        "fence",
        "raw-html",
        "box-inside",
        "attributes-inside",
        "wikilink",
        "name-inside",
        "blank-inside",
    },
    "quizzes/kinds/numeric.py": {"number-unreadable", "thousands-separator"},
}
QUOTES, SWITCHES = ("source", "after"), ("recall", "confidence")
# Each f-string that makes a code, with what can stand in its gap.
GAPS = {
    "{name}-not-in-lesson": QUOTES,
    "{name}-not-quoted": QUOTES,
    "{name}-empty": QUOTES,
    "{name}-unreadable": SWITCHES,
    "{name}-misplaced": SWITCHES,
    "{what}-id-missing": ("question", "option", "left", "right", "step"),
    "{what}-id-twice": ("question", "option", "left", "step"),
    "{what}s-alike": ("left", "right", "step"),
    "too-few-{what}s": ("pair", "step", "blank"),
    "too-many-{what}s": ("pair", "step", "blank"),
}


def name(example: Example) -> str:
    return f"{example.code} {example.where}".strip()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path / "content"


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_bad_example_fires_at_the_stated_place(content: Path, example: Example) -> None:
    problems = problems_of(content, example.diff, "-")

    found = [(problem.place, problem.severity.value) for problem in problems if problem.code == example.code]
    assert found[:1] == [(example.place, example.severity)]


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_good_example_does_not_fire(content: Path, example: Example) -> None:
    problems = problems_of(content, example.diff, "+")

    assert [problem for problem in problems if problem.code == example.code] == []
    assert [str(problem) for problem in problems if problem.severity is Severity.ERROR] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_problems_say_what_and_what_instead(content: Path, example: Example) -> None:
    for problem in problems_of(content, example.diff, "-"):
        assert problem.message.endswith((".", "…”.")), problem
        assert problem.mend, problem


def documented() -> set[str]:
    listed = CHECKS.read_text(encoding="utf-8").partition("## Without an example")[2]
    return {example.code for example in EXAMPLES} | {
        line.split("`")[1] for line in listed.splitlines() if "- `" in line
    }


def test_every_section_of_the_page_is_read() -> None:
    text = CHECKS.read_text(encoding="utf-8")

    assert len(EXAMPLES) == sum(line.startswith("### ") for line in text.splitlines())


def test_every_code_in_the_source_is_documented_and_no_other() -> None:
    in_source = codes_in_source(GAPS).union(*KNOWN_UNRESOLVED.values())

    assert in_source - documented() == set(), "docs/checks.md lacks these codes"
    assert documented() - in_source == set(), "docs/checks.md has codes that nothing reports"


def test_no_code_hides_behind_a_name() -> None:
    assert unresolved_codes() == set(KNOWN_UNRESOLVED)
