"""A lesson's questions, and how many of them must be answered right."""

from msgspec import Struct

from quizzes.kinds import AnyQuestion


class Quiz(Struct, frozen=True):
    """The questions of one lesson in their author's order; `pass_mark` in percent, None for the course's."""

    lesson: str
    pass_mark: int | None
    questions: tuple[AnyQuestion, ...]


def needed(scorable: int, pass_mark: int) -> int:
    """Return ceil(pass mark × scorable ÷ 100): how many questions must be answered right, at least."""
    return -(-pass_mark * scorable // 100)
