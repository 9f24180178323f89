"""What a kind of prompt must know; each kind is one file beside this one."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from lessons.lesson import Field, Prompt

Values = Mapping[str, str]


def is_any_blank(prompt: Prompt, values: Values) -> bool:
    """Say whether a field of the prompt is left empty."""
    return any(not values.get(field.name, "").strip() for field in prompt.fields)


def is_all_blank(prompt: Prompt, values: Values) -> bool:
    """Say whether every field of the prompt is left empty."""
    return all(not values.get(field.name, "").strip() for field in prompt.fields)


def count_all_words(values: Values) -> int:
    """Count words as a person would: what stands between spaces."""
    return sum(len(text.split()) for text in values.values())


def as_written(prompt: Prompt, name: str, value: str) -> str:
    """Show what stands in a field as it is."""
    return value


def propose_nothing(prompt: Prompt, today: date) -> dict[str, str]:
    """Leave every field to the learner."""
    return {}


def find_nothing(prompt: Prompt, values: Values, before: Values, today: date) -> str:
    """Take whatever was written."""
    return ""


def count_days(prompt: Prompt, values: Values, today: date) -> date | None:
    """Give the day that is as far from today as the author says."""
    return None if prompt.due_days is None else today + timedelta(days=prompt.due_days)


class PromptKind(Struct, frozen=True, kw_only=True):
    """A kind: the lines it is written with, its fields, how an answer reads as a sentence, and what counts as blank.

    `example` is the body of a prompt, its question first. `is_blank` says that an answer does not count yet, `is_empty`
    that there is nothing to keep; `in_words` shows one field's value to be read; `propose` fills in what a learner may
    change, and `find_problem` gives the code of what must be mended first, told what was kept before and the day.
    `due_on` says on which day to ask how it went; `names_day` that the learner names this day, and may move it.
    """

    name: str
    read_fields: Callable[[Mapping[str, str]], tuple[Field, ...]]
    sentence: Callable[[Prompt, Values], str]
    example: tuple[str, ...]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ("due",)
    has_levels: bool = False
    is_asked_again: bool = False
    is_blank: Callable[[Prompt, Values], bool] = is_any_blank
    is_empty: Callable[[Prompt, Values], bool] = is_all_blank
    count_words: Callable[[Values], int] = count_all_words
    in_words: Callable[[Prompt, str, str], str] = as_written
    propose: Callable[[Prompt, date], dict[str, str]] = propose_nothing
    find_problem: Callable[[Prompt, Values, Values, date], str] = find_nothing
    due_on: Callable[[Prompt, Values, date], date | None] = count_days
    names_day: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The names of all lines that it is written with."""
        return tuple(dict.fromkeys((*self.needs, *self.takes)))
