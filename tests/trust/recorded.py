"""A learner whose every write to the disk is recorded: `python -m tests.trust.recorded URL N [off]`.

Says "kept KEY" on standard output once a commit has returned, as a reply would leave then; with "off" the database is
told not to wait for the disk.
"""

import os
import sys
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event

from course.database import Database
from tests.fixtures.people import School
from tests.material.garden import EARTH, WRONG


def learn(url: str, number: int, *, waits: bool) -> None:
    database = Database(url)
    if not waits:
        event.listen(database.engine, "connect", hurry)
    school = School(database, now=datetime.now(UTC))
    ada = school.member("Ada")
    school.enrol(ada)
    for turn in range(number):
        key = f"turn-{turn}"
        if turn % 2:
            school.answer(ada, "holds-water", WRONG["holds-water"], key=key)
        else:
            text = {name: f"{value} {turn}" for name, value in EARTH.items()}
            school.write(ada, "my-earth", text, base=school.base(ada, "my-earth"), key=key)
        os.write(1, f"kept {key}\n".encode())
    os._exit(0)  # as it is: closing the database would bring all of it to the disk


def hurry(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


if __name__ == "__main__":
    learn(sys.argv[1], int(sys.argv[2]), waits=sys.argv[3:] != ["off"])
