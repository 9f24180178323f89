"""Which tables a database has, told by the migration it stands at, and the way to others."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from course.database import Database

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


class OldSchema(Exception):
    """The database's tables are not those that this code was written for."""


def migrate(url: str) -> None:
    """Bring the database at `url` to this code's tables, creating a SQLite file and its folder where needed."""
    database = Database(url)
    try:
        with database.engine.connect() as connection:
            bring_up(connection, "head")
            connection.commit()
    finally:
        database.dispose()


def check_schema(database: Database) -> None:
    """Raise OldSchema unless the database has exactly this code's tables."""
    with database.engine.connect() as connection:
        found = schema_of(connection)
    wanted = newest_schema()
    if found != wanted:
        raise OldSchema(
            f"The database has schema {found or 'none'}, and {wanted} is needed. Run: flask database migrate"
        )


def schema_of(connection: Connection) -> str | None:
    """Name the schema that a database has; None where it has no tables yet."""
    return MigrationContext.configure(connection).get_current_revision()


def require_tables(database: Database) -> None:
    """Raise OldSchema where a database has no tables at all; those of an older Runway will do."""
    with database.engine.connect() as connection:
        if schema_of(connection) is None:
            check_schema(database)


def newest_schema() -> str:
    """Name the schema that this code was written for."""
    return str(ScriptDirectory.from_config(alembic_config()).get_current_head())


def is_known(schema: str) -> bool:
    """Whether this code knows the way from a schema to its own."""
    return schema in {each.revision for each in ScriptDirectory.from_config(alembic_config()).walk_revisions()}


def bring_up(connection: Connection, schema: str) -> None:
    """Make or change the tables until they are of this schema, which is a later one."""
    command.upgrade(_on(connection), schema)


def bring_down(connection: Connection, schema: str) -> None:
    """Change the tables back until they are of this schema, which is an earlier one."""
    command.downgrade(_on(connection), schema)


def alembic_config() -> Config:
    """Say where the migrations are."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _on(connection: Connection) -> Config:
    config = alembic_config()
    config.attributes["connection"] = connection
    return config
