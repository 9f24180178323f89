"""What a learner puts into their plan unasked: words of their own, and wins. Prompts that no author wrote."""

import re
from collections.abc import Mapping
from datetime import date

from lessons.lesson import Field, Prompt
from lessons.prompt_kinds.commit import in_words as day_in_words
from lessons.prompt_kinds.commit import read_day
from lessons.prompt_kinds.kind import PromptKind, Values, count_all_words

# Authors' ids have single hyphens: no id of theirs can be one of these.
OWN = re.compile(r"own--(?P<section>[a-z0-9-]+)--(?P<number>[1-9]\d{0,3})|win--(?P<win>[1-9]\d{0,3})", re.ASCII)
FIRST = "_first"
"""Where an addition stands that comes before everything else of its section."""


def addition(section_id: str, number: int) -> Prompt:
    """Return the place for the learner's own words in a section, one of several."""
    return Prompt(
        id=f"own--{section_id}--{number}",
        kind="addition",
        question="",
        question_text="In your own words",
        fields=(Field("text", ""), Field("after", "")),
        into=section_id,
    )


def win(number: int) -> Prompt:
    """Return the place for one win; its day is proposed, and nobody is asked about it later."""
    fields = (
        Field("what", "What I did, or what went well"),
        Field("effect", "What it changed", "with a number, if there is one"),
        Field("proof", "What shows it", "a mail, a figure, somebody who saw it"),
        Field("day", "When it was"),
    )
    return Prompt(
        id=f"win--{number}", kind="win", question="", question_text="A win of yours", fields=fields, due_days=0
    )


def own_piece(prompt_id: str) -> Prompt | None:
    """Return the place that an id names; None for an id of an author's."""
    match = OWN.fullmatch(prompt_id)
    if match is None:
        return None
    return win(int(match["win"])) if match["win"] else addition(match["section"], int(match["number"]))


def number_of(prompt_id: str) -> int:
    """Return which one of its section, or of the wins, an own piece is; 0 for an id of an author's."""
    match = OWN.fullmatch(prompt_id)
    return int(match["win"] or match["number"]) if match else 0


def _own_words(prompt: Prompt, values: Values) -> str:
    return values.get("text", "").strip()


def _has_no_words(prompt: Prompt, values: Values) -> bool:
    return not _own_words(prompt, values)


def _count_own_words(values: Values) -> int:
    return count_all_words({"text": values.get("text", "")})


def _win_in_words(prompt: Prompt, name: str, value: str) -> str:
    return day_in_words(prompt, "when", value) if name == "day" else value


def _win_as_lines(prompt: Prompt, values: Values) -> str:
    """Say when and what in the first line, what it changed and what shows it in one of its own each."""
    what, day = values.get("what", "").strip(), _win_in_words(prompt, "day", values.get("day", "").strip())
    labels = {field.name: field.label for field in prompt.fields}
    more = [f"{labels[name]}: {values[name].strip()}" for name in ("effect", "proof") if values.get(name, "").strip()]
    return "\n".join([": ".join(part for part in (day, what) if part), *more]) if what else ""


def _has_no_deed(prompt: Prompt, values: Values) -> bool:
    return not values.get("what", "").strip()


def _is_win_empty(prompt: Prompt, values: Values) -> bool:
    return not any(values.get(name, "").strip() for name in ("what", "effect", "proof"))


def _count_win_words(values: Values) -> int:
    return count_all_words({name: text for name, text in values.items() if name != "day"})


def _propose_today(prompt: Prompt, today: date) -> dict[str, str]:
    return {"day": today.isoformat()}


def _find_problem(prompt: Prompt, values: Values, before: Values, today: date) -> str:
    written = values.get("day", "").strip()
    return "day-unreadable" if written and read_day({"when": written}) is None else ""


def _never(prompt: Prompt, values: Values, today: date) -> date | None:
    return None


OWN_KINDS: Mapping[str, PromptKind] = {
    "addition": PromptKind(
        name="addition",
        read_fields=lambda written: addition("", 1).fields,
        sentence=_own_words,
        is_blank=_has_no_words,
        is_empty=_has_no_words,
        count_words=_count_own_words,
        example=(),
    ),
    "win": PromptKind(
        name="win",
        read_fields=lambda written: win(1).fields,
        sentence=_win_as_lines,
        is_blank=_has_no_deed,
        is_empty=_is_win_empty,
        count_words=_count_win_words,
        in_words=_win_in_words,
        propose=_propose_today,
        find_problem=_find_problem,
        due_on=_never,
        example=(),
    ),
}
