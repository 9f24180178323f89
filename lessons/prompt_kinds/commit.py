"""`commit`: an action, and the day until which it will be done."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from lessons.lesson import Field, Prompt
from lessons.prompt_kinds.kind import PromptKind, Values, count_all_words
from lessons.prompt_labels import read_field, sentences

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LABELS = {
    "what": "I will … (something that is either done or not)",
    "when": "I will have done it by … (a day that you can keep)",
}


def read_fields(written: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields `what` and `when`, labelled with the author's words or with those that there are for all."""
    return tuple(read_field(name, written.get(name, words)) for name, words in LABELS.items())


def read_day(values: Values) -> date | None:
    """Return the day that was committed to, written as year-month-day; None where it cannot be read."""
    written = values.get("when", "").strip()
    try:
        return date.fromisoformat(written) if DAY.fullmatch(written) else None
    except ValueError:
        return None


def sentence(prompt: Prompt, values: Values) -> str:
    """Return "I will …. I will have done it by 9 March 2027.", "" while the action is missing."""
    shown = {name: in_words(prompt, name, value) for name, value in values.items()}
    return "" if is_empty(prompt, values) else sentences(prompt, shown)


def in_words(prompt: Prompt, name: str, value: str) -> str:
    """Show a day as people write it."""
    day = read_day({"when": value}) if name == "when" else None
    return f"{day.day} {day:%B %Y}" if day else value


def is_blank(prompt: Prompt, values: Values) -> bool:
    """Say whether the action or a day that can be read is missing."""
    return is_empty(prompt, values) or read_day(values) is None


def is_empty(prompt: Prompt, values: Values) -> bool:
    """Say whether there is no action: a day alone is only what was proposed."""
    return not values.get("what", "").strip()


def count_words(values: Values) -> int:
    """Count the words of the action."""
    return count_all_words({"what": values.get("what", "")})


def propose(prompt: Prompt, today: date) -> dict[str, str]:
    """Propose the day that is as far away as the author says."""
    return {"when": (today + timedelta(days=prompt.due_days or 0)).isoformat()}


def find_problem(prompt: Prompt, values: Values, before: Values, today: date) -> str:
    """Refuse a day that cannot be read, and one that is over, unless it stood there already."""
    written, day = values.get("when", "").strip(), read_day(values)
    if written and day is None:
        return "day-unreadable"
    return "day-over" if day and day < today and written != before.get("when", "").strip() else ""


def due_on(prompt: Prompt, values: Values, today: date) -> date | None:
    """Give the day that was committed to."""
    return read_day(values)


COMMIT = PromptKind(
    name="commit",
    needs=("due",),
    takes=tuple(LABELS),
    read_fields=read_fields,
    sentence=sentence,
    is_blank=is_blank,
    is_empty=is_empty,
    count_words=count_words,
    in_words=in_words,
    propose=propose,
    find_problem=find_problem,
    due_on=due_on,
    names_day=True,
    example=("What will you have done in two weeks?", *(f"{n}: {w}" for n, w in LABELS.items()), "due: 14d"),
)
