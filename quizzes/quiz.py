"""A lesson's questions, how many of them a learner is asked, and how many must be answered right."""

from msgspec import Struct

from quizzes.kinds import AnyQuestion


class Quiz(Struct, frozen=True):
    """The questions of one lesson in their author's order; `pass_mark` in percent, None for the course's.

    `draw` is how many of them each learner is asked, None for all.
    """

    lesson: str
    pass_mark: int | None
    questions: tuple[AnyQuestion, ...]
    draw: int | None = None


def needed(scorable: int, pass_mark: int) -> int:
    """Return ceil(pass mark × scorable ÷ 100): how much must be answered right, at least, counted in weights."""
    return -(-pass_mark * scorable // 100)
