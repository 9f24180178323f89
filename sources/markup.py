"""Markdown as authors write it → safe HTML, and safe HTML → plain text. For authors' texts only."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from sources.cleaning import clean_html
from sources.keeping import Keeper
from sources.lines import tidy_lines
from sources.places import MaterialError, Place, Problem
from sources.tags import TooDeepError, sift_tags

# Python-Markdown hung or overflowed on pathological texts: these bounds are far above what a person writes.
MOST_CHARACTERS = 400_000
LONGEST_RUN = re.compile(r"([*_\[\]!&<>\\|~#=+-])\1{300}")
MOST_MARKS = 2_500  # of one kind in one paragraph
MARKS = "[]*_!\\"
MOST_FOOTNOTE_MARKS = 2_000
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000-\ue002\ufeff]")
# Words and signs that mean nothing to Markdown or HTML: most titles, options and reasons are nothing else.
PLAIN_LINE = re.compile(r"[A-Za-z0-9À-ɏ ,.;:?%()‘’“”–—…-]{1,500}")
NOWHERE = Place("")

TIME = "\ue002"
TIMES = re.compile(rf"\s*[(\[]\s*{TIME}(?:[\s,;]*{TIME})*\s*[)\]]|\s*{TIME}(?:[\s,;]*(?:and\s+)?{TIME})*")
BEFORE_SIGN = re.compile(r"\s+([.,;:!?)\]])(?=\s|$|[\"'”’)\].,;:!?])")
# fmt: off
BLOCK_TAGS = frozenset((
    "p", "li", "ul", "ol", "td", "th", "tr", "table", "blockquote", "pre", "div", "h1", "h2", "h3", "h4", "h5",
    "h6", "br", "hr", "dt", "dd", "caption",
))
# fmt: on
VIDEO_TIMES = ("yt-timestamp", "yt-time")
NOT_READ = (*VIDEO_TIMES, "footnote-ref", "footnote-backref")


def to_html(markdown_text: str, *, place: Place = NOWHERE) -> str:
    """Return block-level Markdown as safe HTML, headings from h2; MaterialError at `place` if it is beyond bounds."""
    keeper = Keeper()
    return _convert(tidy_lines(_prepare(markdown_text, keeper, place)), keeper, _BLOCK_CONVERTERS, place)


def to_inline_html(markdown_text: str, *, place: Place = NOWHERE) -> str:
    """Return one line of Markdown as safe HTML without a paragraph; MaterialError at `place` if beyond bounds."""
    if PLAIN_LINE.fullmatch(markdown_text):
        return " ".join(markdown_text.split())
    keeper = Keeper()
    line = " ".join(_prepare(markdown_text, keeper, place).split())
    html = _convert(line, keeper, _INLINE_CONVERTERS, place).strip()
    return html.removeprefix("<p>").removesuffix("</p>")


def plain_text(html: str) -> str:
    """Return the words of safe HTML as they read: without video times and footnote marks, blanks collapsed."""
    if "<" not in html and "&" not in html:
        return _without_times(" ".join(html.split()))
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return _without_times(" ".join("".join(reader.pieces).split()))


def _prepare(text: str, keeper: Keeper, place: Place) -> str:
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > MOST_CHARACTERS:
        message = f"This text has more than {MOST_CHARACTERS:,} characters."
        raise _refusal(place, "text-too-long", message, "Split it.")
    text = keeper.keep_formulas(keeper.keep_code(text))
    try:
        text = sift_tags(text)
    except TooDeepError as error:
        raise _refusal(place, "html-too-deep", "There are too many or too deep HTML tags.", "Use Markdown.") from error
    _check_bounds(text, place)
    return text


def _check_bounds(text: str, place: Place) -> None:
    run = LONGEST_RUN.search(text)
    if run is not None:
        message = f"More than 300 signs {run[1]} follow each other."
        raise _refusal(place, "marks-too-many", message, "Take them out, or fence them as code.")
    if text.count("[^") > MOST_FOOTNOTE_MARKS:
        message = f"There are more than {MOST_FOOTNOTE_MARKS:,} footnotes and references to them."
        raise _refusal(place, "footnotes-too-many", message, "Take some out.")
    for paragraph in re.split(r"\n[ \t]*\n", text):
        if any(paragraph.count(mark) > MOST_MARKS for mark in MARKS):
            raise _too_many_marks(place)


def _too_many_marks(place: Place) -> MaterialError:
    message = f"One paragraph holds more than {MOST_MARKS:,} Markdown signs of one kind."
    return _refusal(place, "marks-too-many", message, "Split it, or fence it as code.")


class _Converters:
    """Converters that wait to be used again, since making one costs as much as a page of text.

    Each is in one hand at a time, so that threads do not meet; one that failed is not used again.
    """

    def __init__(self, make: Callable[[], Markdown]) -> None:
        self._make = make
        self._waiting: list[Markdown] = []

    def convert(self, text: str) -> str:
        try:
            converter = self._waiting.pop()
        except IndexError:
            converter = self._make()
        html = converter.convert(text)
        converter.reset()
        self._waiting.append(converter)
        return html


def _convert(text: str, keeper: Keeper, converters: _Converters, place: Place) -> str:
    try:
        html = converters.convert(text)
    except RecursionError as error:
        raise _refusal(place, "text-too-deep", "This text is nested too deeply.", "Make it flatter.") from error
    return clean_html(keeper.restore(html)).strip()


def _block_converter() -> Markdown:
    converter = Markdown(
        extensions=[TableExtension(use_align_attribute=True), FootnoteExtension(), SaneListExtension()],
        output_format="html",
    )
    blocks = converter.parser.blockprocessors
    # Indented text is not code here: these articles indent paragraphs, and code is fenced.
    blocks.deregister("code")
    # Underlined headings are found by the outline; elsewhere dashes below a text are a rule.
    blocks.deregister("setextheader")
    blocks.register(_StrictHashHeader(converter.parser), "hashheader", 70)
    return _without_raw_blocks(converter)


def _inline_converter() -> Markdown:
    converter = Markdown(output_format="html")
    for name in ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference"):
        converter.parser.blockprocessors.deregister(name)
    return _without_raw_blocks(converter)


def _without_raw_blocks(converter: Markdown) -> Markdown:
    """Read raw HTML within paragraphs only, so that Markdown inside a `<div>` is still Markdown."""
    converter.preprocessors.deregister("html_block")
    converter.treeprocessors.register(_PageElements(converter), "page_elements", 5)
    return converter


class _StrictHashHeader(HashHeaderProcessor):
    """A heading needs a blank after its `#`: `#1` and `#hashtag` are words."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ ](?P<header>[^\n]*)(?:\n|$)")


