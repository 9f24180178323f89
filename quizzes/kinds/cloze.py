"""Cloze: a text with blanks that the learner fills in."""

import re
from collections.abc import Container
from fractions import Fraction

from msgspec import Struct

from quizzes.body import QuestionBody, SharedFields
from quizzes.inline import Wording, read_inline
from quizzes.kinds.kind import Answer, Kind
from quizzes.parts import check_number, read_given
from quizzes.question import Question
from quizzes.quiz_lines import Line
from quizzes.result import Credit, Mark
from quizzes.wildcard import accepts_anything, in_words, matches
from sources.ids import is_id, slug, unique_slug
from sources.mending import Insertion
from sources.places import Problem

_EXAMPLE = "Play {{chess|* chess #game}}, not checkers."
_BLANK = re.compile(r"\{\{([^{}]*)\}\}")
_STRAY = re.compile(r"\{\{|\}\}")
# Authors cannot type these (see quizzes.quiz_lines): they keep the blanks' places and widths during rendering.
_MARK, _PADDING = "\ue010", "\ue011"
_UNFILLED = "…"


class Blank(Struct, frozen=True, kw_only=True):
    """A gap in the text, and the answers it accepts, written as for a short answer."""

    id: str
    accepted: tuple[str, ...]


class Cloze(Question, frozen=True, kw_only=True, tag="cloze"):
    """A question with a text: its pieces (safe inline HTML when joined), and the blanks between them."""

    pieces: tuple[str, ...]
    blanks: tuple[Blank, ...]


def parse(body: QuestionBody, shared: SharedFields, problems: list[Problem]) -> Cloze:
    """Read the one line that has blanks, `{{answer|also right #id}}`."""
    if not body.texts:
        message = "`kind: cloze` has no line with a blank."
        problems.append(Problem(body.stem.place, "no-key", message, f"Write `{_EXAMPLE}` below the stem."))
        return Cloze(pieces=(), blanks=(), **shared)
    line = body.texts[0]
    for another in body.texts[1:]:
        message = f"`kind: cloze` has one line of text, but there is another: {another.text[:60]!r}."
        problems.append(Problem(another.place, "two-texts", message, "Put the whole text on one line."))
    blanks = _read_blanks(line, problems)
    check_number(len(blanks), 1, line.place, problems, "blank", f"Write `{_EXAMPLE}`.")
    return Cloze(pieces=_read_pieces(line, len(blanks), problems), blanks=blanks, **shared)


def grade(question: Cloze, answer: Answer) -> Credit:
    """Return the share of blanks that were filled with an accepted answer."""
    given = read_given(answer)
    if not any(blank.id in given for blank in question.blanks):
        return None
    return Fraction(sum(fits(blank, given.get(blank.id, "")) for blank in question.blanks), len(question.blanks))


def marks(question: Cloze, answer: Answer) -> tuple[Mark, ...]:
    """Return for each blank whether it accepts what was typed."""
    given = read_given(answer)
    return tuple(
        Mark(blank.id, accepted_in_words(blank), fits(blank, given.get(blank.id, ""))) for blank in question.blanks
    )


def fits(blank: Blank, typed: str) -> bool:
    """Tell whether a blank accepts what was typed into it."""
    return any(matches(pattern, typed) for pattern in blank.accepted)


def key(question: Cloze) -> tuple[str, ...]:
    """Return what each blank accepts."""
    return tuple(accepted_in_words(blank) for blank in question.blanks)


def accepted_in_words(blank: Blank) -> str:
    """Return the accepted answers of a blank, an ellipsis for a wildcard within one."""
    return " / ".join(dict.fromkeys(in_words(pattern) for pattern in blank.accepted))


def describe(question: Cloze, answer: Answer) -> str:
    """Return what was typed into each blank, in the order of the text; an ellipsis for one that was left."""
    given = read_given(answer)
    typed = [given.pop(blank.id, _UNFILLED) for blank in question.blanks]
    removed = [f"{text} (removed)" for text in given.values()]
    return "; ".join(typed + removed) if removed or set(typed) - {_UNFILLED} else ""


