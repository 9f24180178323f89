"""An answer judged: the same question and answer always give the same result."""

from quizzes.kinds import kind_of
from quizzes.question import Question
from quizzes.result import Result, UnreadableAnswer

__all__ = ["Result", "UnreadableAnswer", "describe", "grade", "key", "result_of"]


def grade(question: Question, answer: tuple[str, ...]) -> Result:
    """Judge an answer: option ids, ("true",) or ("false",), (typed text,), (level,), or "part=what was given to it".

    Raises UnreadableAnswer where nothing can be judged and nothing should be recorded.
    """
    credit = kind_of(question).grade(question, answer)
    return result_of(question, None if credit is None else float(credit))


def result_of(question: Question, credit: float | None) -> Result:
    """Return the result that a credit, given earlier, stands for."""
    return Result(credit, is_judged=kind_of(question).is_judged)


def key(question: Question) -> tuple[str, ...]:
    """Return the right answers in words; empty where the options show them."""
    return kind_of(question).key(question)


def describe(question: Question, answer: tuple[str, ...]) -> str:
    """Return an answer in words; "(removed)" for an option that is no more, "" for a blank answer."""
    return kind_of(question).describe(question, answer)
