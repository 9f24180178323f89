"""The tables that a database has, of whatever schema: an archive is made, and taken in, before an upgrade too."""

from collections.abc import Mapping

from sqlalchemy import Connection, MetaData, Table

_ALEMBICS_OWN = "alembic_version"


def tables_of(connection: Connection) -> Mapping[str, Table]:
    """Give the tables by their names, each after those that it refers to."""
    found = MetaData()
    found.reflect(connection)
    return {table.name: table for table in found.sorted_tables if table.name != _ALEMBICS_OWN}
