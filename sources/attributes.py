"""Attributes at the end of a line, `{#id key=value key="two words"}`: shared by questions, options and prompts."""

import re

from msgspec import Struct, field

from sources.ids import is_id, slug
from sources.places import MaterialError, Place, Problem

MOST_BRACES = 20
BRACES = re.compile(r'\{(?P<inside>(?:[^{}"]|"[^"]*")*+)\}[ \t]*$')
LOOKS_LIKE_ATTRIBUTES = re.compile(r"[ \t]*(?:#|[A-Za-z][\w-]*=)")
ITEM = re.compile(r'[ \t]*(?:#(?P<id>[^\s"{}]+)|(?P<key>[A-Za-z][\w-]*)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"{}]+)))')


class Attributes(Struct, frozen=True):
    """An id ("" where none is written) and named values."""

    id: str = ""
    values: dict[str, str] = field(default_factory=dict)


def split_attributes(line: str, place: Place) -> tuple[str, Attributes]:
    """Split a line into its text and its attributes; MaterialError where they are malformed or not at the end."""
    start = _start_of_braces(line)
    text = line if start is None else line[:start]
    stray = text.find("{#")
    if stray >= 0:
        message = "Attributes such as {#id} must close with } at the end of the line."
        raise _refusal(_moved(place, stray), "attributes-not-last", message, "Move them to the end of the line.")
    if start is None:
        return line.rstrip(), Attributes()
    inside = line.rstrip()[start + 1 : -1]
    return text.rstrip(), _read_items(inside, _moved(place, start + 1))


def _start_of_braces(line: str) -> int | None:
    """Find the braces that end the line, if they look like attributes; `{{cloze}}` and `{a, b}` are text."""
    end = len(line)
    for _ in range(MOST_BRACES):
        end = line.rfind("{", 0, end)
        if end < 0:
            return None
        if BRACES.match(line, end):
            is_double = end > 0 and line[end - 1] == "{"
            return end if LOOKS_LIKE_ATTRIBUTES.match(line, end + 1) and not is_double else None
    return None


def _read_items(inside: str, place: Place) -> Attributes:
    found_id, values, position = "", dict[str, str](), 0
    while inside[position:].strip():
        match = ITEM.match(inside, position)
        here = _moved(place, position)
        if match is None:
            message = f"`{inside[position:].strip()[:60]}` is neither #id nor key=value."
            raise _refusal(here, "attributes-malformed", message, 'Write {#id key=value key="two words"}.')
        if match["id"] is not None:
            found_id = _checked_id(match["id"], found_id, here)
        else:
            _keep(values, match, here)
        position = match.end()
    return Attributes(found_id, values)


def _checked_id(written: str, earlier: str, place: Place) -> str:
    if earlier:
        message = f"Two ids are written: #{earlier} and #{written}."
        raise _refusal(place, "attributes-two-ids", message, f"Keep {{#{earlier}}} alone.")
    if not is_id(written):
        message = f"#{written[:60]} is not an id: lowercase letters, digits and single hyphens, at most 60 of them."
        raise _refusal(place, "id-malformed", message, f"Write {{#{slug(written)}}}.")
    return written


def _keep(values: dict[str, str], match: re.Match[str], place: Place) -> None:
    if match["key"] in values:
        message = f"`{match['key']}=` is written twice."
        raise _refusal(place, "attributes-twice", message, "Keep one of them.")
    values[match["key"]] = match["bare"] if match["quoted"] is None else match["quoted"]


def _moved(place: Place, columns: int) -> Place:
    return Place(place.path, place.line, place.column + columns)


def _refusal(place: Place, code: str, message: str, mend: str) -> MaterialError:
    return MaterialError(Problem(place, code, message, mend))
