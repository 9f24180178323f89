"""Ids of questions and options: separate from the words, written by their author, never guessed."""

from collections.abc import Container, Mapping

from msgspec import Struct

from quizzes.quiz_lines import Line
from sources.attributes import split_attributes
from sources.ids import unique_slug
from sources.places import MaterialError, Problem


class Identified(Struct, frozen=True):
    """A line's words, and what stood in `{#id name=value}` at its end."""

    line: Line
    id: str
    values: Mapping[str, str]


def read_identified(
    line: Line, taken: Container[str], problems: list[Problem], what: str, *, where: str = "at the end of the line"
) -> Identified:
    """Split an id off a line; where none can be used, report one that could, and `where`, and go on with that."""
    try:
        text, attributes = split_attributes(line.text, line.place)
    except MaterialError as error:
        problems.extend(error.problems)
        words = line.part(0, line.text.rfind("{"))
        return Identified(words, unique_slug(words.text, taken), {})
    words = line.part(0, len(text))
    if attributes.id and attributes.id not in taken:
        return Identified(words, attributes.id, attributes.values)
    suggestion = unique_slug(words.text, taken)
    problems.append(_unusable(attributes.id, words, what, f"Write `{{#{suggestion}}}` {where}."))
    return Identified(words, suggestion, attributes.values)


def _unusable(found: str, words: Line, what: str, mend: str) -> Problem:
    if not found:
        return Problem(words.place, f"{what}-id-missing", f"The {what} {words.text!r} has no id.", mend)
    return Problem(words.place, f"{what}-id-twice", f"The id {found!r} is taken by another {what}.", mend)
