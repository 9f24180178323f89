"""Short answer: a line of text."""

from quizzes.kinds import ShortAnswer
from web.forms.questions.fields import Field, Typing


def field(question: ShortAnswer, secret: bytes) -> Field:
    return Typing()
