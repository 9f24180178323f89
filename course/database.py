"""The engine, and read and write transactions, for pages and commands alike."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, RootTransaction, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from course.files import DiskFull, refuse_network_disk
from course.sqlite import set_pragmas, sqlite_driver
from course.statements import CONNECTION

READING, WRITING = "reading", "writing"
_BEGIN = {
    # A deferred one that read first would lose one of two updates.
    ("sqlite", WRITING): "BEGIN IMMEDIATE",
    # SQLite's readers see one state anyway; PostgreSQL's do so only when asked.
    ("postgresql", READING): "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}
"""What is not begun by a mere BEGIN."""
# Serialization failure and deadlock: what the transaction did is gone, and nothing of it can have been committed.
_UNDONE = ("40001", "40P01")
WRITER_WAIT_SECONDS = 5.0
"""How long a write waits for its turn before the person is asked to try again."""
_POSTGRESQL = (
    f"lock_timeout={int(WRITER_WAIT_SECONDS * 1000)}",
    # A statement is planned once for all its values: planning eight tables anew takes 30 ms, and reading them 1 ms.
    "plan_cache_mode=force_generic_plan",
)
KEPT_OPEN = 4
"""So many connections for reading, and so many for writing, rest outside the pool; fewer than it may give."""


__all__ = [
    "Busy",
    "Database",
    "Session",
    "Undone",
    "analyze",
]


class Busy(Exception):
    """Another write holds the database; trying again in a moment will do."""


class Undone(Busy):
    """Another write crossed this one, and the database undid the whole transaction; doing it once more will do."""


class _Gone(Busy):
    """The server has ended a connection before anything was asked of it."""


class Database:
    """One database and its write lock: at most one writer at a time in this process."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._is_sqlite = self.engine.dialect.name == "sqlite"
        self._writer = threading.Lock()
        self._readers: list[_Opened] = []
        self._writers: list[_Opened] = []

    @property
    def has_row_locks(self) -> bool:
        """Say whether several may write at once, and cross each other."""
        return not self._is_sqlite

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the database, and keeps nothing of what is done to it."""
        opened, transaction = self._begin(self._readers, READING)
        try:
            yield opened.session
            opened.let_go()
            self._end_reading(transaction)
        except BaseException:
            opened.close()
            raise
        self._put_back(self._readers, opened)

    def _end_reading(self, transaction: RootTransaction) -> None:
        if self._is_sqlite:
            transaction.rollback()
        else:
            # It is read-only, so there is nothing to commit; but at a rollback psycopg forgets what it has prepared.
            transaction.commit()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that is committed, durably, at the end; raises Busy when it is not its turn in time."""
        with self._turn():
            opened, transaction = self._begin(self._writers, WRITING)
            try:
                with transaction:
                    yield opened.session
                    if opened.session.in_transaction():
                        opened.session.flush()
                    opened.let_go()
            except BaseException:
                opened.close()
                raise
            self._put_back(self._writers, opened)

    def _begin(self, idle: "list[_Opened]", purpose: str) -> "tuple[_Opened, RootTransaction]":
        """Begin on a connection that served before, since opening costs as much as a query; else on a new one."""
        if rested := _take(idle):
            try:
                return _begun(rested)
            except _Gone:
                self._end_rested()  # a server that was restarted ended them all; the pool asks before it gives one
        return _begun(_open(self.engine, purpose))

    def _put_back(self, idle: "list[_Opened]", opened: "_Opened") -> None:
        if len(idle) < KEPT_OPEN:
            idle.append(opened)
        else:
            opened.close()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        # PostgreSQL has row locks; SQLite has one writer, and waiting here is fairer and faster than its own retries.
        if not self._is_sqlite:
            yield
            return
        if not self._writer.acquire(timeout=WRITER_WAIT_SECONDS):
            raise Busy
        try:
            yield
        finally:
            self._writer.release()

    def dispose(self) -> None:
        """Close every connection."""
        self._end_rested()
        self.engine.dispose()

    def _end_rested(self) -> None:
        for idle in (self._readers, self._writers):
            while rested := _take(idle):
                rested.end()


