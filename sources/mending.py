"""An author's file changed in a few places and byte for byte the same in all others."""

import re

from msgspec import Struct

from sources.attributes import split_attributes
from sources.places import MaterialError, Place

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_BLANK = " \t"
BOM = "\ufeff"


class RawLines(Struct):
    """A text as its lines and the line ends behind them; `text` puts it together again."""

    lines: list[str]
    ends: list[str]
    has_bom: bool

    @property
    def text(self) -> str:
        """The whole text."""
        joined = "".join(line + end for line, end in zip(self.lines, self.ends, strict=True))
        return BOM + joined if self.has_bom else joined

    def insert(self, insertion: "Insertion") -> None:
        """Put words into a line; of several in one line the last comes first."""
        index, column = insertion.place.line - 1, insertion.place.column - 1
        line = self.lines[index]
        self.lines[index] = line[:column] + insertion.text + line[column:]


class Insertion(Struct, frozen=True):
    """Words to be written at a place, where there were none."""

    place: Place
    text: str


def split_raw(text: str) -> RawLines:
    """Split a text into lines as they are counted in places, whatever their ends."""
    found = _LINE.findall(text.removeprefix(BOM))
    # The pattern matches once more, nothing, behind a last line that has no end.
    pairs = found[:-1] if len(found) > 1 and found[-1] == ("", "") and not found[-2][1] else found
    return RawLines([line for line, _ in pairs], [end for _, end in pairs], text.startswith(BOM))


def with_id(line: str, written_id: str) -> str:
    """Return a line that has no id with `{#id}` at its end, in the braces that are there already, if so."""
    index, text = _where_id_goes(line, written_id)
    return line[:index] + text + line[index:]


def id_insertion(words: str, place: Place, written_id: str) -> Insertion:
    """Return what gives an id to the words that stand at a place, part of a line."""
    index, text = _where_id_goes(words, written_id)
    return Insertion(Place(place.path, place.line, place.column + index), text)


def _where_id_goes(line: str, written_id: str) -> tuple[int, str]:
    stripped = line.rstrip(_BLANK)
    rest = stripped[len(_without_attributes(stripped)) :].lstrip(_BLANK)
    if rest:
        brace = len(stripped) - len(rest) + 1
        return brace, f"#{written_id}" + ("" if stripped[brace] in _BLANK else " ")
    return len(stripped), f" {{#{written_id}}}"


def _without_attributes(line: str) -> str:
    try:
        return split_attributes(line, Place(""))[0]
    except MaterialError:
        return line
