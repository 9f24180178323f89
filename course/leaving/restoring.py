"""An archive becomes the database: all of it or nothing, without those who were erased since it was made."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from course.database import Database, analyze
from course.leaving.erasure import replay_erasures
from course.leaving.ledger import Ledger
from course.models import ApiToken, Base, Lease, OneTimeLink, Person, PersonSession, RecoveryCode
from course.records.acts import acts_let_go
from course.records.archives.packing import OnRow
from course.records.archives.unpacking import Archive, load
from course.schema import bring_down, bring_up, is_known, newest_schema, schema_of


class NotEmpty(Exception):
    """There is something in the database that would be gone."""


class WrongSchema(Exception):
    """The tables of the database, or of the archive, are not those that this code knows the way from."""


@dataclass(frozen=True, slots=True)
class Restored:
    """How many rows came, and how many people of them had been erased since and were erased again."""

    rows: int
    erased: int


def move_in(database: Database, archive: Archive, ledger: Ledger, *, on_row: OnRow = lambda _rows: None) -> Restored:
    """Put an archive into an empty database, as when it moves: whoever is signed in stays so; raises NotEmpty."""
    with database.writing() as session:
        _fill(session.connection(), archive, on_row, replace=False)
        return _finish(session, archive, ledger)


def restore(
    database: Database,
    archive: Archive,
    ledger: Ledger,
    *,
    now: datetime,
    replace: bool = False,
    on_row: OnRow = lambda _rows: None,
) -> Restored:
    """Go back to how things were: what opened an account then opens none now; raises NotEmpty without `replace`."""
    with database.writing() as session:
        _fill(session.connection(), archive, on_row, replace=replace)
        _close_doors(session, now=now)
        return _finish(session, archive, ledger)


def _finish(session: Session, archive: Archive, ledger: Ledger) -> Restored:
    session.execute(delete(Lease))  # whoever held one is not at work any more
    ledger.take_in(archive.ledger)
    restored = Restored(archive.manifest.rows, replay_erasures(session, ledger))
    analyze(session)
    return restored


def _fill(connection: Connection, archive: Archive, on_row: OnRow, *, replace: bool) -> None:
    """Load the archive into tables of its own schema, and bring them to this code's."""
    schema = archive.manifest.schema
    if not is_known(schema):
        raise WrongSchema(f"The archive has schema {schema or 'none'}, which a later Runway made. Upgrade first.")
    _make_room(connection, schema, replace=replace)
    load(connection, archive, on_row)
    if schema != newest_schema():
        bring_up(connection, newest_schema())


def _make_room(connection: Connection, schema: str, *, replace: bool) -> None:
    found = schema_of(connection)
    if found is None:
        bring_up(connection, schema)
        return
    if found != newest_schema():
        raise WrongSchema(f"The database has schema {found}. Run: flask database migrate")
    if not replace and any(connection.scalar(select(exists().select_from(table))) for table in _tables()):
        raise NotEmpty("There is something in the database, which would be gone.")
    with acts_let_go(connection):
        for table in reversed(_tables()):
            connection.execute(delete(table))
    if found != schema:
        bring_down(connection, schema)


def _tables() -> list[Table]:
    return list(Base.metadata.sorted_tables)


def _close_doors(session: Session, *, now: datetime) -> None:
    """End what was ended since, and nobody knows what that was: members' sessions, links, codes and programs' tokens.

    Guests stay signed in: they have no other way to their work, and no password that could have been changed.
    """
    session.execute(delete(OneTimeLink))
    session.execute(delete(RecoveryCode))
    session.execute(delete(PersonSession).where(PersonSession.person_id.in_(select(Person.id).where(_is_no_guest()))))
    session.execute(update(ApiToken).where(ApiToken.revoked_at_utc.is_(None)).values(revoked_at_utc=now))


def _is_no_guest() -> ColumnElement[bool]:
    return or_(Person.email.is_not(None), Person.practice_of_id.is_not(None), Person.is_instructor)
