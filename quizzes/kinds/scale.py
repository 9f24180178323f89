"""Scale: where the learner places themselves. There is no right answer; it counts once it is answered."""

from fractions import Fraction

from msgspec import Struct

from quizzes.body import QuestionBody, SharedFields
from quizzes.inline import Wording, read_inline
from quizzes.kinds.kind import Answer, Kind
from quizzes.question import Question
from quizzes.result import Credit, Mark
from sources.places import Problem

_EXAMPLE = "1: not at all"
_MOST_LEVELS = 11


class Level(Struct, frozen=True, kw_only=True):
    """One step of a scale: its number, and its words, which those between the ends may lack."""

    value: int
    label: str
    text: str


class Scale(Question, frozen=True, kw_only=True, tag="scale"):
    """A question answered by a level, from the lowest to the highest."""

    levels: tuple[Level, ...]


def parse(body: QuestionBody, shared: SharedFields, problems: list[Problem]) -> Scale:
    """Read the lines `1: label`, numbered upwards without a gap, from 0 or from 1."""
    if not 2 <= len(body.levels) <= _MOST_LEVELS:
        message = f"This scale has {len(body.levels)} levels; it can have from 2 to {_MOST_LEVELS}."
        mend = f"Write each as `{_EXAMPLE}`; between the ends the words may be left out."
        problems.append(Problem(body.stem.place, "number-of-levels", message, mend))
    levels: list[Level] = []
    first = min(body.levels[0].number, 1) if body.levels else 1
    for index, line in enumerate(body.levels[: _MOST_LEVELS + 1]):
        if line.number != first + index:
            message = f"This level has the number {line.number}; its turn is {first + index}."
            mend = f"Write `{first + index}: `: a scale counts upwards from 0 or 1 without a gap."
            problems.append(Problem(line.place, "number-out-of-order", message, mend))
        if not line.words.text and index in (0, len(body.levels) - 1):
            message = "The end of a scale has no words."
            problems.append(Problem(line.place, "level-without-words", message, f"Write them: `{_EXAMPLE}`."))
        wording = read_inline((line.words,), problems, "the level") if line.words.text else Wording()
        levels.append(Level(value=line.number, label=wording.html, text=wording.text))
    return Scale(levels=tuple(levels), **shared)


def grade(question: Scale, answer: Answer) -> Credit:
    """Full credit for any level: it counts as done, and nobody is told that it is right."""
    return None if _picked(question, answer) is None else Fraction(1)


def key(_question: Scale) -> tuple[str, ...]:
    """Nothing: there is no right answer."""
    return ()


def describe(question: Scale, answer: Answer) -> str:
    """Return the level that was picked, with its words if it has some, and the highest one's number."""
    level = _picked(question, answer)
    if level is None:
        return "(removed)" if any(answer) else ""
    return f"{level.value} of {question.levels[-1].value}" + (f": {level.text}" if level.text else "")


def marks(question: Scale, answer: Answer) -> tuple[Mark, ...]:
    """Return for each level whether it was picked."""
    picked = _picked(question, answer)
    return tuple(
        Mark(str(level.value), f"{level.value}: {level.text}".removesuffix(": "), level == picked)
        for level in question.levels
    )


def _picked(question: Scale, answer: Answer) -> Level | None:
    return next((level for level in question.levels if str(level.value) in answer[:1]), None)


KIND = Kind(
    name="scale",
    question=Scale,
    parse=parse,
    grade=grade,
    key=key,
    describe=describe,
    marks=marks,
    marked="picked",
    takes=("levels",),
    is_judged=False,
)
