"""The ways in which questions are answered: by picking options, by typing, by giving something to each part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from quizzes.kinds.kind import Answer
from quizzes.option_order import opaque_id, order_options
from quizzes.question import Option
from web.language import _
from web.learner.views import OptionView, PartView

Order = tuple[str, ...]

PART_PREFIX = "answer-"
"""What the names of a question's inputs begin with, where it has several; an opaque name follows."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a browser sent: the values of `answer`, and what was given to each part, by its opaque name."""

    values: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PreparedOption:
    """An option under the name that browsers see."""

    id: str
    value: str
    label: Markup
    right: bool
    reason: Markup


class Field:
    """How one question is shown and read; made once a content version, since it depends on no learner."""

    shows_key = False
    """Whether its parts say what was right, each beside itself."""

    @property
    def has_parts(self) -> bool:
        """Whether it is shown to each learner in a way of their own, beyond the order of options."""
        return type(self).parts is not Field.parts

    def read(self, given: Given) -> Answer:
        """Turn what the browser sent into an answer."""
        raise NotImplementedError

    def order(self, seed: str) -> Order:
        """Ids of the options in the order that belongs to a seed."""
        return ()

    def options(self, order: Order, picked: Answer, *, is_answered: bool) -> tuple[OptionView, ...]:
        """The options in this order; the key and the reasons only after a response."""
        return ()

    def parts(self, answer: Answer, seed: str, *, is_answered: bool) -> tuple[PartView, ...]:
        """The inputs of a question that has several; what was right only after a response."""
        return ()

    def ending(self) -> Markup:
        """What stands behind the last of the parts."""
        return Markup("")

    def typed(self, answer: Answer) -> str:
        """What to show in the text field."""
        return ""

    def asks(self) -> str:
        """What to tell who sent nothing."""
        return _("Choose an answer first.")


class Picking(Field):
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

    def read(self, given: Given) -> Answer:
        return tuple(option.id for option in self._prepared.values() if option.value in given.values)

    def order(self, seed: str) -> Order:
        return tuple(option.id for option in order_options(self._options, seed))

    def options(self, order: Order, picked: Answer, *, is_answered: bool) -> tuple[OptionView, ...]:
        ordered = (self._prepared[option_id] for option_id in order)
        if not is_answered:
            return tuple(OptionView(option.value, option.label, option.id in picked) for option in ordered)
        return tuple(
            OptionView(option.value, option.label, option.id in picked, right=option.right, reason=option.reason)
            for option in ordered
        )


class Typing(Field):
    """A text field."""

    def read(self, given: Given) -> Answer:
        return tuple(text.strip() for text in given.values[:1] if text.strip())

    def typed(self, answer: Answer) -> str:
        return answer[0] if answer else ""

    def asks(self) -> str:
        return _("Write an answer first.")
