"""An answer judged: the same question and answer always give the same result."""

from quizzes.kinds import kind_of
from quizzes.question import Question
from quizzes.result import Result, UnreadableAnswer

__all__ = ["Result", "UnreadableAnswer", "describe", "grade", "key"]


def grade(question: Question, answer: tuple[str, ...]) -> Result:
    """Judge an answer: option ids, ("true",) or ("false",), or (typed text,).

    Raises UnreadableAnswer where nothing can be judged and nothing should be recorded.
    """
    credit = kind_of(question).grade(question, answer)
    return Result(None if credit is None else float(credit))


def key(question: Question) -> tuple[str, ...]:
    """Return the right answers in words; empty where the options show them."""
    return kind_of(question).key(question)


def describe(question: Question, answer: tuple[str, ...]) -> str:
    """Return an answer in words; "(removed)" for an option that is no more, "" for a blank answer."""
    return kind_of(question).describe(question, answer)
