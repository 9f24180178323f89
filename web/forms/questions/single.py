"""Single choice: radio buttons."""

from quizzes.kinds import SingleChoice
from web.forms.questions.fields import Field, Picking


def field(question: SingleChoice, secret: bytes) -> Field:
    return Picking(question.id, question.options, secret)
