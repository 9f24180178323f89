"""Multiple choice: boxes."""

from quizzes.kinds import MultipleChoice
from web.forms.questions.fields import Field, Picking
from web.language import _


class Boxes(Picking):
    """Any number of options."""

    def asks(self) -> str:
        return _("Tick at least one answer first.")


def field(question: MultipleChoice, secret: bytes) -> Field:
    return Boxes(question.id, question.options, secret)
