"""The ledger of the erased: a file beside the database that no copy of the database brings back. JSON lines."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


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
            _keep_name(self.path.parent)

    def read(self) -> Iterator[Tombstone]:
        """Yield every tombstone; a line torn by a crash was never acknowledged and is left out.

        Raises LedgerDamaged for any other line that cannot be read.
        """
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                text = line.strip()
                if text.endswith("}"):
                    yield _read(text, f"{self.path}:{number}")


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


def _keep_name(folder: Path) -> None:
    """A new file's name lasts through a power cut only once its folder is written, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