class _PageElements(Treeprocessor):
    """An h1 becomes h2, for the page has its own; an image becomes a link, for pages load nothing from outside."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "h1":
                element.tag = "h2"
            elif element.tag == "img":
                element.tag, source = "a", element.get("src", "")
                element.text = element.get("alt") or source
                element.attrib.clear()
                element.set("href", source)


_BLOCK_CONVERTERS, _INLINE_CONVERTERS = _Converters(_block_converter), _Converters(_inline_converter)


class _TextReader(HTMLParser):
    """Collects text; a video time becomes one sign, so that the commas around it can go with it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._skipping = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if not self._skipping and any(name in NOT_READ for name in classes):
            self._skipping = tag
            self.pieces.append(TIME if any(name in VIDEO_TIMES for name in classes) else "")
        elif tag in BLOCK_TAGS:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipping:
            self._skipping = ""
        elif tag in BLOCK_TAGS:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.pieces.append(data)


def _without_times(text: str) -> str:
    if TIME not in text:
        return text
    text = BEFORE_SIGN.sub(r"\1", TIMES.sub("", text))
    return text.strip().lstrip(",;").strip()


def _refusal(place: Place, code: str, message: str, mend: str) -> MaterialError:
    return MaterialError(Problem(place, code, message, mend))
