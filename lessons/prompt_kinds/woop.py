"""`woop`: a wish, its best outcome, the obstacle in oneself, and a plan for it; four texts in this order."""

from collections.abc import Mapping

from lessons.lesson import Field
from lessons.prompt_kinds.kind import PromptKind
from lessons.prompt_labels import read_field, sentences

LABELS = {
    "wish": "My wish for the next month is to … (one that is hard but possible)",
    "outcome": "The best that could come of it is … (picture it for a moment)",
    "obstacle": "What in me may stand in the way is … (a habit, a feeling, a belief)",
    "plan": "If that happens, I will … (one thing you can do at once)",
}


def read_fields(written: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the four fields, labelled with the author's words or with those that there are for all."""
    return tuple(read_field(name, written.get(name, words)) for name, words in LABELS.items())


WOOP = PromptKind(
    name="woop",
    takes=(*LABELS, "due"),
    read_fields=read_fields,
    sentence=sentences,
    example=("What do you wish for, and what in you will get in its way?", *(f"{n}: {w}" for n, w in LABELS.items())),
)
