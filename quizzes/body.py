"""A question as its author wrote it: which lines belong to it, not yet what they mean."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from msgspec import Struct

from quizzes.quiz_lines import Line
from sources.places import Place


class OptionLines(Struct, frozen=True):
    """A task list item: whether its box is ticked, its label, and the `>` lines under it."""

    ticked: bool
    label: Line
    reasons: tuple[Line, ...]


class Named(Struct, frozen=True):
    """A `name: value`; the value is one line, several for an explanation that goes on."""

    name: Line
    value: tuple[Line, ...]


class NumberedLine(Struct, frozen=True):
    """A line that begins with a number, `1. step` or `1: label`: where the number stands, and the words behind it."""

    number: int
    place: Place
    words: Line


class QuestionBody(Struct, frozen=True):
    """The lines of one question, sorted by what they are.

    `answers` are what stands after `=`, `pairs` the lines `- left :: right`, `steps` those that begin with `1.`,
    `levels` those that begin with `1:`, `texts` those with a blank `{{…}}`.
    """

    stem: Line
    options: tuple[OptionLines, ...]
    answers: tuple[Line, ...]
    named: Mapping[str, Named]
    pairs: tuple[Line, ...] = ()
    steps: tuple[NumberedLine, ...] = ()
    levels: tuple[NumberedLine, ...] = ()
    texts: tuple[Line, ...] = ()


class SharedFields(TypedDict):
    """What is parsed alike for every kind, ready for the question's constructor."""

    id: str
    stem: str
    stem_text: str
    explanation: str
    source: str
    at: int | None
    after: str
    recall: NotRequired[bool]
    confidence: NotRequired[bool]
    weight: NotRequired[int]
