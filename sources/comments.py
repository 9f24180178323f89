"""Comments of authors, from a line that begins with `<!--` to one that ends with `-->`: nobody is shown them."""

from collections.abc import Sequence

from sources.fences import FenceFinder
from sources.places import Place, Problem

OPENING, CLOSING = "<!--", "-->"


def blank_comments(
    lines: Sequence[str], path: str, first_line: int, *, has_fences: bool
) -> tuple[list[str], list[Problem]]:
    """Return the lines with those of comments made blank, and what is odd; inside a fence nothing is a comment."""
    kept, problems = list(lines), list[Problem]()
    fences = FenceFinder(lines)
    index = 0
    while index < len(lines):
        fence = fences.fence_at(index) if has_fences else None
        if fence is not None and fence.end is not None:
            index = fence.end
        elif lines[index].lstrip().startswith(OPENING):
            end = _end_of_comment(lines, index)
            if end is None:
                return kept, [*problems, _unclosed(_place(lines[index], OPENING, path, first_line + index))]
            if lines[end].partition(CLOSING)[2].strip():
                problems.append(_trailing(lines[end], path, first_line + end))
            kept[index : end + 1] = [""] * (end + 1 - index)
            index = end
        index += 1
    return kept, problems


def _end_of_comment(lines: Sequence[str], start: int) -> int | None:
    if CLOSING in lines[start].partition(OPENING)[2]:
        return start
    return next((index for index in range(start + 1, len(lines)) if CLOSING in lines[index]), None)


def _place(line: str, words: str, path: str, number: int) -> Place:
    return Place(path, number, line.index(words) + 1)


def _unclosed(place: Place) -> Problem:
    mend = "Write `-->` at the end of its last line."
    return Problem(place, "comment-unclosed", "This comment is never closed.", mend, words=OPENING)


def _trailing(line: str, path: str, number: int) -> Problem:
    words = line.partition(CLOSING)[2].strip()
    place = Place(path, number, line.rindex(words) + 1)
    message = f"Words stand behind the end of a comment: {words[:60]!r}."
    return Problem(place, "comment-trailing", message, "Put them on a line of their own.", words=words)
