"""Faults planted into a copy of the application: the killing harness has to find each of them (long runs only)."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from config import ROOT
from tests.fixtures import servers
from tests.fixtures.databases import Databases
from tests.fixtures.servers import StartServer
from tests.material.garden import COURSES
from tests.trust.amounts import IS_LONG, draw_seed, note_result
from tests.trust.mutating import copied
from tests.trust.ordeal import Ordeal, check_derived, check_exactly_once

pytestmark = pytest.mark.trust

KILLS_AT_MOST = 200
KILLS_AT_A_TIME = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """What somebody might once write instead, and the complaint that finds it."""

    name: str
    path: str
    before: str
    after: str
    complaint: str


FAULTS = (
    Fault(
        "acknowledged-before-commit",
        "web/database.py",
        '        g.pop("session")\n        g.pop("transaction").__exit__(None, None, None)\n',
        '        g.pop("session")\n'
        "        ended = g.pop('transaction')\n"
        "        closing = lambda: ended.__exit__(None, None, None)\n"
        "        is_work = '/questions/' in request.path or '/prompts/' in request.path\n"
        "        __import__('threading').Timer(0.01, closing).start() if is_work else closing()\n",
        "acknowledged, and lost",
    ),
    Fault(
        "key-not-unique",
        "course/learning/responses.py",
        "    return hashlib.blake2b(content, digest_size=16).hexdigest()",
        "    return hashlib.blake2b(content, digest_size=16).hexdigest()[:0] + __import__('secrets').token_hex(16)",
        "stored twice",
    ),
    Fault(
        "result-in-a-second-transaction",
        "course/learning/responses.py",
        "    standing, facts = derive_progress(session, person_id, published, now=now)",
        "    cursor = session.info['connection'].connection.cursor()\n"
        "    cursor.execute('COMMIT')\n"
        "    cursor.execute('BEGIN IMMEDIATE')\n"
        "    standing, facts = derive_progress(session, person_id, published, now=now)",
        "without what follows from it",
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda each: each.name)
def test_fault_can_be_planted(fault: Fault) -> None:
    source = (ROOT / fault.path).read_text(encoding="utf-8")

    assert source.count(fault.before) == 1, "mend FAULTS"
    compile(source.replace(fault.before, fault.after), fault.path, "exec")


@pytest.mark.skipif(not IS_LONG, reason="a long run: make trust")
@pytest.mark.parametrize("fault", FAULTS, ids=lambda each: each.name)
def test_fault_is_found(
    databases: Databases, start_server: StartServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    tree = copied(tmp_path / "copy")
    planted = tree / fault.path
    planted.write_text(planted.read_text(encoding="utf-8").replace(fault.before, fault.after), encoding="utf-8")
    monkeypatch.setattr(servers, "ROOT", tree)
    seed = draw_seed()
    for kills in range(KILLS_AT_A_TIME, KILLS_AT_MOST + 1, KILLS_AT_A_TIME):
        if complaint := be_killed(databases, start_server, seed + kills):
            assert fault.complaint in complaint
            note_result(f"planted-fault-{fault.name}", n=kills, seed=seed, found_within_kills=kills)
            return
    pytest.fail(f"not found within {KILLS_AT_MOST} kills, seed {seed}")


def be_killed(databases: Databases, start_server: StartServer, seed: int) -> str:
    """Kill a few times, and give what the harness complains about."""
    with databases.fresh("sqlite") as url, start_server(url, content_dir=COURSES) as server:
        ordeal = Ordeal(server, seed, partial(check_derived, url))
        try:
            ordeal.under_load([ordeal.kill_server] * KILLS_AT_A_TIME)
            server.stop()
            check_exactly_once(url, ordeal.journal)
        except AssertionError as complaint:
            return str(complaint)
    return ""
