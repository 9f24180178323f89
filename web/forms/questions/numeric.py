"""Numeric: a number, with its unit where the key has one."""

from quizzes.kinds import Numeric
from web.forms.questions.fields import Field, Typing
from web.language import _


class TypingNumber(Typing):
    """A text field for a number."""

    def asks(self) -> str:
        return _("Write a number first.")


def field(question: Numeric, secret: bytes) -> Field:
    return TypingNumber()
