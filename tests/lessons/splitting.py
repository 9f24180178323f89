"""A second reading of articles, made apart from the engine's: the words and the video times of a text, in order."""

import re
from collections.abc import Sequence
from html import unescape

from sources.blocks import Block

FROM = re.compile(r"^From:.*$", re.MULTILINE)
HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
TIME = re.compile(r'<a class="yt-timestamp"(?: data-t="(?P<time>[^"]*)"| [^>]*)>\[?(?P<label>[^<\]]*)\]?</a>')
RENDERED_TIME = re.compile(
    r'<(a|span) class="yt-time(?:stamp)?"[^>]*?(?:data-t="(?P<second>\d+)"[^>]*)?>(?P<label>[^<]*)</\1>'
)
LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?\s*([^\[\]]*?)\s*\]\]")
HEADING = re.compile(r"^ {0,3}#{1,6} .*$", re.MULTILINE)
SETEXT = re.compile(r"^(?=\w).*\n(?:---|===)$", re.MULTILINE)
FENCE = re.compile(r"^\s*```\w*$", re.MULTILINE)
CALLOUT = re.compile(r"^>? ?\[!(\w+)\][+-]?(?=(.*))", re.MULTILINE)
NUMBER = re.compile(r"^[ >]*\d+[.)] ", re.MULTILINE)
HTML_HEADING = re.compile(r"<h[2-6][^>]*>.*?</h[2-6]>", re.DOTALL)


def _body(article: str) -> str:
    body = HEAD.sub("", article)
    return SETEXT.sub("", FROM.sub("", body, count=1))


def written_words(article: str) -> list[str]:
    """Return the words of an article's prose as its author wrote them: no headings, no video times."""
    text = FENCE.sub("", HEADING.sub("", _body(article)))
    text = CALLOUT.sub(lambda match: "" if TIME.sub("", match[2]).strip() else match[1], TIME.sub("", text))
    text = NUMBER.sub("", LINK.sub(lambda match: match[1].replace("_", " "), text))
    return words_of(re.sub(r"</?[a-z][^<>]*>", "", text))


def written_times(article: str) -> list[set[str]]:
    """Return every video time, those in headings too, in the spellings it may be shown in: the time's, the label's."""
    return [{_padded(match["time"] or match["label"]), match["label"]} for match in TIME.finditer(_body(article))]


def _padded(time: str) -> str:
    return f"0{time}" if len(time) == 7 else time


def same_times(shown: list[str], written: list[set[str]]) -> bool:
    """Say whether the same times are shown in the same order."""
    return len(shown) == len(written) and all(time in spellings for time, spellings in zip(shown, written, strict=True))


def shown_words(blocks: Sequence[Block]) -> list[str]:
    """Return the words that rendered blocks show, without headings and video times."""
    html = " ".join(block.html for block in blocks)
    html = RENDERED_TIME.sub("", HTML_HEADING.sub("", html))
    return words_of(unescape(re.sub(r"<[^<>]*>", " ", html)))


def shown_times(blocks: Sequence[Block]) -> list[str]:
    """Return every video time that rendered blocks show: linked ones as HH:MM:SS, others by their label."""
    times = []
    for match in RENDERED_TIME.finditer(" ".join(block.html for block in blocks)):
        second = int(match["second"] or 0)
        linked = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        times.append(linked if match["second"] else match["label"])
    return times


def words_of(text: str) -> list[str]:
    """Return the words of plain text; Markdown's signs are none."""
    return re.findall(r"[^\W_]+", text.casefold())


def sentences_of(words: list[str], size: int = 8) -> list[tuple[str, ...]]:
    """Return runs of words, as long as short sentences."""
    return [tuple(words[start : start + size]) for start in range(0, max(1, len(words) - size), size)]
