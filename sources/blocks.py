"""Safe HTML cut into its top-level blocks, each with an anchor and its text."""

import re
import unicodedata
from html.parser import HTMLParser

from msgspec import Struct

from sources.markup import BLOCK_TAGS, plain_text

STRAIGHT = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "\xa0": " ",
        "…": "...",
        "\u2011": "-",
    }
)
BLANK_BEFORE_SIGN = re.compile(r" +([.,:;!?)])")
VOID = frozenset(("br", "hr"))


class Block(Struct, frozen=True):
    """One top-level block: safe HTML whose element carries `id=anchor`, and its text without video times."""

    anchor: str
    html: str
    text: str


def cut_into_blocks(html: str) -> tuple[Block, ...]:
    """Cut safe HTML into its top-level blocks, with the anchors p1, p2 … in their order."""
    cutter = _Cutter(html)
    return tuple(_block(f"p{number}", piece) for number, piece in enumerate(cutter.cut(), start=1))


def normalise_quotation(text: str) -> str:
    """Return the text in the spelling that quotations are compared in: NFC, straight quotes, single blanks."""
    text = unicodedata.normalize("NFC", text).translate(STRAIGHT)
    return BLANK_BEFORE_SIGN.sub(r"\1", " ".join(text.split()))


def find_quotation(blocks: tuple[Block, ...], quotation: str) -> Block | None:
    """Return the block that holds the quotation, the first one where it spans several, None where it is nowhere."""
    wanted = normalise_quotation(quotation)
    if not wanted:
        return None
    texts = [normalise_quotation(block.text) for block in blocks]
    for block, text in zip(blocks, texts, strict=True):
        if wanted in text:
            return block
    return _find_spanning(blocks, texts, wanted)


def _find_spanning(blocks: tuple[Block, ...], texts: list[str], wanted: str) -> Block | None:
    start = " ".join(texts).find(wanted)
    if start < 0:
        return None
    for block, text in zip(blocks, texts, strict=True):
        if start <= len(text):
            return block
        start -= len(text) + 1
    return None


def _block(anchor: str, html: str) -> Block:
    opening = re.match(r"<([a-z0-9]+)", html)
    name_end = opening.end() if opening else 0
    return Block(anchor, f'{html[:name_end]} id="{anchor}"{html[name_end:]}', plain_text(html))


class _Cutter(HTMLParser):
    """Finds where top-level elements end; loose text and inline elements between them become a paragraph."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._html = html
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", html))]
        self._open: list[str] = []
        self._cuts: list[int] = [0]

    def cut(self) -> list[str]:
        self.feed(self._html)
        self.close()
        ends = [*self._cuts[1:], len(self._html)]
        pieces = [self._html[start:end].strip() for start, end in zip(self._cuts, ends, strict=True)]
        return [self._wrapped(piece) for piece in pieces if piece]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._open and tag in BLOCK_TAGS and tag != "br":
            self._cut_at(self._offset())
        if tag not in VOID:
            self._open.append(tag)
        elif tag == "hr" and not self._open:
            self._cut_at(self._html.index(">", self._offset()) + 1)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open and self._open.pop() != tag:
            pass
        if not self._open and tag in BLOCK_TAGS:
            self._cut_at(self._html.index(">", self._offset()) + 1)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _cut_at(self, offset: int) -> None:
        if offset > self._cuts[-1]:
            self._cuts.append(offset)

    @staticmethod
    def _wrapped(piece: str) -> str:
        opening = re.match(r"<([a-z0-9]+)", piece)
        is_block = opening is not None and opening[1] in BLOCK_TAGS and opening[1] != "br"
        return piece if is_block else f"<p>{piece}</p>"