def missing_ids(body: QuestionBody) -> tuple[Insertion, ...]:
    """Name the blanks that have an answer and no id."""
    if not body.texts:
        return ()
    line, insertions = body.texts[0], []
    insides = [_inside(line, match) for match in _BLANK.finditer(line.text)]
    taken = {_split_id(inside.text)[1] for inside in insides}
    for inside in insides:
        words, found = _split_id(inside.text)
        if words and not found:
            written = unique_slug(words.partition("|")[0].strip(), taken)
            taken.add(written)
            insertions.append(Insertion(inside.place_of(len(inside.text)), f" #{written}"))
    return tuple(insertions)


def _read_blanks(line: Line, problems: list[Problem]) -> tuple[Blank, ...]:
    blanks: list[Blank] = []
    for match in _BLANK.finditer(line.text):
        taken = {blank.id for blank in blanks}
        blanks.append(_read_blank(_inside(line, match), taken, problems))
    return tuple(blanks)


def _inside(line: Line, blank: re.Match[str]) -> Line:
    return line.part(blank.start(1), blank.end(1))


def _read_blank(inside: Line, taken: Container[str], problems: list[Problem]) -> Blank:
    words, found = _split_id(inside.text)
    accepted = tuple(each.strip() for each in words.split("|"))
    suggestion = unique_slug(accepted[0], taken)
    mend = f"Write `{{{{{words} #{suggestion}}}}}`."
    if not all(accepted):
        message = f"An accepted answer is empty: {inside.text!r}."
        problems.append(Problem(inside.place, "answer-empty", message, f"Write `{_EXAMPLE}`."))
    elif any(accepts_anything(each) for each in accepted):
        message = f"{inside.text!r} accepts whatever is written."
        problems.append(Problem(inside.place, "answer-accepts-anything", message, "Write some of the words."))
    if not found:
        problems.append(Problem(inside.place, "blank-id-missing", f"The blank {words!r} has no id.", mend))
    elif not is_id(found):
        message = f"#{found[:60]} is not an id: lowercase letters, digits and single hyphens, at most 60 of them."
        problems.append(Problem(inside.place, "id-malformed", message, f"Write `#{slug(found)}`."))
    elif found in taken:
        message = f"The id {found!r} is taken by another blank."
        problems.append(Problem(inside.place, "blank-id-twice", message, mend))
    return Blank(id=found or suggestion, accepted=accepted)


def _split_id(inside: str) -> tuple[str, str]:
    """Split `chess|* chess #game` into the answers and the id; a `#` within a word, as in C#, is part of it."""
    words, sign, found = inside.rpartition("#")
    if sign and found and " " not in found and (not words or words.endswith(" ")):
        return words.strip(), found
    return inside, ""


def _read_pieces(line: Line, blanks: int, problems: list[Problem]) -> tuple[str, ...]:
    masked = _BLANK.sub(lambda match: _MARK + _PADDING * (len(match[0]) - 1), line.text)
    if stray := _STRAY.search(masked):
        message = f"A blank does not begin or end here: {line.text[stray.start() : stray.start() + 40]!r}."
        problems.append(Problem(line.place_of(stray.start()), "blank-unreadable", message, f"Write `{_EXAMPLE}`."))
        return ()
    wording = read_inline((Line(masked, line.place),), problems, "the text")
    if wording.html and not _are_in_words(wording, blanks):
        message = "A blank stands in a link or its address, where nobody could fill it in."
        problems.append(Problem(line.place, "blank-misplaced", message, "Put it among the words."))
    return tuple(wording.html.replace(_PADDING, "").split(_MARK))


def _are_in_words(wording: Wording, blanks: int) -> bool:
    """Tell whether each blank is there once, among the words and in no link."""
    before = wording.html.split(_MARK)[:-1]
    so_far = ("".join(before[: end + 1]) for end in range(len(before)))
    in_link = any(html.rfind("<a ") > html.rfind("</a>") for html in so_far)
    return len(before) == blanks and wording.text.count(_MARK) == blanks and not in_link


KIND = Kind(
    name="cloze",
    question=Cloze,
    parse=parse,
    grade=grade,
    key=key,
    describe=describe,
    marks=marks,
    marked="right",
    missing_ids=missing_ids,
    takes=("texts",),
)
