"""Prompts: fenced blocks in a lesson's file that ask something of the learner's own life."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from lessons.lesson import Prompt
from lessons.prompt_kinds import KINDS
from lessons.prompt_kinds.kind import PromptKind
from sources.attributes import Attributes, split_attributes
from sources.ids import is_id, slug
from sources.markup import plain_text, to_html
from sources.places import MaterialError, Place, Problem

FIELD_LINE = re.compile(r"(?P<name>[a-z]+):(?:[ \t]+(?P<value>.*))?$")
DUE = re.compile(r"(?P<days>[1-9]\d{0,2})d", re.ASCII)
YES_NO = {"yes": True, "no": False}
KNOWN_ATTRIBUTES = ("required", "into")
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
    question, written = _read_body(lines, kind, place, problems)
    required, into = _read_attributes(attributes, place, problems)
    _check(kind, attributes, question, written, place, problems)
    due_days = _read_due(written, place, problems)
    if problems or kind is None:
        raise MaterialError(*problems)
    html = to_html(question, place=place)
    return Prompt(
        id=attributes.id,
        kind=kind.name,
        question=html,
        question_text=plain_text(html),
        fields=kind.read_fields({name: value for name, (value, _) in written.items()}),
        required=required,
        into=into,
        due_days=due_days,
    )


def sentence(prompt: Prompt, values: Mapping[str, str]) -> str:
    """Return what was written, read back as its kind reads: a text, or "When …, then …."."""
    return KINDS[prompt.kind].sentence(prompt, values)


def is_blank(prompt: Prompt, values: Mapping[str, str]) -> bool:
    """Say whether what was written does not count as an answer yet."""
    return KINDS[prompt.kind].is_blank(prompt, values)


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


def _read_body(
    lines: Sequence[str], kind: PromptKind | None, place: Place, problems: list[Problem]
) -> tuple[str, dict[str, tuple[str, Place]]]:
    """Cut the body into the question and the lines `name: value` after it."""
    known = (*(kind.lines if kind else ()), "due")
    question: list[str] = []
    written: dict[str, tuple[str, Place]] = {}
    for number, line in enumerate(lines, start=place.line + 1):
        here = Place(place.path, number)
        match = FIELD_LINE.match(line.strip())
        if match is None and not written:
            question.append(line)
        elif match is None:
            problems += [_odd_line(here, line, known)] if line.strip() else []
        elif match["name"] in written:
            message = f"`{match['name']}:` is written twice."
            problems.append(Problem(here, "prompt-line-twice", message, "Take one of them out."))
        elif match["name"] not in known and kind is not None:
            problems.append(_odd_line(here, line, known))
        else:
            written[match["name"]] = ((match["value"] or "").strip(), here)
    return "\n".join(question).strip("\n"), written


def _odd_line(place: Place, line: str, known: Sequence[str]) -> Problem:
    message = f"“{line.strip()[:60]}” is not a line that this prompt knows."
    mend = f"Write one of {', '.join(f'`{name}:`' for name in known)}, or put the words into the question above."
    return Problem(place, "prompt-line", message, mend)


def _read_attributes(attributes: Attributes, place: Place, problems: list[Problem]) -> tuple[bool, str]:
    for name in attributes.values:
        if name not in KNOWN_ATTRIBUTES:
            message = f"A prompt has no attribute `{name}=`."
            problems.append(Problem(place, "prompt-attribute", message, "Known are required= and into=."))
    required = attributes.values.get("required", "no")
    if required not in YES_NO:
        message = f"`required={required[:20]}` is neither yes nor no."
        problems.append(Problem(place, "prompt-required", message, "Write required=yes."))
    into = attributes.values.get("into", "")
    if into and not is_id(into):
        message = f"`into={into[:60]}` is not the id of a plan section."
        problems.append(Problem(place, "prompt-into", message, f"Write into={slug(into)}."))
    return YES_NO.get(required, False), into


def _check(
    kind: PromptKind | None,
    attributes: Attributes,
    question: str,
    written: Mapping[str, tuple[str, Place]],
    place: Place,
    problems: list[Problem],
) -> None:
    if not attributes.id:
        suggestion = slug(plain_text(question)) if question.strip() else "name-of-the-prompt"
        message = "This prompt has no id."
        problems.append(Problem(place, "prompt-without-id", message, f"Write {{#{suggestion}}} behind its kind."))
    if not question.strip():
        message = "This prompt asks nothing."
        problems.append(Problem(place, "prompt-without-question", message, "Write its question first."))
    for name in kind.lines if kind else ():
        if not written.get(name, ("", place))[0]:
            message = f"A {kind.name if kind else ''} prompt needs a line `{name}:`."
            problems.append(Problem(place, "prompt-line-missing", message, f"Write {kind.example if kind else ''}"))


def _read_due(written: Mapping[str, tuple[str, Place]], place: Place, problems: list[Problem]) -> int | None:
    if "due" not in written:
        return None
    value, place = written["due"]
    match = DUE.fullmatch(value)
    if match is None:
        message = f"“{value[:40]}” is not a number of days."
        problems.append(Problem(place, "prompt-due", message, "Write due: 7d."))
    return int(match["days"]) if match else None
