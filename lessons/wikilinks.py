"""`[[target | label]]`: shown as its label, linked where the library holds the target, never a dead link."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from msgspec import Struct

from lessons.article_lines import Line, Replacement, is_inside, spans_to_leave
from sources.ids import slug
from sources.places import Place, Problem, Severity

# A label may hold one level of brackets; `]` alone at the end is a slip that is mended.
WIKILINK = re.compile(
    r"!?\[\[(?P<target>[^\[\]|<\n]*+)(?P<pipe>\|(?P<label>(?:[^\[\]<\n]|\[[^\[\]<\n]*+\])*+))?(?P<closing>\]\]?)"
)


class Wikilink(Struct, frozen=True):
    """One wikilink: where it is, what it leads to, how it reads; `whole` is False where a bracket is missing."""

    index: int
    start: int
    end: int
    target: str
    label: str
    whole: bool


def find_wikilinks(lines: Sequence[Line]) -> tuple[Wikilink, ...]:
    """Find the wikilinks outside code, in document order."""
    return tuple(
        _wikilink(index, match)
        for index, line in enumerate(lines)
        if "[[" in line.text
        for match in _outside_code(line)
        if match["closing"] == "]]" or match["pipe"]
    )


def _outside_code(line: Line) -> list[re.Match[str]]:
    left_alone = spans_to_leave(line)
    return [match for match in WIKILINK.finditer(line.text) if not is_inside(match.start(), left_alone)]


def _wikilink(index: int, match: re.Match[str]) -> Wikilink:
    target = match["target"].strip().rstrip("\\").strip()
    label = (match["label"] or "").strip() or readable(target)
    return Wikilink(index, match.start(), match.end(), target, label, match["closing"] == "]]")


def readable(target: str) -> str:
    """Return a target as words: `some_page#Part` reads "some page: Part"."""
    page, _, part = target.partition("#")
    words = [piece.replace("_", " ").strip() for piece in (page, part) if piece.strip()]
    return ": ".join(words)


def resolve_wikilinks(
    lines: Sequence[Line], path: str, known: Mapping[str, str]
) -> tuple[list[Replacement], list[Problem]]:
    """Return what each wikilink becomes, and what is odd: a target nobody holds (once each), a missing bracket."""
    replacements: list[Replacement] = []
    problems: list[Problem] = []
    missed: set[str] = set()
    for link in find_wikilinks(lines):
        place = Place(path, lines[link.index].number, link.start + 1)
        href = known.get(slug(link.target.partition("#")[0]))
        replacements.append(Replacement(link.index, link.start, link.end, _as_text(link.label, href)))
        if not link.whole:
            problems.append(_broken(place, link))
        if href is None and link.target not in missed:
            missed.add(link.target)
            problems.append(_dangling(place, link))
    return replacements, problems


def _as_text(label: str, href: str | None) -> str:
    """A pipe left in a label would end a table's cell."""
    text = label.replace("|", "&#124;")
    return text if href is None else f'<a href="{escape(href)}">{text}</a>'


def _dangling(place: Place, link: Wikilink) -> Problem:
    message = f"The library holds no article “{link.target[:80]}”; the link is shown as plain text."
    return Problem(place, "wikilink-dangling", message, "Nothing needs to be done.", Severity.NOTE)


def _broken(place: Place, link: Wikilink) -> Problem:
    message = "This link lacks a closing bracket."
    return Problem(
        place, "wikilink-broken", message, f"Write [[{link.target[:80]} | {link.label[:80]}]].", Severity.WARNING
    )
