"""How each kind of question is answered in a browser: one file a kind, registered here."""

from collections.abc import Callable, Mapping
from typing import Any

from quizzes.kinds import AnyQuestion
from web.forms.questions import cloze, matching, multiple, numeric, ordering, scale, short, single, truefalse
from web.forms.questions.fields import Field

FIELDS: Mapping[str, Callable[[Any, bytes], Field]] = {
    "single": single.field,
    "multiple": multiple.field,
    "truefalse": truefalse.field,
    "short": short.field,
    "numeric": numeric.field,
    "matching": matching.field,
    "ordering": ordering.field,
    "cloze": cloze.field,
    "scale": scale.field,
}


def field_of(kind: str, question: AnyQuestion, secret: bytes) -> Field:
    return FIELDS[kind](question, secret)
