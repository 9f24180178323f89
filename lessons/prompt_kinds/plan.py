"""`plan`: an intention of the form "When …, then I will …", written in two fields and read back as one sentence."""

import re
from collections.abc import Mapping

from lessons.lesson import Field, Prompt
from lessons.prompt_kinds.kind import PromptKind, Values, is_any_blank

# `When I next … (a hint)`: the words before the gap are the label, those in brackets after it the hint.
GAP = re.compile(r"(?P<label>.*?)\s*(?:…|\.\.\.)\s*(?:\((?P<hint>.*)\))?\s*$")


def read_fields(written: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields `if` and `then`, labelled with the author's words."""
    return tuple(_field(name, written[name]) for name in ("if", "then"))


def _field(name: str, words: str) -> Field:
    match = GAP.match(words)
    return Field(name=name, label=words.strip()) if match is None else Field(name, match["label"], match["hint"] or "")


def sentence(prompt: Prompt, values: Values) -> str:
    """Return "When I next …, then I will …." with what was written, "" while a part is missing."""
    if is_any_blank(prompt, values):
        return ""
    condition, action = (_clause(field, values[field.name]) for field in prompt.fields)
    link = "then " if action.startswith("I ") else ""
    return f"{condition}, {link}{action}."


def _clause(field: Field, value: str) -> str:
    """Join label and value; whoever typed the label again does not read it twice."""
    words = " ".join(value.split()).rstrip(".,;:")
    if words.casefold().startswith(field.label.casefold()):
        words = words[len(field.label) :].lstrip(" …")
    return f"{field.label} {words}".strip()


PLAN = PromptKind(
    name="plan",
    lines=("if", "then"),
    read_fields=read_fields,
    sentence=sentence,
    is_blank=is_any_blank,
    example="if: When I next … / then: I will …",
)
