"""`plan`: an intention of the form "When …, then I will …", written in two fields and read back as one sentence."""

from collections.abc import Mapping

from lessons.lesson import Field, Prompt
from lessons.prompt_kinds.kind import PromptKind, Values, is_any_blank
from lessons.prompt_labels import clause, read_field


def read_fields(written: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields `if` and `then`, labelled with the author's words."""
    return tuple(read_field(name, written[name]) for name in ("if", "then"))


def sentence(prompt: Prompt, values: Values) -> str:
    """Return "When I next …, then I will …." with what was written, "" while a part is missing."""
    if is_any_blank(prompt, values):
        return ""
    condition, action = (clause(field, values[field.name]) for field in prompt.fields)
    link = "then " if action.startswith("I ") else ""
    return f"{condition}, {link}{action}."


PLAN = PromptKind(
    name="plan",
    needs=("if", "then"),
    read_fields=read_fields,
    sentence=sentence,
    example=("What will you do, and when?", "if: When I next …", "then: I will … (one action under 30 minutes)"),
)
