"""What is read alike for every kind: the stem, its id, and the named lines."""

from collections.abc import Container, Iterable
from difflib import get_close_matches

from quizzes.body import QuestionBody, SharedFields
from quizzes.ids import read_identified
from quizzes.inline import Wording, read_inline
from quizzes.quiz_lines import Line
from quizzes.times import read_time
from quizzes.wholes import read_whole
from sources.places import Problem, Severity

MOST_WEIGHT = 10


def read_shared(
    body: QuestionBody, taken: Container[str], problems: list[Problem], *, is_judged: bool = True
) -> SharedFields:
    """Return the fields that do not depend on the kind; what is missing or unreadable becomes a problem.

    What is not judged has nothing to prove, so it is not missed where there is no `source:`.
    """
    found = read_identified(body.stem, taken, problems, "question")
    for name in found.values:
        message = f"A question has no `{name}=`."
        problems.append(Problem(body.stem.place, "unknown-attribute", message, "Delete it: `{#id}` stands alone."))
    wording = read_inline((found.line,), problems, "the stem")
    return SharedFields(
        id=found.id,
        stem=wording.html,
        stem_text=wording.text,
        explanation=_read_explanation(body, problems).html,
        source=_read_source(body, problems, is_judged=is_judged),
        at=_read_at(body, problems),
        after=_read_words(body, "after", problems),
        recall=_read_switch(body, "recall", "yes", problems),
        confidence=_read_switch(body, "confidence", "ask", problems),
        weight=_read_weight(body, problems),
    )


def find_kind(body: QuestionBody, kinds: Iterable[str], problems: list[Problem]) -> str | None:
    """Return the question's kind, single choice unless said; for an unknown one a problem, and the most like it."""
    line = _value(body, "kind")
    if line is None:
        return "single"
    names = list(kinds)
    if line.text in names:
        return line.text
    closest = get_close_matches(line.text.lower(), names, n=1)
    mend = f"Write `kind: {closest[0]}`." if closest else f"The kinds are {', '.join(names)}."
    problems.append(Problem(line.place, "unknown-kind", f"There is no kind {line.text!r}.", mend))
    return closest[0] if closest else None


def _read_explanation(body: QuestionBody, problems: list[Problem]) -> Wording:
    named = body.named.get("explain")
    lines = tuple(line for line in named.value if line.text) if named else ()
    if lines:
        return read_inline(lines, problems, "the explanation")
    place = named.name.place if named else body.stem.place
    message = f"The question {body.stem.text!r} has no explanation."
    mend = "Write `explain: ` and why the right answer is right."
    problems.append(Problem(place, "explanation-missing", message, mend))
    return Wording()


def _read_source(body: QuestionBody, problems: list[Problem], *, is_judged: bool) -> str:
    if "source" in body.named or not is_judged:
        return _read_words(body, "source", problems)
    message = f"The question {body.stem.text!r} does not say which words of the lesson prove it."
    mend = 'Write `source: "words of the lesson"   at: 00:15:33`.'
    problems.append(Problem(body.stem.place, "source-missing", message, mend, Severity.WARNING))
    return ""


def _read_words(body: QuestionBody, name: str, problems: list[Problem]) -> str:
    line = _value(body, name)
    if line and not line.text:
        message = f"`{name}:` quotes no words of the lesson."
        problems.append(Problem(line.place, f"{name}-empty", message, f'Write `{name}: "words of the lesson"`.'))
    return line.text if line else ""


def _read_at(body: QuestionBody, problems: list[Problem]) -> int | None:
    line = _value(body, "at")
    if line is None:
        return None
    seconds = read_time(line.text)
    if seconds is None:
        message = f"{line.text!r} is not a time of the video."
        problems.append(Problem(line.place, "at-unreadable", message, "Write it as `at: 00:15:33`."))
    return seconds


def _read_switch(body: QuestionBody, name: str, on: str, problems: list[Problem]) -> bool:
    line = _value(body, name)
    if line and line.text != on:
        message = f"`{name}:` is followed by {line.text!r}."
        problems.append(
            Problem(line.place, f"{name}-unreadable", message, f"Write `{name}: {on}`, or delete the line.")
        )
    return line is not None


def _read_weight(body: QuestionBody, problems: list[Problem]) -> int:
    line = _value(body, "weight")
    if line is None:
        return 1
    weight = read_whole(line.text, most=MOST_WEIGHT)
    if weight is None:
        message = f"{line.text!r} is not a weight."
        mend = f"Write a whole number from 1 to {MOST_WEIGHT}, such as `weight: 2`, or delete the line."
        problems.append(Problem(line.place, "weight-unreadable", message, mend))
    return weight or 1


def _value(body: QuestionBody, name: str) -> Line | None:
    return body.named[name].value[0] if name in body.named else None
