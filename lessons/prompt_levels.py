"""The levels of a self-rating: lines `1: words`, counting up from 0 or 1."""

from collections.abc import Sequence

from lessons.lesson import Level
from lessons.prompt_body import Written
from sources.markup import plain_text, to_inline_html
from sources.places import MaterialError, Place, Problem

MOST_LEVELS = 11
EXAMPLE = "1: not at all"


def read_levels(lines: Sequence[Written], place: Place, problems: list[Problem]) -> tuple[Level, ...]:
    """Read the levels of the prompt at `place`; too few, a wrong order and ends without words are problems."""
    if not 2 <= len(lines) <= MOST_LEVELS:
        message = f"This prompt has {len(lines)} levels; it can have from 2 to {MOST_LEVELS}."
        mend = f"Write each as `{EXAMPLE}`; between the ends the words may be left out."
        problems.append(Problem(place, "number-of-levels", message, mend))
    first = min(int(lines[0].name), 1) if lines else 1
    levels: list[Level] = []
    for index, line in enumerate(lines[: MOST_LEVELS + 1]):
        if line.name != str(first + index):
            message = f"This level has the number {line.name}; its turn is {first + index}."
            mend = f"Write `{first + index}: `: levels count upwards from 0 or 1 without a gap."
            problems.append(Problem(line.place, "number-out-of-order", message, mend))
        label = _read_words(line, problems)
        if not label and index in (0, len(lines) - 1):
            message = "The end of a scale has no words."
            problems.append(Problem(line.place, "level-without-words", message, f"Write them: `{EXAMPLE}`."))
        levels.append(Level(int(line.name), label))
    return tuple(levels)


def _read_words(line: Written, problems: list[Problem]) -> str:
    try:
        return plain_text(to_inline_html(line.words, place=line.place))
    except MaterialError as error:
        problems += error.problems
        return ""
