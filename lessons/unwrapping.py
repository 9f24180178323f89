"""What stands around an article's text: the `From:` line, a fence around everything, a fence never closed."""

import re

from lessons.article_lines import Line
from sources.fences import Fence, find_fences
from sources.places import Place, Problem, Severity

FROM = re.compile(
    r"From:[ \t]*(?:\[\[(?P<link>[^\[\]\n]+)\]\]|(?P<name>[^\s<\[]+)(?=[ \t]*<br))"
    r"[ \t]*(?:<br[ \t]*/?>)?[ \t]*(?P<rest>.*)$"
)
UNDERLINE = re.compile(r" {0,3}(?:-+|=+)[ \t]*$")
HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
DEEP_HEADING = re.compile(r" {0,3}#{2,6}[ \t]")
OPENING_PHRASE = re.compile(
    r"(?:(?:sure|certainly|okay|of course|absolutely)\b[^\w]*)?here(?:'s|’s| is)\b.{0,200}\barticle\b", re.IGNORECASE
)
WRAPPERS = ("markdown", "md")
LONGEST_OPENING = 60
MOST_UNCLOSED = 20


def take_channel(lines: list[Line]) -> tuple[str, list[Line]]:
    """Take the `From: [[channel]]` line away, and a rule that would make a heading of it; "" without one."""
    index = _first_written(lines)
    match = FROM.match(lines[index].text) if index is not None else None
    if index is None or match is None:
        return "", lines
    target, _, label = (match["link"] or match["name"]).partition("|")
    kept = [*lines[:index], Line(lines[index].number, match["rest"]), *lines[index + 1 :]]
    after = index + 1
    if not match["rest"] and after < len(kept) and UNDERLINE.match(kept[after].text):
        kept[after] = Line(kept[after].number, "")
    return label.strip() or target.strip(), kept


def _first_written(lines: list[Line]) -> int | None:
    return next((index for index, line in enumerate(lines) if line.text.strip()), None)


def unwrap(lines: list[Line], path: str) -> tuple[list[Line], list[Problem]]:
    """Take away a fence around the whole article, and mend fences that are never closed."""
    problems: list[Problem] = []
    wrapper = _wrapper(lines)
    if wrapper is not None:
        place = Place(path, lines[wrapper].number)
        lines = _without_wrapper(lines, wrapper)
        message = "The whole article stands in a fence; it is read as if it did not."
        problems.append(Problem(place, "article-wrapped", message, "Take the fence away.", Severity.NOTE))
    for _ in range(MOST_UNCLOSED):
        unclosed = next((fence for fence in _fences(lines) if fence.end is None), None)
        if unclosed is None:
            break
        problems.append(_unclosed(Place(path, lines[unclosed.start].number)))
        lines = _mended(lines, unclosed)
    return lines, problems


def _fences(lines: list[Line]) -> tuple[Fence, ...]:
    return find_fences([line.text for line in lines])


def _wrapper(lines: list[Line]) -> int | None:
    """Find the fence line that opens the whole article: tagged, or closed by the article's last line."""
    fences = _fences(lines)
    if not fences:
        return None
    first = fences[0]
    before = " ".join(line.text for line in lines[: first.start])
    if len(before.split()) > LONGEST_OPENING or any(HEADING.match(line.text) for line in lines[: first.start]):
        return None
    if first.info.lower() in WRAPPERS:
        return first.start
    last = next(line.text.strip() for line in reversed(lines) if line.text.strip())
    has_headings = any(DEEP_HEADING.match(line.text) for line in lines[first.start : first.end])
    return first.start if last in ("```", "~~~") and has_headings and not first.info else None


def _without_wrapper(lines: list[Line], start: int) -> list[Line]:
    """Blank the opening line and the closing one: the last bare fence that pairs with nothing inside."""
    kept = list(lines)
    kept[start] = Line(kept[start].number, "")
    unpaired = [fence.start for fence in _fences(kept) if fence.end is None and not fence.info]
    if unpaired:
        kept[unpaired[-1]] = Line(kept[unpaired[-1]].number, "")
    return kept


def _mended(lines: list[Line], fence: Fence) -> list[Line]:
    """A bare fence is taken away; one with a language is closed before the next heading."""
    if not fence.info or fence.info.lower() in WRAPPERS:
        blank = Line(lines[fence.start].number, "")
        return [*lines[: fence.start], blank, *lines[fence.start + 1 :]]
    after = range(fence.start + 1, len(lines))
    end = next((index for index in after if DEEP_HEADING.match(lines[index].text)), len(lines))
    marks = lines[fence.start].text.strip("> \t")
    closing = marks[: len(marks) - len(marks.lstrip(marks[0]))]
    return [*lines[:end], Line(lines[end - 1].number, closing), *lines[end:]]


def _unclosed(place: Place) -> Problem:
    message = "This fence is never closed."
    return Problem(place, "fence-unclosed", message, "Close it, or take it away.", Severity.WARNING)


def find_opening_phrase(lines: list[Line], path: str) -> list[Problem]:
    """Report an opening such as “Here is the article …”; it stays, for no sentence is ever dropped."""
    index = _first_written(lines)
    if index is None or OPENING_PHRASE.match(lines[index].text.strip()) is None:
        return []
    message = "The article opens with words about itself; they are shown in the welcome."
    mend = "Take the line out if it is no part of the article."
    return [Problem(Place(path, lines[index].number), "opening-phrase", message, mend, Severity.NOTE)]
