"""The power fails: what the disk was told to keep is there, and of the rest nothing, or any of it.

The system calls of a learner at work are recorded; after each reply the files are put together again from what was
synced by then. So this tests the order of writing, syncing and acknowledging, which killing a process cannot.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from config import ROOT
from course.database import Database
from course.schema import migrate
from tests.fixtures.missing import skip_without
from tests.fixtures.people import School, compiled
from tests.material.garden import COURSES
from tests.trust.amounts import amount, draw_seed, note_result

pytestmark = pytest.mark.trust

TURNS = amount(250, 2000)
"""SQLite carries the log over into the file in the midst of these: at 1,000 pages."""
CUT_EVERY = amount(10, 5)
CALLS = re.compile(
    r"""^\d+\s+(?:
        pwrite64\(\d+<(?P<written>[^>]*)>,\ "(?P<data>(?:\\x[0-9a-f]{2})*)",\ \d+,\ (?P<at>\d+)\)
        | f(?:data)?sync\(\d+<(?P<synced>[^>]*)>\)
        | ftruncate\(\d+<(?P<cut>[^>]*)>,\ (?P<length>\d+)\)
        | write\(1<[^>]*>,\ "(?P<said>(?:\\x[0-9a-f]{2})*)",\ \d+\)
    )\s+=\s+\d+""",
    re.VERBOSE,
)


@dataclass
class File:
    """A file as the disk has it, and what was written since it was told to keep it."""

    kept: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Where and what; None cuts the file there."""

    def sync(self) -> None:
        self.kept = self.with_some(self.since)
        self.since.clear()

    def with_some(self, writes: list[tuple[int, bytes | None]]) -> bytearray:
        found = bytearray(self.kept)
        for at, data in writes:
            if data is None:
                del found[at:]
            else:
                found.extend(bytes(max(0, at - len(found))))
                found[at : at + len(data)] = data
        return found


def test_what_was_acknowledged_outlives_a_power_cut(tmp_path: Path) -> None:
    seed = draw_seed()

    cuts, lost = cut_the_power(tmp_path, Random(seed))

    note_result("power-cuts", n=cuts, seed=seed, turns=TURNS, lost=len(lost))
    assert cuts >= TURNS // CUT_EVERY
    assert lost == []


def test_database_that_does_not_wait_for_the_disk_is_found_out(tmp_path: Path) -> None:
    seed = draw_seed()

    cuts, lost = cut_the_power(tmp_path, Random(seed), "off")

    note_result("planted-fault-synchronous-off", n=cuts, seed=seed, found_in_cuts=len(lost))
    assert lost != []


def cut_the_power(folder: Path, chance: Random, *how: str) -> tuple[int, list[str]]:
    """Let somebody learn, and after some replies see what would be left; gives how often, and what was lost."""
    path = folder / "runway.db"
    url = f"sqlite:///{path}"
    migrate(url)
    school = School(Database(url))
    school.publish(compiled(COURSES))
    school.database.dispose()
    before = {each: File(bytearray(each.read_bytes())) for each in (path, folder / "runway.db-wal") if each.exists()}
    files: dict[Path, File] = before
    kept: list[str] = []
    cuts, lost = 0, []
    for call in recorded(folder, url, *how):
        if said := call["said"]:
            kept += re.findall(r"kept (\S+)", read_bytes(said).decode())
            if kept and len(kept) % CUT_EVERY == 0:
                for some in (lambda _write: False, lambda _write: chance.random() < 0.5):
                    cuts += 1
                    left = {each.name: file.with_some(list(filter(some, file.since))) for each, file in files.items()}
                    lost += missing(folder / f"cut-{cuts}", left, kept)
            continue
        file = files.setdefault(Path(call["written"] or call["synced"] or call["cut"]), File())
        if call["written"]:
            file.since.append((int(call["at"]), read_bytes(call["data"])))
        elif call["cut"]:
            file.since.append((int(call["length"]), None))
        else:
            file.sync()
    return cuts, lost


def recorded(folder: Path, url: str, *how: str) -> Iterator[dict[str, str]]:
    """The calls that matter of a learner at work, in order."""
    trace = folder / "calls"
    command = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-o", str(trace)]
    command += ["-e", "trace=pwrite64,write,fsync,fdatasync,ftruncate"]
    program = [sys.executable, "-m", "tests.trust.recorded", url, str(TURNS), *how]
    try:
        done = subprocess.run([*command, *program], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        skip_without("strace", package="strace")
    if "Operation not permitted" in done.stderr:
        pytest.skip("this machine does not let one program look at another's calls")
    assert done.returncode == 0, done.stderr[-3000:]
    of_database = re.compile(rf"{re.escape(str(folder))}/runway\.db(-wal|-journal)?$")
    with trace.open() as lines:
        for line in lines:
            found = CALLS.match(line)
            assert found or "pwrite64" not in line, line[:200]
            call = found.groupdict(default="") if found else {}
            call |= {name: read_bytes(call[name]).decode() for name in ("written", "synced", "cut") if call}
            if call and (call["said"] or of_database.match(call["written"] or call["synced"] or call["cut"])):
                yield call


def read_bytes(shown: str) -> bytes:
    return bytes.fromhex(shown.replace("\\x", ""))


def missing(folder: Path, files: dict[str, bytearray], kept: list[str]) -> list[str]:
    """What was acknowledged and is not in a database that is started from these files."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    database = Database(f"sqlite:///{folder / 'runway.db'}")
    try:
        with database.reading() as session:
            if session.scalar(text("PRAGMA integrity_check")) != "ok":
                return [f"{folder.name}: damaged"]
            keys = "SELECT submission_key FROM response UNION SELECT submission_key FROM reflection_revision"
            there = set(session.scalars(text(keys)))
    except DatabaseError:
        return [f"{folder.name}: damaged"]
    finally:
        database.dispose()
    return [f"{folder.name}: {key}" for key in kept if key not in there]
