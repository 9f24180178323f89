"""Migrations, step by step; as a program it takes one step and is killed before its n-th statement.

`python -m tests.trust.migrating URL REVISION N`
"""

import os
import signal
import sys
from collections import Counter
from collections.abc import Mapping

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, event, inspect, select

from course.database import _engine
from course.schema import alembic_config

Rows = Counter[tuple[str, ...]]
Content = Mapping[str, tuple[tuple[str, ...], list[tuple[object, ...]]]]
NEVER = 10**9


def revisions() -> list[str]:
    """From the first to the newest."""
    return [each.revision for each in reversed(list(ScriptDirectory.from_config(alembic_config()).walk_revisions()))]


def go_to(url: str, revision: str, *, is_upwards: bool, killed_before: int = NEVER) -> int:
    """Migrate to this revision, and tell how many statements that took."""
    engine, count = _engine(url), 0

    def note(*_given: object) -> None:
        nonlocal count
        count += 1
        if count == killed_before:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        with engine.connect() as connection:
            event.listen(connection, "before_cursor_execute", note)
            config = alembic_config()
            config.attributes["connection"] = connection
            (command.upgrade if is_upwards else command.downgrade)(config, revision)
            connection.commit()
    finally:
        engine.dispose()
    return count


def content(url: str) -> Content:
    """Every table's columns and rows, as they are."""
    engine = _engine(url)
    found = {}
    with engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            rows = [tuple(row) for row in connection.execute(select(table))]
            found[table.name] = (tuple(column.name for column in table.columns), rows)
    engine.dispose()
    return found


def shape(url: str) -> Mapping[str, list[str]]:
    """What columns, keys and indexes there are, by table."""
    engine = _engine(url)
    looking = inspect(engine)
    found = {
        table: sorted(
            [f"{each['name']} {each['type']} {each['nullable']}" for each in looking.get_columns(table)]
            + [f"index {each['name']} {each['column_names']}" for each in looking.get_indexes(table)]
            + [f"unique {sorted(each['column_names'])}" for each in looking.get_unique_constraints(table)]
            + [
                f"key {each['constrained_columns']} {each['referred_table']}"
                for each in looking.get_foreign_keys(table)
            ]
        )
        for table in looking.get_table_names()
    }
    engine.dispose()
    return found


def rows_in_common(one: Content, other: Content, table: str) -> tuple[Rows, Rows]:
    """The rows of a table in both, by the columns that both have."""
    columns = [each for each in one[table][0] if each in other[table][0]]

    def cut(found: Content) -> Rows:
        names, rows = found[table]
        places = [names.index(each) for each in columns]
        return Counter(tuple(repr(row[place]) for place in places) for row in rows)

    return cut(one), cut(other)


if __name__ == "__main__":
    go_to(sys.argv[1], sys.argv[2], is_upwards=True, killed_before=int(sys.argv[3]))
