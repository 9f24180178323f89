"""Which SQLite serves here, how each connection to it is set up, and where its file is."""

from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import make_url

try:
    from pysqlite3 import dbapi2 as sqlite_driver
except ImportError:  # no wheel for this platform: the standard library's SQLite serves, behind the same check
    from sqlite3 import dbapi2 as sqlite_driver

__all__ = ["has_reliable_wal", "set_pragmas", "sqlite_driver", "sqlite_file", "sqlite_version", "writes_ahead"]


def set_pragmas(connection: Any, _record: object) -> None:
    """Set up a connection that was just made; a listener of SQLAlchemy's "connect"."""
    for pragma in (
        f"journal_mode={_journal_mode(sqlite_driver)}",
        "synchronous=FULL",  # a reply says "saved" only when a power cut could not undo it
        "foreign_keys=ON",  # SQLite ignores foreign keys unless each connection asks
        "cache_size=-16000",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _journal_mode(driver: ModuleType) -> str:
    return "WAL" if has_reliable_wal(driver.sqlite_version_info) else "DELETE"


def has_reliable_wal(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite has the fix of the WAL-reset bug, which could corrupt a file (3.7.0 to 3.51.2)."""
    backported = version[:2] in {(3, 50), (3, 44)} and version >= {50: (3, 50, 7), 44: (3, 44, 6)}[version[1]]
    return version >= (3, 51, 3) or backported


def sqlite_version() -> str:
    """Name the release of SQLite that is used here."""
    return str(sqlite_driver.sqlite_version)


def sqlite_file(url: str) -> Path | None:
    """Give the file of a SQLite database; None where there is no file, or another kind of database."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:"
    return Path(str(parsed.database)) if is_file else None


def writes_ahead() -> bool:
    """Say whether SQLite keeps a write-ahead log here: then reading and writing do not wait for each other."""
    return has_reliable_wal(sqlite_driver.sqlite_version_info)
