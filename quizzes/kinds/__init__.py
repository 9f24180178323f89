"""The kinds of questions, registered: a new one is a file here and two lines below."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from quizzes.kinds import cloze, matching, multiple, numeric, ordering, scale, short, single, truefalse
from quizzes.kinds.cloze import Cloze
from quizzes.kinds.kind import Kind
from quizzes.kinds.matching import Matching
from quizzes.kinds.multiple import MultipleChoice
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.ordering import Ordering
from quizzes.kinds.scale import Scale
from quizzes.kinds.short import ShortAnswer
from quizzes.kinds.single import SingleChoice
from quizzes.kinds.truefalse import TrueFalse
from quizzes.question import Question

__all__ = [
    "KINDS",
    "AnyQuestion",
    "Cloze",
    "Kind",
    "Matching",
    "MultipleChoice",
    "Numeric",
    "Ordering",
    "Scale",
    "ShortAnswer",
    "SingleChoice",
    "TrueFalse",
    "kind_of",
]

AnyQuestion = SingleChoice | MultipleChoice | TrueFalse | ShortAnswer | Numeric | Matching | Ordering | Cloze | Scale

KINDS: Mapping[str, Kind[Any]] = MappingProxyType(
    {
        module.KIND.name: module.KIND
        for module in (single, multiple, truefalse, short, numeric, matching, ordering, cloze, scale)
    }
)


def kind_of(question: Question) -> Kind[Any]:
    """Return the kind that knows how to judge and describe a question."""
    return KINDS[str(question.__struct_config__.tag)]
