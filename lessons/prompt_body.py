"""The body of a prompt: its question, then lines `name: words`, and levels `1: words` where its kind has them."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from msgspec import Struct

from lessons.prompt_kinds.kind import PromptKind
from sources.places import Place, Problem

FIELD_LINE = re.compile(r"(?P<name>[a-z]+):(?:[ \t]+(?P<words>.*))?$")
LEVEL_LINE = re.compile(r"(?P<name>\d{1,4}):(?:[ \t]+(?P<words>.*))?$", re.ASCII)
# What was meant as such a line, and would else be shown as part of the question.
LIKE_A_FIELD = re.compile(r"(?:[-*+][ \t]+)?(?P<name>[A-Za-z]+)[ \t]*[:：=]")
LIKE_A_LEVEL = re.compile(r"(?:[-*+][ \t]+)?\d+[ \t]*[:：=.)–-]")


class Written(Struct, frozen=True):
    """The words behind a name or a number, and where they stand."""

    name: str
    words: str
    place: Place


class PromptBody(Struct, frozen=True):
    """A body cut up: the question as Markdown, lines by their name, and levels in the order they are written."""

    question: str
    lines: dict[str, Written]
    levels: tuple[Written, ...]


def cut_body(lines: Sequence[str], kind: PromptKind | None, place: Place, problems: list[Problem]) -> PromptBody:
    """Cut the lines after the fence at `place`; what is not known is a problem and belongs to nothing."""
    question: list[str] = []
    written: dict[str, Written] = {}
    levels: list[Written] = []
    for number, line in enumerate(lines, start=place.line + 1):
        here, text = Place(place.path, number), line.strip()
        level = LEVEL_LINE.match(text) if kind is None or kind.has_levels else None
        match = level or FIELD_LINE.match(text)
        if match is None and not written and not levels:
            question.append(line)
            problems += _misspelt(text, kind, here)
        elif match is None:
            problems += [_odd_line(here, text, kind)] if text else []
        elif level is not None:
            levels.append(_written(match, here))
        elif match["name"] in written:
            message = f"`{match['name']}:` is written twice."
            problems.append(Problem(here, "prompt-line-twice", message, "Take one of them out."))
        elif kind is not None and match["name"] not in kind.lines:
            problems.append(_odd_line(here, text, kind))
        else:
            written[match["name"]] = _written(match, here)
    return PromptBody("\n".join(question).strip("\n"), written, tuple(levels))


def is_question_line(line: str) -> bool:
    """Say whether a line stands before the first line of a field or of a level."""
    return not FIELD_LINE.match(line.strip()) and not LEVEL_LINE.match(line.strip())


def _written(match: re.Match[str], place: Place) -> Written:
    return Written(match["name"], (match["words"] or "").strip(), place)


def _misspelt(text: str, kind: PromptKind | None, place: Place) -> list[Problem]:
    """A line of the question that was hardly meant to be read: `due:7d`, `Wish: …`, `1. not at all`."""
    if kind is None:
        return []
    match = LIKE_A_FIELD.match(text)
    is_field = match is not None and get_close_matches(match["name"].lower(), kind.lines, n=1, cutoff=0.75)
    is_level = kind.has_levels and LIKE_A_LEVEL.match(text)
    return [_odd_line(place, text, kind)] if is_field or is_level else []


def _odd_line(place: Place, text: str, kind: PromptKind | None) -> Problem:
    message = f"“{text[:60]}” is not a line that this prompt knows."
    names = [*(["1"] if kind and kind.has_levels else []), *(kind.lines if kind else ())]
    known = f"Write one of {', '.join(f'`{name}: …`' for name in names)}, or put" if names else "Put"
    return Problem(place, "prompt-line", message, f"{known} the words into the question above in another form.")
