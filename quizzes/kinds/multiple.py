"""Multiple choice: any number of options is right."""

from fractions import Fraction

from quizzes.body import QuestionBody, SharedFields
from quizzes.choices import describe_picks, known_picks, mark_options, read_options
from quizzes.kinds.kind import Answer, Kind
from quizzes.question import Option, Question
from quizzes.result import Credit, Mark
from sources.places import Problem


class MultipleChoice(Question, frozen=True, kw_only=True, tag="multiple"):
    """A question with one or more right options."""

    options: tuple[Option, ...]


def parse(body: QuestionBody, shared: SharedFields, problems: list[Problem]) -> MultipleChoice:
    """Read a task list in which at least one box is ticked."""
    if body.options and not any(option.ticked for option in body.options):
        mend = "Tick each right option: `- [x]`."
        problems.append(Problem(body.stem.place, "no-key", "No option is marked as right.", mend))
    return MultipleChoice(options=read_options(body, problems), **shared)


def grade(question: MultipleChoice, answer: Answer) -> Credit:
    """Return max(0, right picks ÷ keys − wrong picks ÷ non-keys), without the penalty where all are keys."""
    picks = known_picks(question.options, answer)
    if not picks:
        return None
    keys = sum(option.right for option in question.options)
    others = len(question.options) - keys
    right = sum(option.right for option in picks)
    penalty = Fraction(len(picks) - right, others) if others else Fraction(0)
    return max(Fraction(0), Fraction(right, keys) - penalty)


def key(_question: MultipleChoice) -> tuple[str, ...]:
    """Nothing: the options show it."""
    return ()


def describe(question: MultipleChoice, answer: Answer) -> str:
    """Return the words of what was picked, in the author's order."""
    return describe_picks(question.options, answer)


def marks(question: MultipleChoice, answer: Answer) -> tuple[Mark, ...]:
    """Return for each option whether it was picked."""
    return mark_options(question.options, answer)


KIND = Kind(
    name="multiple",
    question=MultipleChoice,
    parse=parse,
    grade=grade,
    key=key,
    describe=describe,
    marks=marks,
    marked="picked",
    recall=True,
)
