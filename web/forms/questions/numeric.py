"""Numeric: a number, with its unit where the key has one."""

from quizzes.kinds import Numeric
from web.forms.questions.fields import Field, Typing


def field(question: Numeric, secret: bytes) -> Field:
    return Typing()
