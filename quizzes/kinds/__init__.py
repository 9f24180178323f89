"""The kinds of questions, registered: a new one is a file here and two lines below."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from quizzes.kinds import multiple, numeric, short, single, truefalse
from quizzes.kinds.kind import Kind
from quizzes.kinds.multiple import MultipleChoice
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.short import ShortAnswer
from quizzes.kinds.single import SingleChoice
from quizzes.kinds.truefalse import TrueFalse
from quizzes.question import Question

__all__ = [
    "KINDS",
    "AnyQuestion",
    "Kind",
    "MultipleChoice",
    "Numeric",
    "ShortAnswer",
    "SingleChoice",
    "TrueFalse",
    "kind_of",
]

AnyQuestion = SingleChoice | MultipleChoice | TrueFalse | ShortAnswer | Numeric

KINDS: Mapping[str, Kind[Any]] = MappingProxyType(
    {module.KIND.name: module.KIND for module in (single, multiple, truefalse, short, numeric)}
)


def kind_of(question: Question) -> Kind[Any]:
    """Return the kind that knows how to judge and describe a question."""
    return KINDS[str(question.__struct_config__.tag)]
