"""Prompts: fenced blocks in a lesson's file that ask something of the learner's own life."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from lessons.lesson import Prompt
from lessons.own_pieces import OWN_KINDS
from lessons.prompt_body import PromptBody, cut_body
from lessons.prompt_kinds import KINDS
from lessons.prompt_kinds.kind import PromptKind
from lessons.prompt_labels import read_field
from lessons.prompt_levels import read_levels
from sources.attributes import Attributes, split_attributes
from sources.ids import is_id, slug
from sources.markup import plain_text, to_html
from sources.places import MaterialError, Place, Problem

DUE = re.compile(r"(?P<days>[1-9]\d{0,2})d", re.ASCII)
YES_NO = {"yes": True, "no": False}
WORD = re.compile(r"[A-Za-z]+")


def is_prompt(info: str) -> bool:
    """Say whether a fence is meant as a prompt: it carries attributes, or its word is a kind or nearly one."""
    match = WORD.match(info)
    word = match[0].lower() if match else ""
    return "{" in info or bool(get_close_matches(word, list(KINDS), cutoff=0.75))


def read_prompt(info: str, lines: Sequence[str], place: Place) -> Prompt:
    """Read a prompt from the words behind its fence and the lines within; MaterialError with every problem found."""
    problems: list[Problem] = []
    kind, attributes = _read_head(info, place, problems)
    body = cut_body(lines, kind, place, problems)
    required, into, again = _read_attributes(attributes, kind, place, problems)
    html = _read_question(body, place, problems)
    _check(kind, attributes, body, None if html is None else plain_text(html), place, problems)
    levels = read_levels(body.levels, place, problems) if kind and kind.has_levels else ()
    due_days = _read_due(body, problems)
    if problems or kind is None or html is None:
        raise MaterialError(*problems)
    return Prompt(
        id=attributes.id,
        kind=kind.name,
        question=html,
        question_text=plain_text(html),
        fields=kind.read_fields({name: line.words for name, line in body.lines.items()}),
        required=required,
        into=into,
        due_days=due_days,
        levels=levels,
        again=again,
    )


def kind_of(prompt: Prompt) -> PromptKind:
    """Give what a prompt's kind knows, one of the authors' or of a learner's own pieces."""
    return KINDS.get(prompt.kind) or OWN_KINDS[prompt.kind]


def sentence(prompt: Prompt, values: Mapping[str, str]) -> str:
    """Return what was written, read back as its kind reads: a text, or "When …, then …."."""
    return kind_of(prompt).sentence(prompt, values)


def is_blank(prompt: Prompt, values: Mapping[str, str]) -> bool:
    """Say whether what was written does not count as an answer yet."""
    return kind_of(prompt).is_blank(prompt, values)


def is_empty(prompt: Prompt, values: Mapping[str, str]) -> bool:
    """Say whether nothing was written that could be kept."""
    return kind_of(prompt).is_empty(prompt, values)


def count_words(prompt: Prompt, values: Mapping[str, str]) -> int:
    """Count the words that were written; days and numbers are none."""
    return kind_of(prompt).count_words(values)


def in_words(prompt: Prompt, name: str, value: str) -> str:
    """Return what stands in one field as it is shown to be read."""
    return kind_of(prompt).in_words(prompt, name, value)


def propose(prompt: Prompt, today: date) -> dict[str, str]:
    """Return what stands in the fields of who has not written yet, for them to change."""
    return kind_of(prompt).propose(prompt, today)


def find_problem(prompt: Prompt, values: Mapping[str, str], before: Mapping[str, str], today: date) -> str:
    """Return the code of what must be mended before this is kept, "" for nothing; `before` is what was kept last."""
    return kind_of(prompt).find_problem(prompt, values, before, today)


def due_on(prompt: Prompt, values: Mapping[str, str], today: date) -> date | None:
    """Return the day on which to ask how it went; None where nothing is asked, or not enough was written."""
    if prompt.due_days is None or is_blank(prompt, values):
        return None
    return kind_of(prompt).due_on(prompt, values, today)


