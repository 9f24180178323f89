"""A table as a file, piece by piece: text with commas, or a workbook; neither holds more than some rows in memory."""

import csv
import io
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from tempfile import TemporaryFile
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from web.sheets.cells import Cell, in_csv, neutralize

BOM = "\ufeff"
"""Without it, Excel takes a file of text for one in the machine's old alphabet, and names break."""
ROWS_A_PIECE = 200
BYTES_A_PIECE = 64 * 1024
MOST_ROWS = 1_048_576
"""Rows of a sheet; a longer table goes on in the next one."""
LONGEST_CELL = 32_767
"""Characters that a workbook's cell takes."""
CUT = " …"


@dataclass(frozen=True, slots=True)
class Table:
    """A name, the columns' names, and the rows, which are read while they are written."""

    name: str
    header: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


def csv_pieces(table: Table) -> Iterator[bytes]:
    """UTF-8 with a mark, every cell in quotes, lines ended as RFC 4180 has it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    written.write(BOM)
    writer.writerow([in_csv(cell) for cell in table.header])
    for number, row in enumerate(table.rows, start=1):
        writer.writerow([in_csv(cell) for cell in row])
        if number % ROWS_A_PIECE == 0:
            yield _taken_from(written)
    yield _taken_from(written)


def _taken_from(written: io.StringIO) -> bytes:
    text = written.getvalue()
    written.seek(0)
    written.truncate()
    return text.encode()


def xlsx_pieces(table: Table) -> Iterator[bytes]:
    """A workbook is a compressed folder, so it leaves once its last row is on the disk; until then pieces are empty."""
    with TemporaryFile() as file:
        for _ in _write_workbook(file, table):
            yield b""
        file.seek(0)
        while piece := file.read(BYTES_A_PIECE):
            yield piece


def told_pieces(write: Callable[[Table], Iterator[bytes]], table: Table) -> Iterator[bytes]:
    """The same file, each piece behind a line that says how many rows are written and how long it is; then "end"."""
    written = 0

    def counted() -> Iterator[tuple[Cell, ...]]:
        nonlocal written
        for row in table.rows:
            yield row
            written += 1

    for piece in write(replace(table, rows=counted())):
        yield b"%d %d\n%b" % (written, len(piece), piece)
    yield b"end\n"


def _write_workbook(file: IO[bytes], table: Table) -> Iterator[None]:
    """Write it, with a pause after some rows."""
    # Nothing that people typed becomes a formula, a link or a number.
    inert = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, {"constant_memory": True, **inert}) as workbook:
        styles = _Styles(workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        rows = iter(table.rows)
        for number in count(1):
            name = table.name if number == 1 else f"{table.name} {number}"
            if not (yield from _write_sheet(workbook.add_worksheet(name), table.header, rows, styles)):
                return


@dataclass(frozen=True, slots=True)
class _Styles:
    header: Any
    instant: Any


def _write_sheet(
    sheet: Worksheet, header: tuple[str, ...], rows: Iterator[tuple[Cell, ...]], styles: _Styles
) -> Generator[None, None, bool]:
    """Say whether the sheet is full, so that another one follows."""
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(header):
        sheet.write_string(0, column, neutralize(name), styles.header)
    for number in range(1, MOST_ROWS):
        row = next(rows, None)
        if row is None:
            return False
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell, styles)
        if number % ROWS_A_PIECE == 0:
            yield
    return True


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, styles: _Styles) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell.astimezone(UTC).replace(tzinfo=None), styles.instant)
    elif isinstance(cell, str):
        text = neutralize(cell)
        sheet.write_string(row, column, text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT)
    elif cell is not None:
        sheet.write_number(row, column, cell)
