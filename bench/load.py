"""`python -m bench.load`: a thousand sessions at once; starts in a burst, a busy day's mixture, ten times too much."""

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from bench.cohorts import grow_cohort
from bench.learner import COURSE, LESSON
from bench.report import RESULTS, Value, align, keep
from bench.servers import BenchError, Server, runway
from bench.sessions import SessionBrowser
from bench.tallies import TURNED_AWAY, Tally, arrivals, kinds
from bench.visitors import Guest, Teacher
from course.database import Database
from course.models import Enrolment

LOAD_RESULTS = RESULTS.with_name("load-results.jsonl")
DEMO_LEARNERS = 60
TAUGHT = 1000
TEACHERS = 8
START_SECONDS = 5.0
PRESSES_AGAIN_SECONDS = 2.0
OVERLOAD_SECONDS = 15.0
AFTERWARDS_SECONDS = 10.0
SEED = 20261126


@dataclass(frozen=True, slots=True)
class Options:
    sessions: int
    per_second: float
    minutes: float
    database_url: str


@dataclass(slots=True)
class Memory:
    """Of all processes of the server and its database, in bytes: after the first requests, at most, at the end."""

    first: int = 0
    most: int = 0
    last: int = 0

    def look(self, server: Server) -> None:
        self.last = server.memory_bytes()
        self.first = self.first or self.last
        self.most = max(self.most, self.last)


def main() -> int:
    options = _options()
    try:
        with tempfile.TemporaryDirectory(prefix="runway-bench-") as folder:
            url = options.database_url or f"sqlite:///{Path(folder) / 'runway.db'}"
            with runway(url, learners=DEMO_LEARNERS) as server:
                cohort = f"/teach/{grow_cohort(url, TAUGHT).public_id}"
                figures = asyncio.run(_measure(options, server, cohort, url))
    except BenchError as error:
        print(error, file=sys.stderr)
        return 1
    keep(figures, LOAD_RESULTS)
    return 0


def _options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--sessions", type=int, default=1000, help="signed-in browsers (1000)")
    parser.add_argument("--per-second", type=float, default=330, help="requests a second that come (330)")
    parser.add_argument("--minutes", type=float, default=1, help="how long the mixture lasts (1)")
    parser.add_argument("--database-url", default="", help="an empty database (a SQLite file in a temporary folder)")
    given = parser.parse_args()
    return Options(given.sessions, given.per_second, given.minutes, given.database_url)


async def _measure(options: Options, server: Server, cohort: str, url: str) -> dict[str, Value]:
    random, memory = Random(SEED), Memory()
    before = _enrolments(url)
    guests = [Guest(SessionBrowser(server.port), Random(SEED + each)) for each in range(options.sessions)]
    starting = await _start_all(guests, random)
    enrolled = _enrolments(url) - before
    lessons = await _find_lessons(guests[0])
    for guest in guests:
        guest.lessons = guest.random.sample(lessons, len(lessons))
        await guest.open_ahead(LESSON)
    pages = (cohort, f"{cohort}?sort=progress-down", f"{cohort}/needs", f"{cohort}/reflections", "/teach")
    teachers = [Teacher(SessionBrowser(server.port), pages) for _ in range(TEACHERS)]
    for teacher in teachers:
        await teacher.sign_in()
    crowd = _Crowd(guests, teachers, random)
    await crowd.come(server, options.per_second, 10, Memory())
    mixture, elapsed, cpu = await crowd.come(server, options.per_second, options.minutes * 60, memory)
    overload = await crowd.press(OVERLOAD_SECONDS)
    memory.look(server)
    afterwards, _elapsed, _cpu = await crowd.come(server, options.per_second, AFTERWARDS_SECONDS, memory)
    spells = {"starting": starting, "mixture": mixture, "overload": overload, "afterwards": afterwards}
    print(align([["spell", "asked", "p50 ms", "p99 ms", "turned away", "errors"], *map(_row, spells.items())]))
    figures: dict[str, Value] = {
        "database": "sqlite" if url.startswith("sqlite") else "postgresql",
        "sessions": options.sessions,
        "minutes": options.minutes,
        "enrolments_of_starts": enrolled,
        "per_second": round(mixture.asked / elapsed, 1),
        "cpu_ms_each": round(cpu / mixture.asked * 1000, 2),
        "memory_mb": {name: round(getattr(memory, name) / 1e6) for name in ("first", "most", "last")},
        **{name: _in_short(tally) for name, tally in spells.items()},
    }
    for name, tally in spells.items():
        for (kind, status), number in tally.odd():
            print(f"{name}: {number} of {kind} answered {status}")
    print(
        f"{figures['per_second']} requests a second, {figures['cpu_ms_each']} CPU-ms each; {enrolled} enrolments of "
        f"{options.sessions} starts; memory {figures['memory_mb']} MB\n"
        f"turned away under overload: saves {overload.refused_share('answer'):.1%}, "
        f"pages {overload.refused_share('read'):.1%}, instructors’ pages {overload.refused_share('teach'):.1%}"
    )
    return figures


