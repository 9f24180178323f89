"""The words of a question: inline Markdown made into safe HTML, refused where it is anything more."""

import re
from collections.abc import Iterator

from msgspec import Struct

from quizzes.quiz_lines import Line
from sources.markup import plain_text, to_inline_html
from sources.places import MaterialError, Place, Problem

_CODE = re.compile(r"(?<!\\)`[^`]*`")
_BLOCK = re.compile(r"(?:[-+*]|#+)(?: |\Z)|>|[-*_=](?: ?[-*_=]){2,}\Z|\||:::")
# Not `kind:` and `explain:`, which people also write in prose.
_NAME_INSIDE = re.compile(r"(?:^| )(?:(?:source|after): *[\"\u201c]|at: *\d+:\d)")
_ODD = (
    (re.compile(r"```|~~~"), "fence", "A code fence cannot stand here.", "Write short code between single backticks."),
    (
        re.compile(r"<[A-Za-z/!?]"),
        "raw-html",
        "HTML cannot stand here.",
        "Write it in Markdown, or put it between backticks, or write `&lt;` for a less-than sign.",
    ),
    (
        re.compile(r"\[[ xX]?\]"),
        "box-inside",
        "A box to tick stands inside the words.",
        "Begin a line of its own with `- [ ]` or `- [x]`.",
    ),
    (
        re.compile(r"\{[#:]"),
        "attributes-inside",
        "An id stands inside the words.",
        "Write one `{#id}`, at the end of the line.",
    ),
    (
        re.compile(r"\{\{"),
        "blank-inside",
        "A blank stands inside the words.",
        "Put the text with its blanks on a line of its own, in a question with `kind: cloze`.",
    ),
    (re.compile(r"\[\["), "wikilink", "A wikilink cannot stand here.", "Write its words alone."),
    (_NAME_INSIDE, "name-inside", "A `name: value` stands inside the words.", "Put it on a line of its own."),
)


class Wording(Struct, frozen=True):
    """The same words as safe inline HTML and as plain text."""

    html: str = ""
    text: str = ""


def read_inline(lines: tuple[Line, ...], problems: list[Problem], what: str) -> Wording:
    """Render lines as one stretch of inline Markdown; `what` names it in problems, such as "the stem"."""
    odd = [problem for line in lines for problem in _odd_parts(line)] + list(_odd_start(lines, what))
    problems.extend(odd)
    if odd:
        return Wording()
    return _render(" ".join(line.text for line in lines), lines[0].place, problems, what)


def _odd_parts(line: Line) -> Iterator[Problem]:
    outside_code = _CODE.sub(lambda match: " " * len(match[0]), line.text)
    for pattern, code, message, mend in _ODD:
        if found := pattern.search(line.text if code == "fence" else outside_code):
            start = found.start() + len(found[0]) - len(found[0].lstrip(" "))
            words = line.text[start : start + 40]
            yield Problem(line.place_of(start), code, f"{message[:-1]}: {words!r}.", mend)


def _odd_start(lines: tuple[Line, ...], what: str) -> Iterator[Problem]:
    if match := _BLOCK.match(lines[0].text):
        message = f"{what.capitalize()} begins with {match[0].strip()!r}, as a list, a heading or a table does."
        mend = f"Begin {what} with a word, or write a backslash before the sign: only inline Markdown can stand here."
        yield Problem(lines[0].place, "block-in-words", message, mend)


def _render(markdown: str, place: Place, problems: list[Problem], what: str) -> Wording:
    try:
        html = to_inline_html(markdown, place=place)
    except MaterialError as error:
        problems.extend(error.problems)
        return Wording()
    text = plain_text(html)
    if not text:
        problems.append(Problem(place, "no-words", f"{what.capitalize()} has no words.", "Write them."))
    return Wording(html, text)
