"""Short answer: words typed by the learner, compared with those the author accepts."""

from fractions import Fraction

from quizzes.answer_lines import read_answers
from quizzes.body import QuestionBody, SharedFields
from quizzes.kinds.kind import Answer, Kind
from quizzes.question import Question
from quizzes.result import Credit
from quizzes.wildcard import accepts_anything, in_words, matches
from sources.places import Problem


class ShortAnswer(Question, frozen=True, kw_only=True, tag="short"):
    """A question answered in a few words; `*` in an accepted answer stands for any characters, `\\*` for a star."""

    accepted: tuple[str, ...]


def parse(body: QuestionBody, shared: SharedFields, problems: list[Problem]) -> ShortAnswer:
    """Read the lines `= answer`, one or more."""
    lines = read_answers(body, problems, kind="short", example="= market value")
    for line in lines:
        if accepts_anything(line.text):
            message = f"`= {line.text}` accepts whatever is written."
            mend = "Write some of the words, or `\\*` for a star."
            problems.append(Problem(line.place, "answer-accepts-anything", message, mend))
    return ShortAnswer(accepted=tuple(line.text for line in lines), **shared)


def grade(question: ShortAnswer, answer: Answer) -> Credit:
    """Full credit where the whole answer fits one of the accepted ones."""
    typed = _typed(answer)
    if not typed:
        return None
    return Fraction(any(matches(pattern, typed) for pattern in question.accepted))


def key(question: ShortAnswer) -> tuple[str, ...]:
    """Return the accepted answers, an ellipsis for a wildcard within one."""
    return tuple(dict.fromkeys(in_words(pattern) for pattern in question.accepted))


def describe(_question: ShortAnswer, answer: Answer) -> str:
    """Return what was typed."""
    return _typed(answer)


def _typed(answer: Answer) -> str:
    return answer[0].strip() if answer else ""


KIND = Kind(name="short", question=ShortAnswer, parse=parse, grade=grade, key=key, describe=describe)
