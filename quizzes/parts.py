"""Parts that an answer names: the sides of pairs, steps, blanks. What is given to a part is written `part=given`."""

from collections.abc import Container, Iterable, Sequence

from msgspec import Struct

from quizzes.ids import Identified, read_identified
from quizzes.inline import read_inline
from quizzes.quiz_lines import Line
from quizzes.wording import fold
from sources.attributes import Attributes, split_attributes
from sources.ids import unique_slug
from sources.mending import Insertion, id_insertion
from sources.places import MaterialError, Place, Problem

MOST_PARTS = 12


class Part(Struct, frozen=True, kw_only=True):
    """A side of a pair or a step; `label` is safe inline HTML, `text` the same words alone."""

    id: str
    label: str
    text: str


def read_part(
    line: Line, taken: Container[str], problems: list[Problem], what: str, *, where: str = "at the end of the line"
) -> Part:
    """Read words and their id; `what` names the part in problems, such as "step"."""
    found = read_identified(line, taken, problems, what, where=where)
    _refuse_attributes(found, what, problems)
    wording = read_inline((found.line,), problems, f"the {what}")
    return Part(id=found.id, label=wording.html, text=wording.text)


def check_unlike(parts: Iterable[tuple[Part, Place]], problems: list[Problem], what: str) -> None:
    """Report parts that say the same: nobody could tell which is which."""
    said: dict[str, str] = {}
    for part, place in parts:
        words = fold(part.text)
        if words and words in said:
            message = f"Two {what}s are alike: {said[words]!r} and {part.text!r}."
            problems.append(Problem(place, f"{what}s-alike", message, "Reword or delete one of them."))
        said.setdefault(words, part.text)


def check_number(lines: int, least: int, stem: Place, problems: list[Problem], what: str, mend: str) -> None:
    """Report fewer parts than make a question, and more than anybody can keep in view."""
    if lines < least:
        message = f"This question has {lines} {what}s; it needs {least} at least."
        problems.append(Problem(stem, f"too-few-{what}s", message, mend))
    if lines > MOST_PARTS:
        message = f"This question has {lines} {what}s; at most {MOST_PARTS} can be read."
        problems.append(Problem(stem, f"too-many-{what}s", message, "Keep the best, or make two questions of it."))


def name_parts(lines: Sequence[Line], *, alike_share: bool = False) -> tuple[Insertion, ...]:
    """Return an id for each part that has none; the same words get the same one where that is meant.

    What has no words or malformed attributes is left to its author.
    """
    read = [(line, found) for line in lines if (found := _split(line))]
    ids = {fold(words): attributes.id for _, (words, attributes) in reversed(read) if attributes.id}
    taken = {attributes.id for _, (_, attributes) in read}
    insertions = []
    for line, (words, attributes) in read:
        if words and not attributes.id:
            shared = ids.get(fold(words)) if alike_share else None
            written = shared or unique_slug(words, taken)
            taken.add(written)
            ids.setdefault(fold(words), written)
            insertions.append(id_insertion(line.text, line.place, written))
    return tuple(insertions)


def _split(line: Line) -> tuple[str, Attributes] | None:
    try:
        return split_attributes(line.text, line.place)
    except MaterialError:
        return None


def read_given(answer: tuple[str, ...]) -> dict[str, str]:
    """Return what was given to each part, by its id: the first where there are two, nothing for a blank."""
    given: dict[str, str] = {}
    for each in answer:
        part, _, value = each.partition("=")
        if value.strip():
            given.setdefault(part, value.strip())
    return given


def write_given(given: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return what was given to each part as an answer."""
    return tuple(f"{part}={value}" for part, value in given if value)


def _refuse_attributes(found: Identified, what: str, problems: list[Problem]) -> None:
    for name in sorted(found.values):
        message = f"A {what} has no `{name}=`."
        problems.append(Problem(found.line.place, "unknown-attribute", message, "Delete it: `{#id}` stands alone."))
