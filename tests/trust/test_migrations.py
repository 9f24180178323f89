"""Migrations go down and up with data and lose nothing that both sides know; killed inside, they start over."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from config import ROOT
from course.database import Database
from tests.course.lives import do_everything
from tests.fixtures.databases import DatabaseKind, Databases
from tests.fixtures.people import School, compiled
from tests.material.garden import COURSES
from tests.trust.amounts import IS_LONG, amount, draw_seed, note_result
from tests.trust.full_database import lived_in
from tests.trust.migrating import Content, content, go_to, revisions, rows_in_common, shape

pytestmark = pytest.mark.trust

KILLS = amount(3, 200)
KINDS = ["sqlite", "postgresql"] if IS_LONG else ["sqlite"]


def test_migrations_down_and_up_again_keep_what_both_sides_know(
    databases: Databases, database_kind: DatabaseKind
) -> None:
    with lived_in(databases, database_kind) as url:
        steps, made_by_hand, first = revisions(), shape(url), content(url)
        before = first
        for revision in reversed(steps[:-1]):
            go_to(url, revision, is_upwards=False)
            before = check_kept(before, content(url), f"down to {revision}")
        for revision in steps[1:]:
            go_to(url, revision, is_upwards=True)
            before = check_kept(before, content(url), f"up to {revision}")
        assert shape(url) == made_by_hand
        go_to(url, "base", is_upwards=False)
        assert set(content(url)) <= {"alembic_version"}
        go_to(url, "head", is_upwards=True)
        assert shape(url) == made_by_hand
    rows = sum(len(found) for _, found in first.values())
    note_result(f"migrations-{database_kind}", n=2 * len(steps), rows=rows, rows_lost=0)


GIVEN_UP = {("down to 0004", "one_time_link")}
"""The older tables cannot say whose a personal link is: such links end, and are asked for again."""


def check_kept(before: Content, after: Content, step: str) -> Content:
    for table in set(before) & set(after) - {"alembic_version"}:
        one, other = rows_in_common(before, after, table)
        assert one == other or (step, table) in GIVEN_UP, f"{step}: {table} lost {one - other} and has {other - one}"
    return after


@pytest.mark.parametrize("database_kind", KINDS, indirect=True)
def test_migration_that_is_killed_inside_starts_over(databases: Databases, database_kind: DatabaseKind) -> None:
    number = draw_seed()
    chance, steps, kills = Random(number), revisions(), 0
    with databases.fresh(database_kind) as url:
        go_to(url, "base", is_upwards=False)
        statements = {}
        for revision in steps:
            statements[revision] = go_to(url, revision, is_upwards=True)
    every = [(revision, n) for revision in steps[1:] for n in range(1, statements[revision] + 1)]
    chosen = every if IS_LONG and len(every) <= KILLS else chance.sample(every, min(KILLS, len(every)))
    for revision, statement in sorted(chosen, key=every.index):
        kills += kill_inside(databases, database_kind, revision, statement)
    assert kills > 0, "no migration was killed"
    note_result(f"migrations-killed-{database_kind}", n=kills, seed=number, places=len(every), rows_lost=0)


def kill_inside(databases: Databases, kind: DatabaseKind, revision: str, statement: int) -> bool:
    """Kill the migration to this revision before its n-th statement; afterwards it is as if nothing had happened."""
    steps = revisions()
    with lived_in_small(databases, kind) as url:
        earlier = steps[steps.index(revision) - 1]
        go_to(url, earlier, is_upwards=False)
        before = content(url)
        command = [sys.executable, "-m", "tests.trust.migrating", url, revision, str(statement)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        if done.returncode:
            assert content(url) == before, f"killed before statement {statement} of {revision}, it left half of it"
        go_to(url, "head", is_upwards=True)
        check_kept(before, content(url), f"after a kill inside {revision}")
        return done.returncode != 0


@contextmanager
def lived_in_small(databases: Databases, kind: DatabaseKind) -> Iterator[str]:
    with databases.fresh(kind) as url:
        school = School(Database(url))
        school.publish(compiled(COURSES))
        ines, ada = school.member("Ines", instructor=True), school.member("Ada")
        school.enrol(ada)
        do_everything(school, "Ada", ada, ines, school.cohort(ines, ada))
        school.database.dispose()
        yield url