@dataclass(frozen=True, slots=True)
class _Opened:
    """A connection, and the session on it."""

    connection: Connection
    session: Session

    def let_go(self) -> None:
        """Forget what was read; where only prepared statements ran, on the connection itself, that is nothing."""
        if self.session.in_transaction():
            self.session.close()

    def close(self) -> None:
        """Undo what was not committed, and give the connection back."""
        self.let_go()
        self.connection.close()

    def end(self) -> None:
        """Close the connection itself."""
        self.let_go()
        self.connection.invalidate()
        self.connection.close()


def _open(engine: Engine, purpose: str) -> _Opened:
    connection = engine.connect().execution_options(purpose=purpose)
    session = Session(connection, autoflush=False)
    session.info[CONNECTION] = connection
    return _Opened(connection, session)


def _take(idle: list[_Opened]) -> _Opened | None:
    try:
        return idle.pop()
    except IndexError:  # asked for, not looked at before: another thread may be as fast
        return None


def _begun(opened: _Opened) -> tuple[_Opened, RootTransaction]:
    try:
        return opened, opened.connection.begin()
    except BaseException:
        opened.close()
        raise


def _say_why(context: ExceptionContext) -> None:
    """Turn a full disk into DiskFull, and what passes by itself into Busy: a lock, a deadlock, a server restarting."""
    error = context.original_exception
    is_operational = isinstance(context.sqlalchemy_exception, OperationalError)
    if not is_operational or context.is_pre_ping:
        return
    if _is_full(error):
        raise DiskFull from error
    if getattr(error, "sqlstate", None) in _UNDONE:
        raise Undone(str(error)) from error
    if _passes(error):
        raise Busy(str(error)) from error


def _is_full(error: BaseException) -> bool:
    return getattr(error, "sqlstate", None) == "53100" or "database or disk is full" in str(error)


def _passes(error: BaseException) -> bool:
    if not hasattr(error, "sqlstate"):
        return "locked" in str(error) or "busy" in str(error)
    # PostgreSQL's classes: connection, rolled back, too few resources, lock not available, shutting down.
    return error.sqlstate is None or error.sqlstate.startswith(("08", "40", "53", "55P", "57P"))


def analyze(session: Session) -> None:
    """Let PostgreSQL know at once that many rows came: by itself it looks within a minute, and plans by what it saw."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")


def _engine(url: str) -> Engine:
    # An error in the log names no parameters: one of them may be a reflection.
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return _watched(
            create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_size=8,
                pool_pre_ping=True,
                hide_parameters=True,
                # So that the driver sends no BEGIN beside ours (`_begin`); nothing runs outside of one.
                connect_args={"autocommit": True, "options": " ".join(f"-c {each}" for each in _POSTGRESQL)},
            )
        )
    if parsed.database and parsed.database != ":memory:":
        path = Path(parsed.database)
        refuse_network_disk(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # what learners write is nobody else's on this machine
    engine = create_engine(
        parsed,
        module=sqlite_driver,
        pool_size=8,
        hide_parameters=True,
        connect_args={"isolation_level": None, "timeout": WRITER_WAIT_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", set_pragmas)
    return _watched(engine)


def _watched(engine: Engine) -> Engine:
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _say_why)
    return engine


def _begin(connection: Connection) -> None:
    """Begin in our own words, straight to the driver, which is several times as fast."""
    purpose = connection.get_execution_options().get("purpose")
    raw: Any = connection.connection
    try:
        raw.cursor().execute(_BEGIN.get((connection.dialect.name, str(purpose)), "BEGIN"))
    except connection.dialect.loaded_dbapi.OperationalError as error:
        if getattr(raw, "closed", False):
            connection.invalidate()
            raise _Gone from error
        if _passes(error):
            raise Busy(str(error)) from error
        raise
