"""The two ways in which questions are answered: by picking options, by typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from quizzes.option_order import opaque_id, order_options
from quizzes.question import Option
from web.learner.views import OptionView

Given = tuple[str, ...]
Order = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreparedOption:
    """An option under the name that browsers see."""

    id: str
    value: str
    label: Markup
    right: bool
    reason: Markup


class Field(Protocol):
    """How one question is shown and read; made once a content version, since it depends on no learner."""

    def read(self, given: Given) -> Given:
        """Turn what the browser sent into an answer."""

    def order(self, seed: str) -> Order:
        """Ids of the options in the order that belongs to a seed."""

    def options(self, order: Order, picked: Given, *, is_answered: bool) -> tuple[OptionView, ...]:
        """The options in this order; the key and the reasons only after a response."""

    def typed(self, answer: Given) -> str:
        """What to show in the text field."""


class Picking:
    """Radio buttons or boxes."""

    def __init__(self, question_id: str, options: Sequence[Option], secret: bytes) -> None:
        self._options = tuple(options)
        self._prepared = {
            option.id: PreparedOption(
                id=option.id,
                value=opaque_id(secret, question_id, option.id),
                label=Markup(option.label),
                right=option.right,
                reason=Markup(option.reason),
            )
            for option in options
        }

    def read(self, given: Given) -> Given:
        return tuple(option.id for option in self._prepared.values() if option.value in given)

    def order(self, seed: str) -> Order:
        return tuple(option.id for option in order_options(self._options, seed))

    def options(self, order: Order, picked: Given, *, is_answered: bool) -> tuple[OptionView, ...]:
        ordered = (self._prepared[option_id] for option_id in order)
        if not is_answered:
            return tuple(OptionView(option.value, option.label, picked=False) for option in ordered)
        return tuple(
            OptionView(option.value, option.label, option.id in picked, right=option.right, reason=option.reason)
            for option in ordered
        )

    def typed(self, answer: Given) -> str:
        return ""


class Typing:
    """A text field."""

    def read(self, given: Given) -> Given:
        return tuple(text.strip() for text in given[:1] if text.strip())

    def order(self, seed: str) -> Order:
        return ()

    def options(self, order: Order, picked: Given, *, is_answered: bool) -> tuple[OptionView, ...]:
        return ()

    def typed(self, answer: Given) -> str:
        return answer[0] if answer else ""
