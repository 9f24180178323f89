"""True or false: two radio buttons in an order that everybody expects."""

from markupsafe import Markup

from quizzes.kinds import TrueFalse
from web.forms.questions.fields import Field, Given, Order, Typing
from web.language import _
from web.learner.views import OptionView


class TwoButtons(Typing):
    """The values are "true" and "false" themselves."""

    def __init__(self, *, right: bool) -> None:
        self._choices = (("true", Markup(_("True")), right), ("false", Markup(_("False")), not right))

    def read(self, given: Given) -> Given:
        return tuple(value for value in given[:1] if value in ("true", "false"))

    def options(self, order: Order, picked: Given, *, is_answered: bool) -> tuple[OptionView, ...]:
        return tuple(
            OptionView(value, label, picked=value in picked, right=right if is_answered else None)
            for value, label, right in self._choices
        )


def field(question: TrueFalse, secret: bytes) -> Field:
    return TwoButtons(right=question.right)
