"""What stands in a cell: text that no spreadsheet takes for a formula, and that our own reader gives back as typed."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime

Cell = str | int | float | datetime | None

# With apostrophes before it, too: one more is put before those, so that taking one away gives back what was typed.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NEUTRALIZED = re.compile(r"'+[=+\-@\t\r]")
# Somebody may have shared four fields of 50,000 characters, and the reader stops at 131,072 unless told.
csv.field_size_limit(1_000_000)


def neutralize(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_typed(text: str) -> str:
    """Take the apostrophe away that `neutralize` put there."""
    return text[1:] if _NEUTRALIZED.match(text) else text


def in_csv(cell: Cell) -> str | int | float:
    """A cell as a file of text holds it; instants in UTC, as spreadsheets read them."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return neutralize(cell) if isinstance(cell, str) else "" if cell is None else cell


def read_csv(content: bytes) -> Iterator[list[str]]:
    """Read a file that we wrote: rows of cells as they were typed."""
    lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    yield from ([as_typed(cell) for cell in row] for row in csv.reader(lines, strict=True))