def _enrolments(url: str) -> int:
    database = Database(url)
    with database.reading() as session:
        found = session.scalar(select(func.count()).select_from(Enrolment)) or 0
    database.dispose()
    return found


async def _start_all(guests: list[Guest], random: Random) -> Tally:
    tally = Tally()

    async def start(guest: Guest) -> None:
        await asyncio.sleep(random.uniform(0, START_SECONDS))
        status = TURNED_AWAY
        while status == TURNED_AWAY:
            begun = time.perf_counter()
            status = (await guest.start()).status
            tally.add("start", status, time.perf_counter() - begun)
            await asyncio.sleep(PRESSES_AGAIN_SECONDS * (status == TURNED_AWAY))

    await asyncio.gather(*map(start, guests))
    return tally


async def _find_lessons(guest: Guest) -> list[str]:
    """The addresses of the course's lessons, as its page links them."""
    text = (await guest.browser.get(COURSE)).body.decode()
    found = {part.partition('"')[0].partition("#")[0] for part in text.split('href="')[1:]}
    return sorted(address for address in found if address.startswith(f"{COURSE}/lessons/"))


class _Crowd:
    """Everybody, and what they ask next."""

    def __init__(self, guests: list[Guest], teachers: list[Teacher], random: Random) -> None:
        self._guests = guests
        self._teachers = teachers
        self._random = random
        self._kinds = kinds(random)

    async def come(
        self, server: Server, per_second: float, seconds: float, memory: Memory
    ) -> tuple[Tally, float, float]:
        """Ask at this pace, whether the server keeps it or not; how long that took, and the server's CPU time."""
        tally, begun, cpu = Tally(), time.perf_counter(), server.cpu_seconds()
        running: set[asyncio.Task[None]] = set()
        for number, at in enumerate(arrivals(self._random, per_second, seconds)):
            await asyncio.sleep(max(0.0, begun + at - time.perf_counter()))
            task = asyncio.create_task(self._ask(next(self._kinds), self._random.choice(self._guests), tally))
            running.add(task)
            task.add_done_callback(running.discard)
            if number % 2000 == 1000:
                memory.look(server)
        await asyncio.gather(*running)
        return tally, time.perf_counter() - begun, server.cpu_seconds() - cpu

    async def press(self, seconds: float) -> Tally:
        """Everybody asks again as soon as they are answered, and whoever is turned away, too."""
        tally, until = Tally(), time.perf_counter() + seconds

        async def insist(guest: Guest) -> None:
            while time.perf_counter() < until:
                await self._ask(next(self._kinds), guest, tally)

        await asyncio.gather(*map(insist, self._guests))
        return tally

    async def _ask(self, kind: str, guest: Guest, tally: Tally) -> None:
        wants_more = kind == "answer"
        if kind == "teach":
            reply = await self._random.choice(self._teachers).read()
        else:
            # Who has nothing left to answer opens another lesson, which is reading.
            kind = "answer" if kind == "answer" and guest.questions else "read"
            reply = await (guest.read() if kind == "read" and not wants_more else guest.answer())
        tally.add(kind, reply.status, reply.waited)


def _row(named: tuple[str, Tally]) -> list[str]:
    name, tally = named
    waits = [f"{tally.wait_at(share) * 1000:.0f}" for share in (0.5, 0.99)]
    return [name, f"{tally.asked:,}", *waits, f"{tally.turned_away:,}", f"{tally.errors:,}"]


def _in_short(tally: Tally) -> dict[str, object]:
    return {
        "asked": tally.asked,
        "p50_ms": round(tally.wait_at(0.5) * 1000, 1),
        "p99_ms": round(tally.wait_at(0.99) * 1000, 1),
        "turned_away": tally.turned_away,
        "errors": tally.errors,
    }


if __name__ == "__main__":
    sys.exit(main())
