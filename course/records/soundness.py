"""Whether a database holds together: the file, and every row that names another."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey, Table, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from course.models import Base

_FINE = "ok"
MOST_TOLD = 10


class DamagedDatabase(Exception):
    """The file of the database is not what SQLite wrote."""


def find_damage(session: Session) -> Iterator[str]:
    """Yield a sentence for each thing that is broken; reads the whole database."""
    yield from _ask_file(session, "integrity_check")
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            yield from _find_orphans(session, table, key)


def find_damage_quickly(session: Session) -> Iterator[str]:
    """Yield what is broken in the file of a SQLite database, without comparing indexes; nothing on PostgreSQL."""
    yield from _ask_file(session, "quick_check")


def refuse_damage(session: Session) -> None:
    """Raise DamagedDatabase where a quick look at the file finds that something is broken."""
    if damage := next(find_damage_quickly(session), ""):
        raise DamagedDatabase(f"The database is damaged. {damage} Run: flask doctor")


def _ask_file(session: Session, pragma: str) -> Iterator[str]:
    if session.connection().dialect.name != "sqlite":
        return
    try:
        answers = session.scalars(text(f"PRAGMA {pragma}({MOST_TOLD})")).all()
    except DatabaseError as error:  # some damage does not even let it look
        yield f"The file: {error.orig}."
        return
    yield from (f"The file: {answer}." for answer in answers if answer != _FINE)


def _find_orphans(session: Session, table: Table, key: ForeignKey) -> Iterator[str]:
    target = key.column.table.alias()
    there = select(target.c[key.column.name]).where(target.c[key.column.name] == key.parent).exists()
    orphans = select(func.count()).select_from(table).where(key.parent.is_not(None), ~there)
    if number := session.scalar(orphans):
        yield f"{table.name}.{key.parent.name}: {number} rows name a {key.column.table.name} that is not there."
