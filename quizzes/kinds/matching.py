"""Matching: for each thing on the left, what belongs to it on the right."""

import re
from fractions import Fraction

from quizzes.body import QuestionBody, SharedFields
from quizzes.kinds.kind import Answer, Kind
from quizzes.parts import MOST_PARTS, Part, check_number, check_unlike, name_parts, read_given, read_part
from quizzes.question import Question
from quizzes.quiz_lines import Line
from quizzes.result import Credit, Mark
from quizzes.wording import fold
from sources.mending import Insertion
from sources.places import Place, Problem

_EXAMPLE = "- left {#one} :: right {#other}"
_SEPARATOR = re.compile(r"(?:\A| )::(?: |\Z)")
_REMOVED = "(removed)"


class Left(Part, frozen=True, kw_only=True):
    """What something is to be matched with; `right` is the id of what belongs to it."""

    right: str


class Matching(Question, frozen=True, kw_only=True, tag="matching"):
    """A question with two sides: each left has one right, a right may belong to several lefts or to none."""

    lefts: tuple[Left, ...]
    rights: tuple[Part, ...]


def parse(body: QuestionBody, shared: SharedFields, problems: list[Problem]) -> Matching:
    """Read the lines `- left :: right`; a line without a left offers one more right."""
    lefts: list[tuple[Left, Place]] = []
    rights: dict[str, tuple[Part, Place]] = {}
    for line in body.pairs[: MOST_PARTS + 1]:
        left, right = _split(line, problems)
        other = _read_right(right, rights, problems)
        if left.text:
            taken = {each.id for each, _ in lefts}
            part = read_part(left, taken, problems, "left", where="behind it, before `::`")
            lefts.append((Left(id=part.id, label=part.label, text=part.text, right=other.id), left.place))
    _check(body, lefts, rights, problems)
    return Matching(
        lefts=tuple(left for left, _ in lefts), rights=tuple(right for right, _ in rights.values()), **shared
    )


def grade(question: Matching, answer: Answer) -> Credit:
    """Return the share of lefts that have their right."""
    given = read_given(answer)
    if not any(left.id in given for left in question.lefts):
        return None
    return Fraction(sum(given.get(left.id) == left.right for left in question.lefts), len(question.lefts))


def key(question: Matching) -> tuple[str, ...]:
    """Return each left with its right."""
    rights = {right.id: right.text for right in question.rights}
    return tuple(f"{left.text} → {rights[left.right]}" for left in question.lefts)


def describe(question: Matching, answer: Answer) -> str:
    """Return the pairs that were made, in the author's order of lefts; "(removed)" for what is no more."""
    given, rights = read_given(answer), {right.id: right.text for right in question.rights}
    pairs = [f"{left.text} → {rights.get(given.pop(left.id), _REMOVED)}" for left in question.lefts if left.id in given]
    return "; ".join(pairs + [f"{_REMOVED} → {rights.get(right, _REMOVED)}" for right in given.values()])


def marks(question: Matching, answer: Answer) -> tuple[Mark, ...]:
    """Return for each left whether it has its right."""
    given, pairs = read_given(answer), key(question)
    return tuple(
        Mark(left.id, pair, given.get(left.id) == left.right) for left, pair in zip(question.lefts, pairs, strict=True)
    )


def missing_ids(body: QuestionBody) -> tuple[Insertion, ...]:
    """Name the sides of pairs that have no id; a right side that stands in several pairs has one in all of them."""
    sides = [sides for line in body.pairs if not _SEPARATOR.search((sides := _split(line, []))[1].text)]
    rights = [right for _, right in sides]
    return (*name_parts([left for left, _ in sides]), *name_parts(rights, alike_share=True))


def _split(line: Line, problems: list[Problem]) -> tuple[Line, Line]:
    separator = _SEPARATOR.search(line.text)
    start, end = separator.span() if separator else (len(line.text), len(line.text))
    left, right = line.part(0, start), line.part(end)
    if not right.text:
        message = f"Nothing stands to the right of `::` in {line.text!r}."
        problems.append(Problem(right.place, "right-missing", message, f"Write `{_EXAMPLE}`."))
    if another := _SEPARATOR.search(right.text):
        message = f"A second `::` stands in this line: {right.text[another.start() :].strip()[:40]!r}."
        problems.append(Problem(right.place_of(another.start()), "two-separators", message, f"Write `{_EXAMPLE}`."))
    return left, right


def _read_right(line: Line, known: dict[str, tuple[Part, Place]], problems: list[Problem]) -> Part:
    right = read_part(line, (), problems, "right") if line.text else Part(id="", label="", text="")
    earlier = known.setdefault(right.id, (right, line.place))[0]
    if fold(earlier.text) != fold(right.text):
        message = f"The id {right.id!r} stands for {earlier.text!r} and for {right.text!r}."
        mend = "Give each its own id, or the same words to both."
        problems.append(Problem(line.place, "right-id-twice", message, mend))
    return right


def _check(
    body: QuestionBody,
    lefts: list[tuple[Left, Place]],
    rights: dict[str, tuple[Part, Place]],
    problems: list[Problem],
) -> None:
    stem = body.stem.place
    check_number(len(body.pairs), 2, stem, problems, "pair", f"Write each as `{_EXAMPLE}`.")
    if body.pairs and not lefts:
        problems.append(Problem(stem, "no-key", "No line has a left side.", f"Write `{_EXAMPLE}`."))
    if len(body.pairs) > 1 and len(rights) < 2:
        message = "All lines have the same right side: there is nothing to choose."
        problems.append(Problem(stem, "too-few-rights", message, "Write another one, `- :: right {#id}` at least."))
    check_unlike(lefts, problems, "left")
    check_unlike(rights.values(), problems, "right")


KIND = Kind(
    name="matching",
    question=Matching,
    parse=parse,
    grade=grade,
    key=key,
    describe=describe,
    marks=marks,
    marked="right",
    missing_ids=missing_ids,
    takes=("pairs",),
)
