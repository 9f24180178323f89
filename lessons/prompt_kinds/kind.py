"""What a kind of prompt must know; each kind is one file beside this one."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from lessons.lesson import Field, Prompt

Values = Mapping[str, str]


class PromptKind(Struct, frozen=True, kw_only=True):
    """A kind: the lines it is written with, its fields, how an answer reads as a sentence, and what counts as blank."""

    name: str
    lines: tuple[str, ...]
    read_fields: Callable[[Mapping[str, str]], tuple[Field, ...]]
    sentence: Callable[[Prompt, Values], str]
    is_blank: Callable[[Prompt, Values], bool]
    example: str


def is_any_blank(prompt: Prompt, values: Values) -> bool:
    """Say whether a field of the prompt is left empty."""
    return any(not values.get(field.name, "").strip() for field in prompt.fields)
