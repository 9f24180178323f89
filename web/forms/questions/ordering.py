"""Ordering: a list of places beside each step."""

from markupsafe import Markup

from quizzes.kinds import Ordering
from quizzes.kinds.kind import Answer
from quizzes.option_order import opaque_id, order_options
from quizzes.parts import read_given, write_given
from web.forms.questions.fields import PART_PREFIX, Field, Given
from web.language import _
from web.learner.views import ChoiceView, PartView


class Places(Field):
    """The steps stand in the learner's own order, which the right one does not touch."""

    shows_key = True

    def __init__(self, question: Ordering, secret: bytes) -> None:
        self._steps = question.steps
        self._names = {step.id: opaque_id(secret, question.id, step.id) for step in question.steps}
        self._places = {step.id: str(place) for place, step in enumerate(question.steps, start=1)}

    def read(self, given: Given) -> Answer:
        places = set(self._places.values())
        sent = ((step, given.parts.get(name, "")) for step, name in self._names.items())
        return write_given((step, place) for step, place in sent if place in places)

    def parts(self, answer: Answer, seed: str, *, is_answered: bool) -> tuple[PartView, ...]:
        chosen = read_given(answer)
        return tuple(
            PartView(
                name=PART_PREFIX + self._names[step.id],
                label=Markup(step.label),
                choices=tuple(
                    ChoiceView(place, place, chosen.get(step.id) == place) for place in self._places.values()
                ),
                is_given=step.id in chosen,
                right=chosen.get(step.id) == self._places[step.id] if is_answered else None,
                key=self._places[step.id] if is_answered else "",
            )
            for step in order_options(self._steps, seed)
        )

    def asks(self) -> str:
        return _("Give at least one of them its place first.")


def field(question: Ordering, secret: bytes) -> Field:
    return Places(question, secret)
