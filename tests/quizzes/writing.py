"""Quiz files as the tests write them."""

from pathlib import Path

import pytest

from quizzes.body import SharedFields
from quizzes.kinds import AnyQuestion, MultipleChoice, Numeric, ShortAnswer, TrueFalse
from quizzes.parsing import ParsedQuiz, parse_quiz
from quizzes.question import Option
from sources.places import MaterialError, Problem

SAMPLES = Path(__file__).parent / "samples"
HEAD = "---\nlesson: chess\n---\n"
PATH = "quizzes/chess.md"
OPTIONS = "- [ ] Checkers {#checkers}\n  > No.\n- [x] Chess {#chess}\n  > Yes.\n"
END = 'source: "Play Chess"\nexplain: Because.\n'
SHARED = SharedFields(id="q", stem="Q?", stem_text="Q?", explanation="Because.", source="", at=None, after="")


def sample(kind: str) -> str:
    return (SAMPLES / f"{kind}.md").read_text(encoding="utf-8")


def parse_sample(kind: str) -> ParsedQuiz:
    return parse_quiz(sample(kind), f"quizzes/{kind}.md")


def parse(questions: str) -> ParsedQuiz:
    return parse_quiz(HEAD + questions, PATH)


def only_question(questions: str) -> AnyQuestion:
    (question,) = parse(questions).quiz.questions
    return question


def problems_of(questions: str) -> tuple[Problem, ...]:
    return problems_of_file(HEAD + questions)


def problems_of_file(text: str, path: str = PATH) -> tuple[Problem, ...]:
    with pytest.raises(MaterialError) as caught:
        parse_quiz(text, path)
    return caught.value.problems


def codes_of(questions: str) -> list[str]:
    return [problem.code for problem in problems_of(questions)]


def choice(options: str, lines: str = "") -> str:
    return f"## Which game? {{#game}}\n{lines}{options}{END}"


def multiple(options: str, keys: str) -> MultipleChoice:
    """Return a question whose options are named by single letters, such as "ABCD" with the keys "AC"."""
    made = tuple(Option(id=letter, label=letter, text=letter, right=letter in keys) for letter in options)
    return MultipleChoice(options=made, **SHARED)


def short(*accepted: str) -> ShortAnswer:
    return ShortAnswer(accepted=accepted, **SHARED)


def numeric(value: str, tolerance: str = "0", unit: str = "") -> Numeric:
    return Numeric(value=value, tolerance=tolerance, unit=unit, **SHARED)


def truefalse(*, right: bool) -> TrueFalse:
    return TrueFalse(right=right, **SHARED)


def assert_refused(questions: str, code: str) -> None:
    """Assert that a problem with the code is found, and that each one says where, what and what instead."""
    problems = problems_of(questions)

    assert code in [problem.code for problem in problems]
    for problem in problems:
        assert problem.place.path == PATH
        assert problem.message.endswith(".")
        assert problem.mend.endswith((".", ":"))


def numbered(cases: list[tuple[str, str]]) -> list[str]:
    """Return names for cases of (text, code)."""
    return [f"{number}-{code}" for number, (_, code) in enumerate(cases, start=1)]
