"""`rate`: where the learner places themselves on a scale, asked once more later in the course."""

from collections.abc import Mapping
from datetime import date

from lessons.lesson import Field, Level, Prompt
from lessons.prompt_kinds.kind import PromptKind, Values


def read_fields(written: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the one field `level`."""
    return (Field(name="level", label=""),)


def sentence(prompt: Prompt, values: Values) -> str:
    """Return the level that was picked and the highest one, "2 of 5: now and then"."""
    level = picked(prompt, values)
    if level is None:
        return ""
    return f"{level.value} of {prompt.levels[-1].value}" + (f": {level.label}" if level.label else "")


def picked(prompt: Prompt, values: Values) -> Level | None:
    """Return the level that was picked; None where there is none, or where it is no more."""
    return next((level for level in prompt.levels if str(level.value) == values.get("level", "").strip()), None)


def in_words(prompt: Prompt, name: str, value: str) -> str:
    """Show a level with its words."""
    return sentence(prompt, {name: value}) or value


def is_blank(prompt: Prompt, values: Values) -> bool:
    """Say whether no level was picked that there is."""
    return picked(prompt, values) is None


def count_words(values: Values) -> int:
    """Count nothing: a number is no word."""
    return 0


def find_problem(prompt: Prompt, values: Values, before: Values, today: date) -> str:
    """Refuse what is no level."""
    return "level-unknown" if is_blank(prompt, values) else ""


RATE = PromptKind(
    name="rate",
    takes=(),
    has_levels=True,
    is_asked_again=True,
    read_fields=read_fields,
    sentence=sentence,
    is_blank=is_blank,
    count_words=count_words,
    in_words=in_words,
    find_problem=find_problem,
    example=("How sure are you that you could do it today?", "1: not at all", "2:", "3:", "4:", "5: quite sure"),
)
