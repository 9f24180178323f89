"""What a kind of question knows how to do."""

from collections.abc import Callable
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from quizzes.body import QuestionBody, SharedFields
from quizzes.question import Question
from quizzes.result import Credit, Mark
from sources.mending import Insertion
from sources.places import Problem

Q = TypeVar("Q", bound=Question)
Answer = tuple[str, ...]


def _no_parts(_body: QuestionBody) -> tuple[Insertion, ...]:
    return ()


def _no_marks(_question: Question, _answer: Answer) -> tuple[Mark, ...]:
    return ()


class Kind(Struct, Generic[Q], frozen=True, kw_only=True):
    """One kind of question: everything that depends on it, below the web.

    `parse` reports what is wrong and returns a question all the same, which is thrown away if there was an error.
    `grade` returns an exact share of the credit or None, and may raise UnreadableAnswer. `key` is the right answer in
    words, empty where the options show it; `describe` is an answer in words, "" for a blank one.

    `marks` tell an answer part by part, and `marked` what a hit means: "right", or "picked" of options. A kind that is
    answered as a whole has none.

    `missing_ids` are those that a program can write for the parts of a question, each where it goes.

    `takes` are the forms of lines that the question is made of, by their names in QuestionBody; `recall` says whether
    its options can wait until the learner has an answer. Where there is no right answer, `is_judged` is false: any
    answer has full credit, and nobody is told that it is right or wrong.
    """

    name: str
    question: type[Q]
    parse: Callable[[QuestionBody, SharedFields, list[Problem]], Q]
    grade: Callable[[Q, Answer], Credit]
    key: Callable[[Q], tuple[str, ...]]
    describe: Callable[[Q, Answer], str]
    marks: Callable[[Q, Answer], tuple[Mark, ...]] = _no_marks
    marked: Literal["", "right", "picked"] = ""
    missing_ids: Callable[[QuestionBody], tuple[Insertion, ...]] = _no_parts
    takes: tuple[str, ...] = ("options", "answers")
    recall: bool = False
    is_judged: bool = True
