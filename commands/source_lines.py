"""A problem as good compilers tell it: the line it is in, and a caret under the place."""

import re
from collections.abc import Mapping
from unicodedata import category, east_asian_width

from sources.places import Place, Problem

# A terminal has 80 columns; the margin and the signs of what was cut off take ten.
WIDEST = 70
_BEFORE = 45
_LONGEST_MESSAGE, _ITS_END = 240, 60
_SAID = re.compile(r"'([^']+)'|“([^”]+)”|`([^`]+)`|\"([^\"]+)\"")


def offending_words(problem: Problem, texts: Mapping[str, str]) -> str:
    """Return the words that a problem is about, as they stand at its place; "" where there is no line."""
    line = source_line(problem.place, texts)
    rest = line[problem.place.column - 1 :]
    said = [problem.words, *(word for found in _SAID.findall(problem.message) for word in found)]
    fitting = [word for each in said if (word := each.removesuffix("…")) and rest.startswith(word)]
    return max(fitting, key=len) if fitting else rest.partition(" ")[0]


def source_line(place: Place, texts: Mapping[str, str]) -> str:
    """Return the line that a place is in; "" where there is none."""
    lines = texts.get(place.path, "").split("\n")
    return lines[place.line - 1] if place.line <= len(lines) else ""


def tell(problem: Problem, texts: Mapping[str, str]) -> str:
    """Return the problem in full: what and where, the line with a caret, and the mend."""
    head = f"{problem.place}: {problem.severity}: {_shortened(problem.message)} [{problem.code}]"
    return printable("\n".join([head, *_excerpt(problem, texts), f"  mend: {problem.mend}"]))


def _shortened(message: str) -> str:
    """Leave out the middle of a message that quotes a long line: the line itself stands below it."""
    if len(message) <= _LONGEST_MESSAGE:
        return message
    return f"{message[: _LONGEST_MESSAGE - _ITS_END].rstrip()} … {message[-_ITS_END:].lstrip()}"


def printable(text: str) -> str:
    """Return the text without signs that would steer a terminal."""
    return "".join(sign if sign == "\n" or category(sign) not in ("Cc", "Cf", "Cs") else "\ufffd" for sign in text)


def _excerpt(problem: Problem, texts: Mapping[str, str]) -> list[str]:
    line = source_line(problem.place, texts).replace("\t", " ")
    if line.strip() in ("", "---"):  # the file as a whole is meant
        return []
    column = min(problem.place.column - 1, len(line))
    start = 0 if _fitting(line, WIDEST) == line else column - len(_fitting(line[:column][::-1], _BEFORE))
    shown = _fitting(line[start:], WIDEST)
    left, right = "…" if start else "", "…" if start + len(shown) < len(line) else ""
    words = shown[column - start :][: len(offending_words(problem, texts))].rstrip()
    margin = f"{problem.place.line:>5} | "
    pointer = " " * (_width(left) + _width(line[start:column])) + "^" * max(1, _width(words))
    return [f"{margin}{left}{shown}{right}", f"{'':>5} | {pointer}"]


def _fitting(text: str, columns: int) -> str:
    """Return as much of the beginning as fits into the columns."""
    for index, sign in enumerate(text):
        columns -= _width(sign)
        if columns < 0:
            return text[:index]
    return text


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(0 if category(sign) in ("Mn", "Me") else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)