def names_day(prompt: Prompt) -> bool:
    """Say whether the learner names the day, so that another one moves the check-in."""
    return kind_of(prompt).names_day


def _read_head(info: str, place: Place, problems: list[Problem]) -> tuple[PromptKind | None, Attributes]:
    try:
        word, attributes = split_attributes(info, place)
    except MaterialError as error:
        problems += error.problems
        word, attributes = info.partition("{")[0].strip(), Attributes(id="unread")
    kind = KINDS.get(word)
    if kind is None:
        names = get_close_matches(word, list(KINDS), cutoff=0) or list(KINDS)
        message = f"“{word[:60]}” is no kind of prompt."
        problems.append(Problem(place, "prompt-kind", message, f"Write {' or '.join(names)}."))
    return kind, attributes


def _read_attributes(
    attributes: Attributes, kind: PromptKind | None, place: Place, problems: list[Problem]
) -> tuple[bool, str, str]:
    known = ("required", "into", *(["again"] if kind is None or kind.is_asked_again else []))
    for name in attributes.values:
        if name not in known:
            message = f"A {kind.name if kind else ''} prompt has no attribute `{name}=`."
            mend = f"Known are {' and '.join(f'{each}=' for each in known)}."
            problems.append(Problem(place, "prompt-attribute", message, mend))
    required = attributes.values.get("required", "no")
    if required not in YES_NO:
        message = f"`required={required[:20]}` is neither yes nor no."
        problems.append(Problem(place, "prompt-required", message, "Write required=yes."))
    into = attributes.values.get("into", "")
    if into and not is_id(into):
        message = f"`into={into[:60]}` is not the id of a plan section."
        problems.append(Problem(place, "prompt-into", message, f"Write into={slug(into)}."))
    return YES_NO.get(required, False), into, attributes.values.get("again", "")


def _check(
    kind: PromptKind | None,
    attributes: Attributes,
    body: PromptBody,
    question: str | None,
    place: Place,
    problems: list[Problem],
) -> None:
    if not attributes.id:
        suggestion = slug(question) if question else "name-of-the-prompt"
        message = "This prompt has no id."
        problems.append(Problem(place, "prompt-without-id", message, f"Write {{#{suggestion}}} behind its kind."))
    if question == "":
        message = "This prompt asks nothing."
        problems.append(Problem(place, "prompt-without-question", message, "Write its question first."))
    if kind is not None:
        _check_lines(kind, body, place, problems)
    if kind is not None and kind.is_asked_again and not attributes.values.get("again"):
        message = f"A {kind.name} prompt does not say where it is asked again."
        mend = "Write again=_end, or again= and the id of a later lesson."
        problems.append(Problem(place, "prompt-again-missing", message, mend))


def _check_lines(kind: PromptKind, body: PromptBody, place: Place, problems: list[Problem]) -> None:
    for name in kind.needs:
        if name not in body.lines:
            message = f"A {kind.name} prompt needs a line `{name}:`."
            problems.append(Problem(place, "prompt-line-missing", message, f"Write `{_example_of(name, kind)}`."))
    for line in body.lines.values():
        if not read_field(line.name, line.words).label:
            message = f"The line `{line.name}:` says nothing."
            mend = f"Write something like `{_example_of(line.name, kind)}`."
            problems.append(Problem(line.place, "prompt-line-empty", message, mend))


def _example_of(name: str, kind: PromptKind) -> str:
    return next((line for line in kind.example if line.startswith(f"{name}:")), f"{name}: 7d")


def _read_due(body: PromptBody, problems: list[Problem]) -> int | None:
    line = body.lines.get("due")
    if line is None or not line.words:
        return None
    match = DUE.fullmatch(line.words)
    if match is None:
        message = f"“{line.words[:40]}” is not a number of days."
        problems.append(Problem(line.place, "prompt-due", message, "Write due: 7d."))
    return int(match["days"]) if match else None


def _read_question(body: PromptBody, place: Place, problems: list[Problem]) -> str | None:
    try:
        return to_html(body.question, place=place)
    except MaterialError as error:
        problems += error.problems
        return None
