"""The lines between two `---` at the start of a file, read as strings only: YAML would make `1:30` a number."""

import re

from msgspec import Struct

from sources.places import Place, Problem, Severity

FENCE = "---"
FIELD = re.compile(r"(?P<name>[A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*)$")


class Frontmatter(Struct, frozen=True):
    """The fields of a file's head, where each stands, and the body with the line it begins on."""

    fields: dict[str, str]
    places: dict[str, Place]
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()


def split_frontmatter(text: str, path: str) -> Frontmatter:
    """Split a file into fields and body; what is broken in the head is reported and never raised."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return Frontmatter({}, {}, text, 1)
    end = _closing(lines)
    problems: list[Problem] = []
    if end is None:
        end = _last_field(lines)
        problems.append(_unclosed(path))
        body_start = end
    else:
        body_start = end + 1
    fields, places = _read_fields(lines[1:end], path, problems)
    return Frontmatter(fields, places, "\n".join(lines[body_start:]), body_start + 1, tuple(problems))


def _closing(lines: list[str]) -> int | None:
    """Find the closing fence; a heading or a long stretch of prose before it means that there is none."""
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            return index
        if line.startswith("#") and line.lstrip("#").startswith(" ") and line.startswith("##"):
            return None
    return None


def _last_field(lines: list[str]) -> int:
    """Return the index after the leading field lines of a head that is never closed."""
    index = 1
    while index < len(lines) and FIELD.match(lines[index]):
        index += 1
    return index


def _read_fields(lines: list[str], path: str, problems: list[Problem]) -> tuple[dict[str, str], dict[str, Place]]:
    fields: dict[str, str] = {}
    places: dict[str, Place] = {}
    for number, line in enumerate(lines, start=2):
        if not line.strip() or line.startswith("#"):
            continue
        match = FIELD.match(line)
        if match is None:
            problems.append(_odd_line(Place(path, number)))
        elif match["name"] in fields:
            problems.append(_twice(Place(path, number), match["name"]))
        else:
            fields[match["name"]] = unquote((match["value"] or "").strip())
            places[match["name"]] = Place(path, number)
    return fields, places


def unquote(value: str) -> str:
    """Return the value without one pair of straight quotes around it."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _unclosed(path: str) -> Problem:
    mend = "Write a line --- after the last field."
    return Problem(Place(path), "frontmatter-unclosed", "The head of the file is never closed.", mend, Severity.WARNING)


def _odd_line(place: Place) -> Problem:
    message = "This line of the file's head is not read: only `name: value` on one line is."
    return Problem(place, "frontmatter-line", message, "Write `name: value`, or take it out.", Severity.WARNING)


def _twice(place: Place, name: str) -> Problem:
    message = f"`{name}:` is written twice; the first one counts."
    return Problem(place, "frontmatter-twice", message, "Take one of them out.", Severity.WARNING)
