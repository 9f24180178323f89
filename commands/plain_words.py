"""What can go wrong with every command is told in one line that says what to do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from commands.output import fail
from course.database import Busy, Database
from course.files import DiskFull, NetworkDisk
from course.leaving.ledger import LedgerDamaged
from course.records.soundness import DamagedDatabase
from course.schema import OldSchema, check_schema

_KNOWN = (OldSchema, DiskFull, NetworkDisk, LedgerDamaged, DamagedDatabase)
_OF_CLICK = (click.ClickException, click.exceptions.Exit, click.Abort)
BUSY = "Another program is writing to the database, or it cannot be reached. Nothing was changed; try again."


def speak_plainly(group: click.Group, database: Database) -> None:
    """Let all commands of a group, and of those in it, say in words what would be a traceback."""
    for command in group.commands.values():
        if isinstance(command, click.Group):
            speak_plainly(command, database)
        elif command.callback:
            command.callback = _plain(command.callback, database)


def _plain(callback: Callable[..., Any], database: Database) -> Callable[..., Any]:
    @wraps(callback)
    def call(*arguments: Any, **options: Any) -> Any:
        try:
            return callback(*arguments, **options)
        except _OF_CLICK:
            raise
        except Busy as error:
            raise fail(BUSY) from error
        except _KNOWN as error:
            raise fail(str(error)) from error
        except Exception as error:
            # A table that is not there is met as whatever error the query makes of it.
            if old := _old_schema(database):
                raise fail(old) from error
            raise

    return call


def _old_schema(database: Database) -> str:
    try:
        check_schema(database)
    except OldSchema as error:
        return str(error)
    except Exception:
        return ""
    return ""
