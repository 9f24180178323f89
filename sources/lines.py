"""Markdown as people write it, line by line, made into what Python-Markdown reads as they meant it."""

import re
from collections.abc import Iterable

DEEPEST_LIST = 10
DEEPEST_QUOTE = 10
MARKER = re.compile(r"(?P<marker>[*+-]|\d{1,9}[.)])(?P<gap>[ ]+|$)")
HEADING = re.compile(r" {0,3}(?P<level>#{1,6})(?:[ ]+(?P<title>.*))?$")
RULE = re.compile(r" {0,3}(?:(?:\*[ ]*+){3,}+|(?:-[ ]*+){3,}+|(?:_[ ]*+){3,}+)$")
QUOTE = re.compile(r"(?P<indent>[ ]*)>")
TABLE_RULE = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*+\|?[ ]*$")
CALLOUT = re.compile(r"\[!(?P<kind>\w+)\][+-]?[ ]*(?P<title>.*)$")
DEFINITION = re.compile(r"(?P<indent>[ ]{0,3})\[(?!\^)(?P<name>[^\[\]]*)\]:[ ]*(?P<target>\S*)")
ADDRESS = re.compile(r"<?(?:https?://|mailto:|/|#)")


def tidy_lines(text: str, depth: int = 0) -> str:
    """Set blank lines and indents so that lists, tables, headings, quotes and callouts render as readers expect."""
    lines = [line.expandtabs(4).rstrip(" ") if line.strip() else "" for line in text.split("\n")]
    writer = _Writer()
    for chunk in _chunks(lines):
        if QUOTE.match(chunk[0]):
            _write_quote(writer, chunk, depth)
        else:
            writer.write(chunk[0], follows=chunk[1] if len(chunk) > 1 else "")
    return "\n".join(writer.lines)


def _chunks(lines: list[str]) -> Iterable[list[str]]:
    """Yield each run of quoted lines as one chunk, any other line with a look at the next."""
    index = 0
    while index < len(lines):
        if CALLOUT.match(lines[index].lstrip("> ")) and not lines[index].startswith("    "):
            end = _end_of_callout(lines, index)
            yield [line if QUOTE.match(line) else f"> {line}" for line in lines[index:end]]
        elif QUOTE.match(lines[index]):
            end = _end_of_quote(lines, index)
            yield lines[index:end]
        else:
            end = index + 1
            yield lines[index : index + 2]
        index = end


def _end_of_quote(lines: list[str], start: int) -> int:
    end = start
    while end < len(lines) and QUOTE.match(lines[end]):
        end += 1
    return end


def _end_of_callout(lines: list[str], start: int) -> int:
    """A callout goes on over quoted lines and over plain text that follows its lines at once."""
    end = start + 1
    while end < len(lines) and (QUOTE.match(lines[end]) or _is_plain(lines[end])):
        if CALLOUT.match(lines[end].lstrip("> ")):
            break
        end += 1
    return end


def _is_plain(line: str) -> bool:
    starts_block = MARKER.match(line.lstrip(" ")) or HEADING.match(line) or RULE.match(line) or "|" in line
    return bool(line) and not starts_block


def _write_quote(writer: "_Writer", lines: list[str], depth: int) -> None:
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    inside = [re.sub(r"^[ ]*> ?", "", line) for line in lines]
    if depth + 1 >= DEEPEST_QUOTE:
        inside = [line.lstrip("> ") for line in inside]
    title = CALLOUT.match(inside[0])
    if title is not None:
        inside[:1] = [_callout_title(title), ""]
    tidied = tidy_lines("\n".join(inside), depth + 1).split("\n")
    writer.write_quote(indent, [f"> {line}".rstrip() for line in tidied])


def _callout_title(match: re.Match[str]) -> str:
    title = match["title"].replace("**", "").strip() or match["kind"].capitalize()
    return f"**{title}**"


class _Writer:
    """Writes line after line; knows which list items are open and whether a blank line is needed."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.open_items: list[tuple[int, str]] = []  # (indent as written, kind of list)
        self.last = ""  # what the line before was: "", paragraph, text (going on after an item), item, table, quote

    def write(self, line: str, follows: str) -> None:
        indent = len(line) - len(line.lstrip(" "))
        body = line.lstrip(" ")
        marker = MARKER.match(body)
        heading = HEADING.match(line)
        if not line:
            self._emit("", "")
        elif heading:
            self._write_heading(heading)
        elif RULE.match(line) and not (self.open_items and indent > 1):
            self._alone(body)
        elif marker and self._may_start_item(marker):
            self._write_item(indent, body, marker)
        else:
            self._write_text(indent, body, follows)

    def write_quote(self, indent: int, lines: list[str]) -> None:
        self._close_to(indent)
        if self.last:
            self._emit("", "")
        for line in lines:
            self._emit(self._margin() + line, "quote")
        self._emit("", "")

    def _write_heading(self, match: re.Match[str]) -> None:
        title = re.sub(r"(?:^|[ ])#+$", "", (match["title"] or "").strip()).strip()
        self.open_items.clear()
        self._alone(f"{match['level']} {title}" if title else "")

    def _alone(self, line: str) -> None:
        if not (self.lines and not self.lines[-1]):
            self._emit("", "")
        self._emit(line, "")
        self._emit("", "")

    def _may_start_item(self, marker: re.Match[str]) -> bool:
        """A number may open a list inside a paragraph only if it is 1: "1986. A good year" is text."""
        if self.open_items or self.last not in ("text", "paragraph"):
            return True
        return bool(marker["gap"]) and marker["marker"] in ("*", "-", "+", "1.", "1)")

    def _write_item(self, indent: int, body: str, marker: re.Match[str]) -> None:
        kind = "ol" if marker["marker"][0].isdigit() else "ul"
        sibling = self._close_to(indent)
        goes_on = (self.last == "item" and sibling in ("", kind)) or (self.last == "text" and sibling == kind)
        if self.last and not goes_on:
            self._emit("", "")
        sign = marker["marker"].replace(")", ".") if kind == "ol" else "*"
        self._emit(f"{self._margin()}{sign:<3} {body[marker.end() :].strip()}", "item")
        if len(self.open_items) < DEEPEST_LIST:
            self.open_items.append((indent, kind))

    def _write_text(self, indent: int, body: str, follows: str) -> None:
        continues = self.last in ("item", "text", "paragraph") and indent <= 1
        before = len(self.open_items)
        if not continues:
            self._close_to(indent)
        is_table = "|" in body and (self.last == "table" or bool(TABLE_RULE.match(follows) and "|" in follows))
        leaves = len(self.open_items) < before or (self.last == "table") != is_table
        if self.last and leaves:
            self._emit("", "")
        after = "text" if self.last in ("item", "text") else "paragraph"
        self._emit(self._margin() + _shielded(body), "table" if is_table else after)

    def _close_to(self, indent: int) -> str:
        """Close the items that this indent does not stand inside; return the kind of the last one closed."""
        closed = ""
        while self.open_items and indent < self.open_items[-1][0] + 2:
            closed = self.open_items.pop()[1]
        return closed

    def _margin(self) -> str:
        return "    " * len(self.open_items)

    def _emit(self, line: str, kind: str) -> None:
        self.lines.append(line)
        self.last = kind


def _shielded(line: str) -> str:
    """Keep `[Name]: word` from vanishing as a link definition when its target is no address."""
    match = DEFINITION.match(line)
    return line if match is None or ADDRESS.match(match["target"]) else "\\" + line
