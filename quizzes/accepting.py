"""One more accepted answer written into a quiz file; every other byte stays as it is."""

import re

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_ANSWER = re.compile(rb"[ \t]*=(?!=)")


def add_answer(quiz: bytes, stem_line: int, answer: str) -> bytes:
    """Return the file with a line `= answer` behind the last one of the question whose stem stands in `stem_line`.

    Lines count from 1. Raises ValueError where the question has no such line.
    """
    lines = [line for line in _LINE.findall(quiz) if line]
    last = max((index for index in _question(lines, stem_line) if _ANSWER.match(lines[index])), default=None)
    if last is None:
        raise ValueError(f"The question in line {stem_line} has no line with an accepted answer.")
    before = lines[last]
    content = before.rstrip(b"\r\n")
    end = before[len(content) :]
    indent = content[: len(content) - len(content.lstrip(b" \t"))]
    added = indent + b"= " + written(answer).encode()
    if end:
        lines.insert(last + 1, added + end)
    else:  # the last line of a file without a line end at its end
        lines[last] = before + _line_end(lines) + added
    return b"".join(lines)


def written(answer: str) -> str:
    """Return what was typed as a quiz file spells it: a star that was typed is a star."""
    return " ".join(answer.split()).replace("*", "\\*")


def _question(lines: list[bytes], stem_line: int) -> range:
    following = (index for index in range(stem_line, len(lines)) if lines[index].startswith(b"## "))
    return range(stem_line, next(following, len(lines)))


def _line_end(lines: list[bytes]) -> bytes:
    first = lines[0]
    return first[len(first.rstrip(b"\r\n")) :] or b"\n"
