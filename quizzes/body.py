"""A question as its author wrote it: which lines belong to it, not yet what they mean."""

from collections.abc import Mapping
from typing import TypedDict

from msgspec import Struct

from quizzes.lines import Line


class OptionLines(Struct, frozen=True):
    """A task list item: whether its box is ticked, its label, and the `>` lines under it."""

    ticked: bool
    label: Line
    reasons: tuple[Line, ...]


class Named(Struct, frozen=True):
    """A `name: value`; the value is one line, several for an explanation that goes on."""

    name: Line
    value: tuple[Line, ...]


class QuestionBody(Struct, frozen=True):
    """The lines of one question, sorted by what they are; `answers` are what stands after `=`."""

    stem: Line
    options: tuple[OptionLines, ...]
    answers: tuple[Line, ...]
    named: Mapping[str, Named]


class SharedFields(TypedDict):
    """What is parsed alike for every kind, ready for the question's constructor."""

    id: str
    stem: str
    stem_text: str
    explanation: str
    source: str
    at: int | None
    after: str
