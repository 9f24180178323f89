"""A quiz file cut into lines that know where they stand."""

from collections.abc import Iterator
from unicodedata import category

from msgspec import Struct

from sources.comments import blank_comments
from sources.places import Place, Problem

LONGEST_LINE = 4_000
_BLANK = " \t"
# Control characters, surrogates, private use, and the separators at which other programs break lines.
_NEVER_TYPED = ("Cc", "Cs", "Co", "Zl", "Zp")


class Line(Struct, frozen=True):
    """A line's text without the space around it, and where that text begins."""

    text: str
    place: Place
    indented: bool = False

    def part(self, start: int, end: int | None = None) -> "Line":
        """Return a stretch of the line, trimmed, with its own place."""
        stretch = self.text[start:end]
        text = stretch.lstrip(_BLANK)
        return Line(text.rstrip(_BLANK), self.place_of(start + len(stretch) - len(text)))

    def place_of(self, index: int) -> Place:
        """Return the place of a character of the line's text."""
        return Place(self.place.path, self.place.line, self.place.column + index)


def read_lines(body: str, path: str, first_line: int, problems: list[Problem]) -> Iterator[Line]:
    """Yield the lines that are neither blank nor a comment; a tab is a space, and what no author types a problem."""
    rows, odd = blank_comments(body.split("\n"), path, first_line, has_fences=False)
    problems.extend(odd)
    for number, raw in enumerate(rows, start=first_line):
        text = raw.strip(_BLANK)
        if not text:
            continue
        indent = len(raw) - len(raw.lstrip(_BLANK))
        line = Line(text.replace("\t", " "), Place(path, number, indent + 1), indented=indent > 0)
        if problem := _unreadable(line):
            problems.append(problem)
        else:
            yield line


def _unreadable(line: Line) -> Problem | None:
    if len(line.text) > LONGEST_LINE:
        message = f"This line has {len(line.text):,} characters; at most {LONGEST_LINE:,} can be read."
        return Problem(line.place, "line-too-long", message, "Shorten it.")
    for index, character in enumerate(line.text):
        if category(character) in _NEVER_TYPED or character == "\ufeff":
            message = f"The character U+{ord(character):04X} cannot be read."
            return Problem(line.place_of(index), "control-character", message, "Delete it.")
    return None
