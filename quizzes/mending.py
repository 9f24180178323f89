"""What a program can mend in a quiz file: ids that are missing, numbers out of their order."""

from collections.abc import Collection
from itertools import pairwise

from msgspec import Struct

from quizzes.body import OptionLines, QuestionBody
from quizzes.cutting import cut_questions
from quizzes.kinds import KINDS
from quizzes.parsing import MOST_QUESTIONS
from quizzes.quiz_lines import Line, read_lines
from quizzes.writing_rules.numbers import is_unordered, numbers_of
from sources.attributes import Attributes, split_attributes
from sources.frontmatter import split_frontmatter
from sources.ids import unique_slug
from sources.mending import RawLines, split_raw, with_id
from sources.places import MaterialError, Place

CHOICES = ("single", "multiple")


class Mended(Struct, frozen=True):
    """A text, and what was changed in it, each with its place."""

    text: str
    changes: tuple[tuple[Place, str], ...]


def written_ids(text: str, path: str) -> set[str]:
    """Return the ids that the questions of a file have."""
    found = (_read(body.stem) for body in _bodies(text, path))
    return {each[1].id for each in found if each is not None and each[1].id}


def mend_quiz(text: str, path: str, taken: Collection[str]) -> Mended:
    """Write an id where a question, an option or another part has none, and put options that are numbers in order.

    `taken` are the ids of the course's questions; those of parts are unlike within their question.
    Everything else stays as it is, to the byte; what is malformed is left to its author.
    """
    raw, changes, ids = split_raw(text), list[tuple[Place, str]](), {*taken, *written_ids(text, path)}
    for body in _bodies(text, path):
        ids |= _write_id(body.stem, ids, raw, changes)
        in_question = {each[1].id for option in body.options if (each := _read(option.label)) and each[1].id}
        _write_parts(body, raw, changes)
        for option in body.options:
            in_question |= _write_id(option.label, in_question, raw, changes)
        _put_in_order(body, raw, changes)
    return Mended(raw.text, tuple(changes))


def _bodies(text: str, path: str) -> tuple[QuestionBody, ...]:
    front = split_frontmatter("\n".join(split_raw(text).lines), path)
    return cut_questions(read_lines(front.body, path, front.body_line, []), [])[:MOST_QUESTIONS]


def _read(line: Line) -> tuple[str, Attributes] | None:
    try:
        return split_attributes(line.text, line.place)
    except MaterialError:
        return None


def _write_id(line: Line, taken: Collection[str], raw: RawLines, changes: list[tuple[Place, str]]) -> set[str]:
    found = _read(line)
    if found is None or found[1].id or not found[0]:
        return set()
    written = unique_slug(found[0], taken)
    raw.lines[line.place.line - 1] = with_id(raw.lines[line.place.line - 1], written)
    changes.append((line.place, f"wrote {{#{written}}}"))
    return {written}


def _write_parts(body: QuestionBody, raw: RawLines, changes: list[tuple[Place, str]]) -> None:
    """Write the ids of pairs, steps and blanks, as the question's kind names them."""
    kind = KINDS.get(_kind_of(body))
    insertions = sorted(kind.missing_ids(body) if kind else (), key=lambda insertion: insertion.place)
    for insertion in reversed(insertions):
        raw.insert(insertion)
    changes += [(insertion.place, f"wrote {insertion.text.strip()}") for insertion in insertions]


def _kind_of(body: QuestionBody) -> str:
    return body.named["kind"].value[0].text if "kind" in body.named else "single"


def _put_in_order(body: QuestionBody, raw: RawLines, changes: list[tuple[Place, str]]) -> None:
    """Exchange options with their reasons; what stands between them, and every line end, stays where it is."""
    texts = [found[0] for option in body.options if (found := _read(option.label))]
    values = numbers_of(texts) if len(texts) == len(body.options) else ()
    if _kind_of(body) not in CHOICES or not is_unordered(values):
        return
    spans = [_span(option) for option in body.options]
    gaps = [raw.lines[before.stop : after.start] for before, after in pairwise(spans)]
    ranked = sorted(spans, key=lambda span: values[spans.index(span)])
    pieces = [(raw.lines[span.start : span.stop], gap) for span, gap in zip(ranked, [*gaps, []], strict=True)]
    raw.lines[spans[0].start : spans[-1].stop] = [line for piece, gap in pieces for line in (*piece, *gap)]
    changes.append((body.options[0].label.place, "put its numbers in order"))


def _span(option: OptionLines) -> range:
    last = option.reasons[-1] if option.reasons else option.label
    return range(option.label.place.line - 1, last.place.line)
