"""`reflect`: one free text."""

from collections.abc import Mapping

from lessons.lesson import Field, Prompt
from lessons.prompt_kinds.kind import PromptKind, Values


def read_fields(written: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the one field `text`."""
    return (Field(name="text", label=""),)


def sentence(prompt: Prompt, values: Values) -> str:
    """Return the text as it was written."""
    return values.get("text", "").strip()


REFLECT = PromptKind(
    name="reflect",
    read_fields=read_fields,
    sentence=sentence,
    example=("What would you do differently?",),
)
