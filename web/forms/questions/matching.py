"""Matching: a list to choose from beside each left side."""

from markupsafe import Markup

from quizzes.kinds import Matching
from quizzes.kinds.kind import Answer
from quizzes.option_order import opaque_id, order_options
from quizzes.parts import read_given, write_given
from web.forms.questions.fields import PART_PREFIX, Field, Given
from web.language import _
from web.learner.views import ChoiceView, PartView


class Lists(Field):
    """The lefts stand in their author's order, the rights in the learner's own."""

    shows_key = True

    def __init__(self, question: Matching, secret: bytes) -> None:
        self._question = question
        self._names = {left.id: opaque_id(secret, question.id, left.id) for left in question.lefts}
        # A left and a right may have the same id, and then belong together: their names must not show it.
        self._values = {right.id: opaque_id(secret, question.id, f"right {right.id}") for right in question.rights}
        self._words = {right.id: right.text for right in question.rights}

    def read(self, given: Given) -> Answer:
        ids = {value: right for right, value in self._values.items()}
        return write_given((left, ids.get(given.parts.get(name, ""), "")) for left, name in self._names.items())

    def parts(self, answer: Answer, seed: str, *, is_answered: bool) -> tuple[PartView, ...]:
        chosen = read_given(answer)
        rights = order_options(self._question.rights, seed)
        return tuple(
            PartView(
                name=PART_PREFIX + self._names[left.id],
                label=Markup(left.label),
                choices=tuple(
                    ChoiceView(self._values[right.id], right.text, chosen.get(left.id) == right.id) for right in rights
                ),
                is_given=left.id in chosen,
                right=chosen.get(left.id) == left.right if is_answered else None,
                key=self._words[left.right] if is_answered else "",
            )
            for left in self._question.lefts
        )

    def asks(self) -> str:
        return _("Choose what goes with at least one of them first.")


def field(question: Matching, secret: bytes) -> Field:
    return Lists(question, secret)
