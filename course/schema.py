"""Which tables a database has, told by the migration it stands at, and the way to others."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from course.database import alembic_config


def schema_of(connection: Connection) -> str | None:
    """Name the schema that a database has; None where it has no tables yet."""
    return MigrationContext.configure(connection).get_current_revision()


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


def _on(connection: Connection) -> Config:
    config = alembic_config()
    config.attributes["connection"] = connection
    return config
