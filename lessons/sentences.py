"""A lesson's own sentences, each with the seconds of the video that are linked in it: raw material for questions."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from lessons.prose import SECOND
from sources.blocks import Block, normalise_quotation
from sources.markup import plain_text

# Private signs around a second keep it in its place while the tags around it go.
_MARK, _MARKED = "\ue010{}\ue011", re.compile("\\s*[(\\[]?\ue010(\\d+)\ue011[)\\]]?")
_TIME_LINK = re.compile(r'<a [^<>]*class="yt-timestamp"[^<>]*>[^<>]*</a>')
_PIECE = re.compile(r"</?(?:li|p|td|th|tr|dd|dt|blockquote|ul|ol|table|caption|h[1-6])\b[^<>]*>|<[bh]r\b[^<>]*>")
_NO_PROSE = re.compile(r"<(?:pre|h[1-6])\b")
_END = re.compile(r"(?<=[.!?…])([\"”’)]*(?:\s*\ue010\d+\ue011)*)\s+(?=[^\Wa-z])")
FEWEST_WORDS = 4


class Sentence(Struct, frozen=True):
    """A sentence as its lesson reads, and the seconds linked in it."""

    text: str
    seconds: tuple[int, ...]


def sentences_of(blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """Return the sentences of prose that can be quoted as they are; headings, code and scraps are left out."""
    return tuple(sentence for block in blocks if not _NO_PROSE.match(block.html) for sentence in _quotable(block))


def _quotable(block: Block) -> Iterator[Sentence]:
    text = normalise_quotation(block.text)
    for sentence in _sentences(block):
        if len(sentence.text.split()) >= FEWEST_WORDS and normalise_quotation(sentence.text) in text:
            yield sentence


def _sentences(block: Block) -> Iterator[Sentence]:
    html = _TIME_LINK.sub(_marked, block.html)
    for piece in _PIECE.split(html):
        for stretch in _END.sub("\\1\n", plain_text(piece)).split("\n"):
            seconds = tuple(int(second) for second in _MARKED.findall(stretch))
            yield Sentence(" ".join(_MARKED.sub("", stretch).split()), seconds)


def _marked(link: re.Match[str]) -> str:
    found = SECOND.search(link[0])
    return f" {_MARK.format(found[1] or found[2])}" if found else ""
