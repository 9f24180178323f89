"""An article cut at its headings: each section is one heading, whatever its level, and the text up to the next."""

import re
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from lessons.article_lines import Line
from sources.fences import find_fences
from sources.markup import plain_text, to_inline_html
from sources.places import MaterialError, Place, Problem

ATX = re.compile(r" {0,3}(?P<level>#{1,6})(?:[ \t]+(?P<title>.*))?$")
CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+[ \t]*$")
UNDERLINE = re.compile(r" {0,3}(?P<marks>={2,}|-{2,})[ \t]*$")
# What cannot be the text of an underlined heading: other blocks, and lines too long for a title.
NO_TITLE = re.compile(r"[ \t]*(?:[*+>|-]|\d+[.)][ \t]|#{1,6}[ \t])|[ ]{4}|\t")
LONGEST_TITLE = 150
MOST_HEADINGS = 1_000
MOST_FOOTNOTE_MARKS = 1_000
TIMES = re.compile(r'<a class="yt-timestamp".*?</a>|<span class="yt-time">.*?</span>')
TAGS = re.compile(r"<[^<>]*>")
FOOTNOTE = re.compile(r" {0,3}\[\^(?P<name>[^\]\s]{1,60})\]:")
WORD = re.compile(r"\w[\w'’-]*")


class Section(Struct, frozen=True, kw_only=True):
    """One heading with its own text; level 0 is the text before the first heading."""

    level: int
    line: int
    title: str = ""
    heading: str = ""  # the heading as Markdown
    times: str = ""  # the video times written in the heading, as HTML
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing stands below the heading."""
        return not self.text.strip()

    @property
    def words(self) -> int:
        """Return how many words stand below the heading, video times not counted."""
        return len(WORD.findall(TAGS.sub(" ", TIMES.sub(" ", self.text))))


def cut_into_sections(lines: Sequence[Line], path: str = "") -> tuple[Section, ...]:
    """Cut the lines at their headings; the first section has no heading, and a heading without words is taken away.

    MaterialError where there are more headings than any reader could want.
    """
    marks = [_heading_at(lines, index) for index in range(len(lines))]
    if sum(level > 0 for level, _ in marks) > MOST_HEADINGS:
        message = f"The article has more than {MOST_HEADINGS:,} headings."
        raise MaterialError(Problem(Place(path), "headings-too-many", message, "Make several courses of it."))
    sections: list[Section] = []
    head, body = Section(level=0, line=lines[0].number if lines else 1), list[Line]()
    for index, line in enumerate(lines):
        level, heading = marks[index]
        if level and not heading:
            continue
        if level:
            if lines[index].text.strip() != heading and not ATX.match(line.text):
                body.pop()  # the words above an underline
            sections.append(_with_text(head, body))
            head, body = _headed(level, heading, line.number), []
        else:
            body.append(line)
    return settle_footnotes((*sections, _with_text(head, body)))


def settle_footnotes(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Move each footnote's text to the first section that refers to it, so that both are in one lesson."""
    texts = [section.text for section in sections]
    if sum(text.count("[^") for text in texts) > MOST_FOOTNOTE_MARKS:
        return tuple(sections)
    for number, section in enumerate(sections):
        for name, note in find_footnotes(section.text):
            user = next((other for other, text in enumerate(texts) if _refers_to(text, name)), number)
            if user != number:
                texts[number] = texts[number].replace(note, "", 1).strip("\n")
                texts[user] += f"\n\n{note}"
    return tuple(msgspec.structs.replace(section, text=text) for section, text in zip(sections, texts, strict=True))


def find_footnotes(text: str) -> list[tuple[str, str]]:
    """Return name and lines of each footnote written in a text."""
    if "[^" not in text:
        return []
    lines = text.split("\n")
    in_code = {index for fence in find_fences(lines) for index in range(fence.start, (fence.end or fence.start) + 1)}
    notes: list[tuple[str, str]] = []
    for index, line in enumerate(lines):
        match = FOOTNOTE.match(line)
        if match is not None and index not in in_code:
            end = index + 1
            while end < len(lines) and lines[end].startswith("    "):
                end += 1
            notes.append((match["name"], "\n".join(lines[index:end])))
    return notes


def _refers_to(text: str, name: str) -> bool:
    return re.search(rf"\[\^{re.escape(name)}\](?!:)", text) is not None


def _heading_at(lines: Sequence[Line], index: int) -> tuple[int, str]:
    """Return level and words of the heading that this line ends; (0, "") where it ends none."""
    line = lines[index]
    if line.code:
        return 0, ""
    match = ATX.match(line.text)
    if match is not None:
        title = CLOSING_MARKS.sub("", (match["title"] or "").strip()).strip()
        return len(match["level"]), title
    underline = UNDERLINE.match(line.text)
    if underline is None or not _is_title(lines, index - 1):
        return 0, ""
    return (1 if "=" in underline["marks"] else 2), lines[index - 1].text.strip()


def _is_title(lines: Sequence[Line], index: int) -> bool:
    """A title is one short line of plain words; under a paragraph of several lines, dashes are a rule."""
    if index < 0 or lines[index].code or not lines[index].text.strip():
        return False
    text = lines[index].text
    if NO_TITLE.match(text) or len(TAGS.sub("", text)) > LONGEST_TITLE or UNDERLINE.match(text):
        return False
    return index == 0 or not lines[index - 1].text.strip() or _is_block_of_its_own(lines[index - 1])


def _is_block_of_its_own(line: Line) -> bool:
    return line.code or ATX.match(line.text) is not None or UNDERLINE.match(line.text) is not None


def _headed(level: int, heading: str, number: int) -> Section:
    words = TIMES.sub("", heading).strip()
    times = " ".join(TIMES.findall(heading))
    return Section(level=level, line=number, title=_title(words), heading=words, times=times)


def _title(markdown_text: str) -> str:
    try:
        return plain_text(to_inline_html(markdown_text)) or markdown_text
    except MaterialError:  # beyond bounds: the rendering of its lesson will say so
        return markdown_text


def _with_text(head: Section, body: Sequence[Line]) -> Section:
    text = "\n".join(line.text for line in body).strip("\n")
    return Section(
        level=head.level, line=head.line, title=head.title, heading=head.heading, times=head.times, text=text
    )
