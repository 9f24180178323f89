"""What an archive says of itself, and the names in it."""

from datetime import datetime

import msgspec

FORMAT, VERSION = "runway archive", 1
"""The version rises when an archive is read in another way than before."""
MANIFEST = "manifest.json"
LEDGER = "erased.jsonl"


class Damaged(Exception):
    """A file that is no archive, or is not what was once written."""


class TablePart(msgspec.Struct, frozen=True):
    """One table: the order of its columns, how many rows there are, and the SHA-256 of their lines."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def file(self) -> str:
        """Where the rows are in the zip."""
        return f"tables/{self.name}.jsonl"


class Manifest(msgspec.Struct, frozen=True):
    """The tables, each after those that it refers to, the schema they are of, and the SHA-256 of `erased.jsonl`."""

    format: str
    version: int
    schema: str
    made_at: datetime
    tables: tuple[TablePart, ...]
    ledger_sha256: str

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(table.rows for table in self.tables)


def read_manifest(text: bytes) -> Manifest:
    """Read it; raises Damaged where it is none, or one of a later Runway."""
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.MsgspecError as error:
        raise Damaged("The archive does not say what is in it.") from error
    if manifest.format != FORMAT or manifest.version > VERSION:
        raise Damaged(f"This is {manifest.format} {manifest.version}; this Runway reads {FORMAT} {VERSION}.")
    return manifest
