"""Which forms of lines a kind of question is made of: any other is refused, never passed over."""

from collections.abc import Iterator
from typing import Any

from quizzes.body import QuestionBody
from quizzes.kinds.kind import Kind
from quizzes.quiz_lines import Line
from sources.places import Problem

_MEANT = {
    "options": "`kind: multiple`, or no kind at all",
    "answers": "`kind: short`, `kind: numeric` or `kind: truefalse`",
    "pairs": "`kind: matching`",
    "steps": "`kind: ordering`",
    "levels": "`kind: scale`",
    "texts": "`kind: cloze`",
}


def refuse_other_lines(body: QuestionBody, kind: Kind[Any], problems: list[Problem]) -> None:
    """Report each line of a form that another kind is made of."""
    for form, meant in _MEANT.items():
        if form not in kind.takes:
            for line in _lines(body, form):
                words = line.text if len(line.text) <= 60 else f"{line.text[:60]}…"
                message = f"This line is not known in `kind: {kind.name}`: {words!r}."
                problems.append(Problem(line.place, "unknown-line", message, f"Delete it, or write {meant}."))


def check_switches(body: QuestionBody, kind: Kind[Any], problems: list[Problem]) -> None:
    """Report `recall:` where there are no options to hide, and `confidence:` where there is nothing to be sure of."""
    for name, is_allowed in (("recall", kind.recall), ("confidence", kind.is_judged)):
        if name in body.named and not is_allowed:
            message = f"`{name}:` means nothing in `kind: {kind.name}`."
            problems.append(Problem(body.named[name].name.place, f"{name}-misplaced", message, "Delete the line."))


def _lines(body: QuestionBody, form: str) -> Iterator[Line]:
    if form == "options":
        yield from (option.label for option in body.options)
    elif form in ("steps", "levels"):
        numbered = body.steps if form == "steps" else body.levels
        yield from (Line(each.words.text, each.place) for each in numbered)
    else:
        yield from {"answers": body.answers, "pairs": body.pairs, "texts": body.texts}[form]
