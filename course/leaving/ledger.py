"""The ledger of the erased: a file beside the database that no copy of the database brings back. JSON lines."""

import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course.files import keep_name


class LedgerDamaged(Exception):
    """A line of the ledger that is not what was written."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An erasure under a random id; `people` are hashes of random public ids, so that nobody is named.

    `rows` counts what was deleted, by table: with it a receipt can be given again.
    """

    id: str
    people: tuple[str, ...]
    erased_at_utc: datetime
    rows: Mapping[str, int]


class Ledger:
    """Where tombstones are kept; appended to and never changed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, tombstones: Sequence[Tombstone]) -> None:
        """Write tombstones, durably before this returns; what another process writes meanwhile stays whole."""
        lines = "".join(_line(each) for each in tombstones).encode()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not self.path.exists()
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            lines = (b"\n" if _is_torn(handle) else b"") + lines
            if os.write(handle, lines) != len(lines):
                raise OSError(f"{self.path} could not be written whole.")
            os.fsync(handle)
        finally:
            os.close(handle)
        if is_new:
            keep_name(self.path.parent)

    def read(self) -> Iterator[Tombstone]:
        """Yield every tombstone; a line torn by a crash was never acknowledged and is left out.

        Raises LedgerDamaged for any other line that cannot be read.
        """
        if self.path.exists():
            with self.path.open(encoding="utf-8", errors="replace") as lines:
                yield from _read_all(lines, str(self.path))

    def content(self) -> bytes:
        """Give the file as it is, to be kept in an archive."""
        return self.path.read_bytes() if self.path.exists() else b""

    def take_in(self, content: bytes) -> None:
        """Add those tombstones of another copy of the ledger that this one has not."""
        known = {tombstone.id for tombstone in self.read()}
        theirs = _read_all(io.StringIO(content.decode(errors="replace")), "erased.jsonl of the archive")
        if missing := [tombstone for tombstone in theirs if tombstone.id not in known]:
            self.append(missing)


def _read_all(lines: Iterable[str], name: str) -> Iterator[Tombstone]:
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text.endswith("}"):
            yield _read(text, f"{name}:{number}")


def _line(tombstone: Tombstone) -> str:
    fields = {"id": tombstone.id, "people": tombstone.people, "erased_at": tombstone.erased_at_utc.isoformat()}
    return json.dumps({**fields, "rows": tombstone.rows}) + "\n"


def _read(text: str, place: str) -> Tombstone:
    try:
        fields = json.loads(text)
        erased_at_utc = datetime.fromisoformat(fields["erased_at"])
        return Tombstone(str(fields["id"]), tuple(map(str, fields["people"])), erased_at_utc, dict(fields["rows"]))
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerDamaged(f"{place} is no tombstone. Mend the line from a copy of the file; delete none.") from error


def _is_torn(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size > 0 and os.pread(handle, 1, size - 1) != b"\n"
