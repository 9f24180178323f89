"""The database is written into an archive, as it is at one instant and while others go on writing."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec
from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from course.files import keep_name
from course.records.archives.manifest import FORMAT, LEDGER, MANIFEST, VERSION, Manifest, TablePart
from course.records.archives.seal import ROOM, seal
from course.records.archives.tables import tables_of
from course.schema import schema_of

AT_ONCE = 200
"""Rows that are in memory at a time."""
_THE_SAME_ALWAYS = (1980, 1, 1, 0, 0, 0)
OnRow = Callable[[int], None]


def count_rows(session: Session) -> int:
    """Count all rows that an archive of this database has."""
    tables = tables_of(session.connection()).values()
    return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def write_archive(
    session: Session, path: Path, *, ledger: bytes = b"", now: datetime, on_row: OnRow = lambda _rows: None
) -> Manifest:
    """Write all that the session sees to a file, which has its name once it is whole and on the disk."""
    with _whole_or_not_at_all(path) as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
            found = tables_of(session.connection()).values()
            tables = tuple(_write_table(session, table, zipped, on_row) for table in found)
            _write(zipped, LEDGER, ledger)
            digest = hashlib.sha256(ledger).hexdigest()
            schema = schema_of(session.connection()) or ""
            manifest = Manifest(FORMAT, VERSION, schema, now, tables, digest)
            _write(zipped, MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
            zipped.comment = ROOM
        seal(file)
    return manifest


@contextmanager
def _whole_or_not_at_all(path: Path) -> Iterator[IO[bytes]]:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        # What learners write is nobody else's on this machine.
        with open(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:  # noqa: PTH123
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        keep_name(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_table(session: Session, table: Table, zipped: ZipFile, on_row: OnRow) -> TablePart:
    digest, rows = hashlib.sha256(), 0
    columns = tuple(str(column.name) for column in table.columns)
    part = TablePart(str(table.name), columns, 0, "")
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=AT_ONCE)
    with zipped.open(_entry(part.file), "w", force_zip64=True) as lines:
        for row in session.execute(query):
            line = msgspec.json.encode([_plain(value) for value in row]) + b"\n"
            digest.update(line)
            lines.write(line)
            rows += 1
            on_row(1)
    return msgspec.structs.replace(part, rows=rows, sha256=digest.hexdigest())


def _plain(value: object) -> object:
    """SQLite gives an instant without its zone, PostgreSQL one in the zone of the connection."""
    if not isinstance(value, datetime):
        return value
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _write(zipped: ZipFile, name: str, content: bytes) -> None:
    zipped.writestr(_entry(name), content)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _THE_SAME_ALWAYS)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
