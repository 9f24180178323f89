"""Scale: radio buttons from the lowest level to the highest."""

from markupsafe import Markup

from quizzes.kinds import Scale
from quizzes.kinds.kind import Answer
from web.forms.questions.fields import Field, Given, Order
from web.learner.views import OptionView


class Levels(Field):
    """The values are the levels' numbers: they tell nothing that the page does not."""

    def __init__(self, question: Scale) -> None:
        self._levels = tuple((str(level.value), Markup(level.label)) for level in question.levels)

    def read(self, given: Given) -> Answer:
        return tuple(value for value, _label in self._levels if value in given.values[:1])

    def options(self, order: Order, picked: Answer, *, is_answered: bool) -> tuple[OptionView, ...]:
        return tuple(OptionView(value, label, picked=value in picked) for value, label in self._levels)


def field(question: Scale, secret: bytes) -> Field:
    return Levels(question)
