"""Statements made ahead, run with as little between them and the driver as a database allows.

SQLAlchemy's own way takes several times as long as a query of one learner's few rows. Such a statement is compiled once
and handed to the driver, in the session's transaction. Where the driver objects, the engine's events and SQLAlchemy's
exceptions say what is wrong, as they would have.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NoReturn, TypeVarTuple

from sqlalchemy import CompoundSelect, Connection, Dialect, Insert, Select, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.compiler import SQLCompiler

Columns = TypeVarTuple("Columns")
AnySelect = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
Change = Insert | Update

CONNECTION = "connection"
"""Where a session of `course.database` notes its connection."""
_CURSOR = "cursor"


def read_rows(
    session: Session, statement: Select[*Columns] | CompoundSelect[*Columns], values: Mapping[str, object]
) -> Sequence[tuple[*Columns]]:
    """Give all rows of a statement that is the same object at each call, with these values."""
    connection = _connection(session)
    prepared = _prepare_select(statement, connection.dialect)
    if prepared.is_whole:
        try:
            return prepared.read(prepared.execute(session, connection, values))
        except connection.dialect.loaded_dbapi.Error as error:
            _tell(connection, error)
    return connection.execute(statement, values).all()


def change_row(session: Session, statement: Change, values: Mapping[str, object]) -> int:
    """Run an INSERT or UPDATE, the same object with the same keys at each call; give how many rows it met."""
    connection = _connection(session)
    prepared = _prepare_change(statement, tuple(values), connection.dialect)
    if prepared.is_whole:
        try:
            return int(prepared.execute(session, connection, values).rowcount)
        except connection.dialect.loaded_dbapi.Error as error:
            _tell(connection, error)
    return connection.execute(statement, values).rowcount


def add_row_once(session: Session, table: type[DeclarativeBase], values: Mapping[str, object]) -> bool:
    """Insert a row and say so, or leave alone the one that is there with the same unique key."""
    return change_row(session, _insert_once(table, _connection(session).dialect.name), values) == 1


@cache
def _insert_once(table: type[DeclarativeBase], dialect: str) -> Insert:
    into = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    # Inline: the key of the new row is not asked for; how many rows there are is.
    return into.on_conflict_do_nothing().inline().execution_options(preserve_rowcount=True)


def _tell(connection: Connection, error: Exception) -> NoReturn:
    connection._handle_dbapi_exception(error, None, None, None, None)  # noqa: SLF001 - nothing public does it


def has_row_locks(session: Session) -> bool:
    """Say whether several may write at once, so that a row has to be held; SQLite has one writer."""
    return _connection(session).dialect.name != "sqlite"


def _connection(session: Session) -> Connection:
    noted: Connection | None = session.info.get(CONNECTION)
    return noted or session.connection()


class _Prepared:
    """A statement's text for the driver, and what turns values and columns into what the driver knows and back."""

    def __init__(self, compiled: SQLCompiler, columns: Sequence[Any], dialect: Dialect) -> None:
        filled = {column.key: getattr(column, attribute) for column, attribute in _filled_in(compiled)}
        self.is_whole = not compiled.post_compile_params and all(each.is_scalar for each in filled.values())
        """Whether the text is the same for all values, and all that is not given is known."""
        self._sql = compiled.string
        self._fixed = {**compiled.params, **{key: each.arg for key, each in filled.items() if each.is_scalar}}
        self._columns, self._dialect = columns, dialect
        self._is_positional = compiled.positional
        names = compiled.positiontup if self._is_positional else compiled.params
        self._binds = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names or ()
        ]
        self._reads: list[tuple[int, Any]] | None = None

    def execute(self, session: Session, connection: Connection, values: Mapping[str, object]) -> Any:
        given = {**self._fixed, **values}
        bound = [(name, bind(given[name]) if bind else given[name]) for name, bind in self._binds]
        cursor = _cursor(session, connection)
        cursor.execute(self._sql, [value for _, value in bound] if self._is_positional else dict(bound))
        return cursor

    def read(self, cursor: Any) -> list[Any]:
        if self._reads is None:
            self._reads = self._find_reads(cursor.description)
        rows: list[Any] = cursor.fetchall()
        return [self._read_row(row, self._reads) for row in rows] if self._reads else rows

    def _find_reads(self, description: Sequence[Sequence[Any]]) -> list[tuple[int, Any]]:
        reads = [
            column.type.dialect_impl(self._dialect).result_processor(self._dialect, described[1])
            for column, described in zip(self._columns, description, strict=True)
        ]
        return [(place, read) for place, read in enumerate(reads) if read]

    @staticmethod
    def _read_row(row: tuple[Any, ...], reads: list[tuple[int, Any]]) -> tuple[Any, ...]:
        values = list(row)
        for place, read in reads:
            values[place] = read(values[place])
        return tuple(values)


def _filled_in(compiled: SQLCompiler) -> Iterator[tuple[Any, str]]:
    """Columns to which nothing is given, and where they say what they get then."""
    yield from ((column, "default") for column in compiled.insert_prefetch)
    yield from ((column, "onupdate") for column in compiled.update_prefetch)


def _cursor(session: Session, connection: Connection) -> Any:
    """Give a cursor; a session of `course.database` has one for all its statements, each read to its end."""
    cursor = session.info.get(_CURSOR)
    if cursor is None:
        cursor = connection.connection.cursor()
        if CONNECTION in session.info:
            session.info[_CURSOR] = cursor
    return cursor


@lru_cache(maxsize=256)
def _prepare_select(statement: AnySelect, dialect: Dialect) -> _Prepared:
    compiled: SQLCompiler = dialect.statement_compiler(dialect, statement)
    return _Prepared(compiled, tuple(statement.selected_columns), dialect)


@lru_cache(maxsize=64)
def _prepare_change(statement: Change, keys: tuple[str, ...], dialect: Dialect) -> _Prepared:
    columns = [key for key in keys if key in statement.table.c]
    compiled: SQLCompiler = dialect.statement_compiler(dialect, statement, column_keys=columns)
    return _Prepared(compiled, (), dialect)
