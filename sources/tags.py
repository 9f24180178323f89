"""Raw HTML in Markdown: what is allowed stays, what could swallow or run goes, and every other `<` is a sign."""

import re

from sources.cleaning import TAGS, UNWRAPPED, VANISHING

DEEPEST_TAGS = 60
MOST_TAGS = 20_000
TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])(?P<rest>[^<>]*+)>")
AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>")
VANISHING_TAG = re.compile(rf"<(?P<name>{'|'.join(sorted(VANISHING))})(?=[\s/>])", re.IGNORECASE)
# These need no closing tag, so many open ones are no nesting.
LOOSE = frozenset(("br", "hr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot"))


class TooDeepError(Exception):
    """Raw HTML with more tags, or deeper ones, than any reader could want."""


def sift_tags(text: str) -> str:
    """Return the text with only allowed tags in it; TooDeepError where there is no end of them."""
    text = without_vanishing(without_comments(text))
    pieces: list[str] = []
    depth = index = 0
    if text.count("<") > MOST_TAGS:
        raise TooDeepError
    while (start := text.find("<", index)) >= 0:
        pieces.append(text[index:start])
        match = TAG.match(text, start) or AUTOLINK.match(text, start)
        index = start + 1 if match is None else match.end()
        pieces.append("&lt;" if match is None else _sifted(match))
        if match is not None and pieces[-1] and match.re is TAG:
            depth = _deeper(depth, match)
        index = start + 1 if pieces[-1] == "&lt;" else index
    return "".join(pieces) + text[index:]


def without_comments(text: str) -> str:
    """Return the text without HTML comments; an unclosed one stays, as signs."""
    pieces, index = [], 0
    while (start := text.find("<!--", index)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces.append(text[index:start])
        index = end + 3
    return "".join(pieces) + text[index:]


def without_vanishing(text: str) -> str:
    """Return the text without `<script>…</script>` and its kind; an unclosed one loses only its tag."""
    pieces, index = [], 0
    lower = text.lower() if text.isascii() else "".join(sign.lower() if sign.isascii() else sign for sign in text)
    unclosed: set[str] = set()
    for match in VANISHING_TAG.finditer(text):
        name = match["name"].lower()
        if match.start() < index or name in unclosed:
            continue
        end = lower.find(f"</{name}", match.end())
        if end < 0:
            unclosed.add(name)
            continue
        pieces.append(text[index : match.start()])
        close = text.find(">", end)
        index = len(text) if close < 0 else close + 1
    return "".join(pieces) + text[index:]


def _sifted(match: re.Match[str]) -> str:
    if match.re is AUTOLINK:
        return match[0]
    name = match["name"].lower()
    if name in TAGS:
        return match[0]
    return "" if name in UNWRAPPED or name in VANISHING else "&lt;"


def _deeper(depth: int, match: re.Match[str]) -> int:
    if match["name"].lower() in LOOSE or match["rest"].endswith("/"):
        return depth
    depth = max(0, depth - 1) if match["closing"] else depth + 1
    if depth > DEEPEST_TAGS:
        raise TooDeepError
    return depth
