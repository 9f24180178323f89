"""Statements made ahead, run with as little between them and the driver as a database allows.

SQLAlchemy's own way takes several times as long as a query of one learner's few rows. On SQLite such a statement is
compiled once and handed to the driver, in the session's transaction. Past the engine's events: where the driver
objects, SQLAlchemy runs the statement and says in its own words what is wrong. On PostgreSQL SQLAlchemy runs it always.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, TypeVarTuple

from sqlalchemy import CompoundSelect, Connection, Dialect, Insert, Select, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.compiler import SQLCompiler

from course.files import DiskFull

Columns = TypeVarTuple("Columns")
AnySelect = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
Change = Insert | Update

CONNECTION = "connection"
"""Where a session of `course.database` notes its connection."""


def read_rows(
    session: Session, statement: Select[*Columns] | CompoundSelect[*Columns], values: Mapping[str, object]
) -> Sequence[tuple[*Columns]]:
    """Give all rows of a statement that is the same object at each call, with these values."""
    connection = _connection(session)
    if connection.dialect.name == "sqlite":
        prepared = _prepare_select(statement, connection.dialect)
        try:
            return prepared.read(prepared.execute(connection, values).fetchall())
        except connection.dialect.loaded_dbapi.Error:
            pass
    return connection.execute(statement, values).all()


def change_row(session: Session, statement: Change, values: Mapping[str, object]) -> int:
    """Run an INSERT or UPDATE, the same object with the same keys at each call; give how many rows it met."""
    connection = _connection(session)
    if connection.dialect.name == "sqlite":
        try:
            prepared = _prepare_change(statement, tuple(values), connection.dialect)
            return int(prepared.execute(connection, values).rowcount)
        except connection.dialect.loaded_dbapi.Error as error:
            _stay_in_transaction(connection, error)
    return connection.execute(statement, values).rowcount


def add_row_once(session: Session, table: type[DeclarativeBase], values: Mapping[str, object]) -> bool:
    """Insert a row and say so, or leave alone the one that is there with the same unique key."""
    return change_row(session, _insert_once(table, _connection(session).dialect.name), values) == 1


@cache
def _insert_once(table: type[DeclarativeBase], dialect: str) -> Insert:
    into = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    # Inline: the key of the new row is not asked for; how many rows there are is.
    return into.on_conflict_do_nothing().inline().execution_options(preserve_rowcount=True)


def _stay_in_transaction(connection: Connection, error: Exception) -> None:
    """Where the disk is full SQLite may have rolled back; tried again, the change would be committed by itself."""
    raw: Any = connection.connection
    if not raw.in_transaction:
        raise DiskFull from error


def has_row_locks(session: Session) -> bool:
    """Say whether several may write at once, so that a row has to be held; SQLite has one writer."""
    return _connection(session).dialect.name != "sqlite"


def _connection(session: Session) -> Connection:
    noted: Connection | None = session.info.get(CONNECTION)
    return noted or session.connection()


class _Prepared:
    """A statement's text for the driver, and what turns values and columns into what the driver knows and back."""

    def __init__(self, compiled: SQLCompiler, columns: Sequence[Any], dialect: Dialect) -> None:
        self._sql = compiled.string
        self._fixed = compiled.params
        self._binds = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
        ]
        reads = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self._reads = [(place, read) for place, read in enumerate(reads) if read]

    def execute(self, connection: Connection, values: Mapping[str, object]) -> Any:
        given = {**self._fixed, **values}
        cursor: Any = connection.connection.cursor()
        cursor.execute(self._sql, [bind(given[name]) if bind else given[name] for name, bind in self._binds])
        return cursor

    def read(self, rows: list[Any]) -> list[Any]:
        return [self._read_row(row) for row in rows] if self._reads else rows

    def _read_row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, read in self._reads:
            values[place] = read(values[place])
        return tuple(values)


@lru_cache(maxsize=256)
def _prepare_select(statement: AnySelect, dialect: Dialect) -> _Prepared:
    compiled: SQLCompiler = dialect.statement_compiler(dialect, statement)
    return _Prepared(compiled, tuple(statement.selected_columns), dialect)


@lru_cache(maxsize=64)
def _prepare_change(statement: Change, keys: tuple[str, ...], dialect: Dialect) -> _Prepared:
    columns = [key for key in keys if key in statement.table.c]
    compiled: SQLCompiler = dialect.statement_compiler(dialect, statement, column_keys=columns)
    return _Prepared(compiled, (), dialect)
