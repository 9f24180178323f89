"""Multiple choice: boxes."""

from quizzes.kinds import MultipleChoice
from web.forms.questions.fields import Field, Picking


def field(question: MultipleChoice, secret: bytes) -> Field:
    return Picking(question.id, question.options, secret)
