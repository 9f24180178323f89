"""True or false: a statement to be judged."""

from fractions import Fraction

from quizzes.answer_lines import read_one_answer
from quizzes.body import QuestionBody, SharedFields
from quizzes.kinds.kind import Answer, Kind
from quizzes.question import Question
from quizzes.result import Credit, Mark
from sources.places import Problem

_WORDS = {"true": "True", "false": "False"}


class TrueFalse(Question, frozen=True, kw_only=True, tag="truefalse"):
    """A statement; `right` says whether it is true."""

    right: bool


def parse(body: QuestionBody, shared: SharedFields, problems: list[Problem]) -> TrueFalse:
    """Read the one line `= true` or `= false`."""
    line = read_one_answer(body, problems, kind="truefalse", example="= true")
    if line and line.text.lower() not in _WORDS:
        message = f"{line.text!r} is neither true nor false."
        problems.append(Problem(line.place, "answer-unreadable", message, "Write `= true` or `= false`."))
    return TrueFalse(right=line is not None and line.text.lower() == "true", **shared)


def grade(question: TrueFalse, answer: Answer) -> Credit:
    """Full credit for the right one of ("true",) and ("false",); anything else is no answer."""
    picks = set(answer) & _WORDS.keys()
    if not picks:
        return None
    return Fraction(picks == {"true" if question.right else "false"})


def key(_question: TrueFalse) -> tuple[str, ...]:
    """Nothing: the two options show it."""
    return ()


def describe(_question: TrueFalse, answer: Answer) -> str:
    """Return "True" or "False" as it was picked."""
    return "; ".join(words for code, words in _WORDS.items() if code in answer)


def marks(question: TrueFalse, answer: Answer) -> tuple[Mark, ...]:
    """Return for each of true and false whether it was picked."""
    return tuple(
        Mark(code, words, code in answer, is_key=(code == "true") == question.right) for code, words in _WORDS.items()
    )


KIND = Kind(
    name="truefalse",
    question=TrueFalse,
    parse=parse,
    grade=grade,
    key=key,
    describe=describe,
    marks=marks,
    marked="picked",
)
