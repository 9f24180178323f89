"""A backup is what was there at one instant, and comes back as it was; what was damaged is refused."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from course.database import Database
from course.leaving.ledger import Ledger
from course.leaving.restoring import move_in
from course.records.archives.manifest import Damaged
from course.records.archives.packing import write_archive
from course.records.archives.unpacking import open_archive
from tests.fixtures.databases import DatabaseKind, Databases
from tests.fixtures.people import School, dump
from tests.material.garden import WRONG
from tests.trust.amounts import amount, draw_seed, note_result
from tests.trust.full_database import ROWS, lived_in

pytestmark = pytest.mark.trust

BACKUPS = amount(1, 20)
DAMAGED = amount(200, 1000)
AT_WORK = 3


@contextmanager
def opened(url: str) -> Iterator[School]:
    database = Database(url)
    try:
        yield School(database)
    finally:
        database.dispose()


def pack(school: School, path: Path) -> None:
    with school.database.reading() as session:
        write_archive(session, path, now=school.now)


def move(school: School, path: Path) -> None:
    with open_archive(path) as archive:
        move_in(school.database, archive, Ledger(path.with_suffix(".jsonl")))


@contextmanager
def at_work(school: School) -> Iterator[None]:
    """Learners answer one question after the other, until the end."""
    stop = threading.Event()
    learners = [school.member(f"Learner {number}") for number in range(AT_WORK)]
    school.enrol(*learners)

    def learn(person: int) -> None:
        while not stop.is_set():
            school.answer(person, "holds-water", WRONG["holds-water"])

    threads = [threading.Thread(target=learn, args=(person,)) for person in learners]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_backup_under_load_is_the_database_at_one_instant(
    databases: Databases, database_kind: DatabaseKind, tmp_path: Path
) -> None:
    path, responses = tmp_path / "all.zip", []
    with lived_in(databases, database_kind) as url, opened(url) as school, at_work(school):
        for _ in range(BACKUPS):
            with school.database.reading() as session:
                write_archive(session, path, now=school.now)
                mark = dump(session)
            with databases.fresh("sqlite") as elsewhere, opened(elsewhere) as there:
                move(there, path)
                assert there.dump() == mark
            responses.append(len(mark["response"]))
        answered = school.count("response")

    assert answered > responses[0], "nobody was at work"
    note_result(
        f"backups-under-load-{database_kind}", n=BACKUPS, rows=ROWS, answered_meanwhile=answered - responses[0],
        not_identical=0,
    )  # fmt: skip


Damage = Callable[[bytes, Random], bytes]


def one_bit(whole: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(whole))
    return whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1 :]


def cut_off(whole: bytes, chance: Random) -> bytes:
    return whole[: chance.randrange(len(whole))]


def grown(whole: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(whole) + 1)
    return whole[:place] + chance.randbytes(chance.randint(1, 600)) + whole[place:]


def a_hole(whole: bytes, chance: Random) -> bytes:
    """A block that never reached the disk."""
    place = chance.randrange(len(whole))
    return whole[:place] + bytes(min(512, len(whole) - place)) + whole[place + 512 :]


def exchanged(whole: bytes, chance: Random) -> bytes:
    """Two blocks at each other's place."""
    first, second = sorted(chance.sample(range(len(whole) // 512), 2))
    blocks = [whole[at : at + 512] for at in range(0, len(whole), 512)]
    blocks[first], blocks[second] = blocks[second], blocks[first]
    return b"".join(blocks)


DAMAGES: tuple[Damage, ...] = (one_bit, one_bit, cut_off, grown, a_hole, exchanged)


def test_damaged_backup_is_refused(databases: Databases, tmp_path: Path) -> None:
    number, path, missed, tried = draw_seed(), tmp_path / "all.zip", [], 0
    chance = Random(number)
    with lived_in(databases, "sqlite") as url, opened(url) as school:
        pack(school, path)
    whole = path.read_bytes()

    while tried < DAMAGED:
        damage = chance.choice(DAMAGES)
        damaged = damage(whole, chance)
        if damaged == whole:
            continue
        tried += 1
        path.write_bytes(damaged)
        try:
            with open_archive(path):
                missed.append((tried, damage.__name__))
        except Damaged:
            pass

    assert missed == []
    note_result("damaged-backups", n=tried, seed=number, bytes_of_each=len(whole), taken_for_good=0)


def test_what_is_moved_is_the_same_there_and_back(databases: Databases, tmp_path: Path) -> None:
    ways: tuple[DatabaseKind, ...] = ("postgresql", "sqlite")
    packed = [tmp_path / f"{number}.zip" for number in range(len(ways) + 1)]
    with lived_in(databases, "sqlite") as url, opened(url) as school:
        before = school.dump()
        pack(school, packed[0])
    for kind, source, target in zip(ways, packed, packed[1:], strict=False):
        with databases.fresh(kind) as url, opened(url) as school:
            move(school, source)
            assert school.dump() == before
            pack(school, target)

    assert len({path.read_bytes() for path in packed}) == 1
    note_result("there-and-back", n=sum(map(len, before.values())), tables=len(before), not_identical=0)
