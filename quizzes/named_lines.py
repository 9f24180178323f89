"""Lines such as `source: "…"   at: 00:15:33`: names that are known, values cut off where they end."""

import re
from difflib import get_close_matches

from quizzes.body import Named
from quizzes.quiz_lines import Line
from sources.places import Problem

NAMES = ("kind", "source", "at", "explain", "after", "recall", "confidence", "weight")
_QUOTED = ("source", "after")
_NAME = re.compile(r"([A-Za-z][A-Za-z_-]*):")
_NEXT = re.compile(rf" +(?=({'|'.join(NAMES)}):)|\Z")
_KNOWN = ", ".join(f"{name}:" for name in NAMES)


def is_named(line: Line) -> bool:
    """Tell whether a line is, or is meant to be, a `name: value`.

    An explanation that goes on may begin a line with a word and a colon, unless it could be a name misspelt.
    """
    match = _NAME.match(line.text)
    if not match:
        return False
    name, rest = match[1], line.text[match.end() :]
    if name in NAMES:
        return True
    return (not rest or rest[0] == " ") and (not line.indented or name.islower() or bool(_closest(name)))


def read_named(line: Line, problems: list[Problem]) -> list[Named]:
    """Return the values of a named line, in order; what cannot be read is a problem and ends the line."""
    found: list[Named] = []
    rest = line
    while rest.text:
        match = _NAME.match(rest.text)
        if not match or match[1] not in NAMES:
            problems.append(_unknown(rest, match))
            break
        name = rest.part(0, match.end() - 1)
        value, rest = _cut_value(name.text, rest.part(match.end()), problems)
        found.append(Named(name, (value,)))
    return found


def _cut_value(name: str, text: Line, problems: list[Problem]) -> tuple[Line, Line]:
    end = len(text.text)
    if name in _QUOTED:
        return _cut_quoted(name, text, problems)
    if name != "explain":
        end = (text.text + " ").index(" ")
    return text.part(0, end), text.part(end)


def _cut_quoted(name: str, text: Line, problems: list[Problem]) -> tuple[Line, Line]:
    # The words may hold quotation marks themselves: the last one is that before the next name or the end.
    if text.text[:1] in ('"', "\u201c"):
        for end in (index for index, character in enumerate(text.text) if index and character in '"\u201d'):
            if _NEXT.match(text.text, end + 1):
                return Line(text.text[1:end].strip(), text.place), text.part(end + 1)
    message = f"The words after `{name}:` are not in quotation marks: {text.text!r}."
    problems.append(Problem(text.place, f"{name}-not-quoted", message, f'Write `{name}: "words of the lesson"`.'))
    return text, text.part(len(text.text))


def _unknown(rest: Line, match: re.Match[str] | None) -> Problem:
    if not match:
        message = f"These words belong to no name: {rest.text!r}."
        return Problem(rest.place, "unexpected-words", message, f"Delete them, or write one of {_KNOWN} before them.")
    closest = _closest(match[1])
    mend = f"Write `{closest[0]}:`." if closest else f"The names are {_KNOWN}"
    return Problem(rest.place, "unknown-name", f"The name `{match[1]}:` is not known here.", mend)


def _closest(name: str) -> list[str]:
    return get_close_matches(name.lower(), NAMES, n=1, cutoff=0.75)
