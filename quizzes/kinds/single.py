"""Single choice: one option is right."""

from fractions import Fraction

from quizzes.body import QuestionBody, SharedFields
from quizzes.choices import describe_picks, known_picks, mark_options, read_options
from quizzes.kinds.kind import Answer, Kind
from quizzes.question import Option, Question
from quizzes.result import Credit, Mark
from sources.places import Problem


class SingleChoice(Question, frozen=True, kw_only=True, tag="single"):
    """A question with one right option."""

    options: tuple[Option, ...]


def parse(body: QuestionBody, shared: SharedFields, problems: list[Problem]) -> SingleChoice:
    """Read a task list in which one box is ticked."""
    keys = [option for option in body.options if option.ticked]
    if body.options and not keys:
        mend = "Tick the right option: `- [x]`."
        problems.append(Problem(body.stem.place, "no-key", "No option is marked as right.", mend))
    if len(keys) > 1:
        message = f"{len(keys)} options are marked as right; a single choice has one."
        problems.append(Problem(keys[1].label.place, "two-keys", message, "Untick one, or write `kind: multiple`."))
    return SingleChoice(options=read_options(body, problems), **shared)


def grade(question: SingleChoice, answer: Answer) -> Credit:
    """Full credit for the right option alone."""
    picks = known_picks(question.options, answer)
    if not picks:
        return None
    return Fraction(len(picks) == 1 and picks[0].right)


def key(_question: SingleChoice) -> tuple[str, ...]:
    """Nothing: the options show it."""
    return ()


def describe(question: SingleChoice, answer: Answer) -> str:
    """Return the words of what was picked."""
    return describe_picks(question.options, answer)


def marks(question: SingleChoice, answer: Answer) -> tuple[Mark, ...]:
    """Return for each option whether it was picked."""
    return mark_options(question.options, answer)


KIND = Kind(
    name="single",
    question=SingleChoice,
    parse=parse,
    grade=grade,
    key=key,
    describe=describe,
    marks=marks,
    marked="picked",
    recall=True,
)
