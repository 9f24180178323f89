"""An archive is held against what it says of itself, and its rows are put into empty tables."""

import base64
import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import msgspec
from sqlalchemy import Column, Connection, Table, func, insert, select

from course.records.archives.manifest import LEDGER, MANIFEST, Damaged, Manifest, TablePart, read_manifest
from course.records.archives.packing import AT_ONCE, OnRow
from course.records.archives.seal import check_seal
from course.records.archives.tables import tables_of

_BROKEN = (BadZipFile, KeyError, EOFError, zlib.error, NotImplementedError, msgspec.DecodeError)
# What JSON has no word of its own for.
_READ: Mapping[type, Callable[[str], object]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    bytes: base64.b64decode,
}


class Archive:
    """An archive that was found whole."""

    def __init__(self, zipped: ZipFile, manifest: Manifest) -> None:
        self.manifest = manifest
        self._zipped = zipped

    @property
    def ledger(self) -> bytes:
        """The ledger of the erased, as it was."""
        return self._zipped.read(LEDGER)

    def lines(self, part: TablePart) -> Iterator[bytes]:
        """Give the rows of a table, a line of JSON each."""
        with self._zipped.open(part.file) as lines:
            yield from lines


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Give the archive in a file after all of it was checked; raises Damaged where a byte is not what it was."""
    with path.open("rb") as file:
        check_seal(file)
        with _saying_damaged():
            zipped = ZipFile(file)
        with zipped:
            with _saying_damaged():
                archive = Archive(zipped, read_manifest(zipped.read(MANIFEST)))
                _check(archive)
            yield archive


@contextmanager
def _saying_damaged() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise Damaged(f"The archive cannot be read: {error}") from error


def _check(archive: Archive) -> None:
    """Hold each table against its hash; the seal vouches for the file, this for what was put into it."""
    if hashlib.sha256(archive.ledger).hexdigest() != archive.manifest.ledger_sha256:
        raise Damaged(f"{LEDGER} is not what was written.")
    for part in archive.manifest.tables:
        digest, rows = hashlib.sha256(), 0
        for line in archive.lines(part):
            digest.update(line)
            rows += 1
        if (rows, digest.hexdigest()) != (part.rows, part.sha256):
            raise Damaged(f"{part.file} is not what was written.")


def load(connection: Connection, archive: Archive, on_row: OnRow = lambda _rows: None) -> None:
    """Put all rows into the tables, which are empty and of the archive's schema, in the caller's transaction."""
    found = tables_of(connection)
    if connection.dialect.name == "sqlite":
        # A row may name one that comes later in its own table.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for part in archive.manifest.tables:
        if part.name not in found:
            raise Damaged(f"There is no table {part.name} in schema {archive.manifest.schema}.")
        table = found[part.name]
        _load_table(connection, table, part, archive, on_row)
        if connection.dialect.name == "postgresql":
            _count_on(connection, table)


def _load_table(connection: Connection, table: Table, part: TablePart, archive: Archive, on_row: OnRow) -> None:
    readers = [_reader(table.c[name]) for name in part.columns]
    lines = archive.lines(part)
    while some := list(islice(lines, AT_ONCE)):
        rows = [_read_row(line, part.columns, readers) for line in some]
        connection.execute(insert(table), rows)
        on_row(len(rows))


def _reader(column: Column[Any]) -> Callable[[str], object] | None:
    return _READ.get(column.type.python_type)


def _read_row(
    line: bytes, columns: tuple[str, ...], readers: list[Callable[[str], object] | None]
) -> dict[str, object]:
    values = zip(columns, msgspec.json.decode(line), readers, strict=True)
    return {name: read(value) if read and value is not None else value for name, value, read in values}


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number the next row after those that came with a number."""
    for column in table.primary_key:
        sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
        highest = connection.scalar(select(func.max(column))) if sequence else None
        if highest:
            connection.execute(select(func.setval(sequence, highest)))
