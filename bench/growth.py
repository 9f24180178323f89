"""`python -m bench.growth`: from 100 to 100,000 learners, what does each page cost, and each download?"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.cohorts import Grown, grow_cohort, make_admin_of
from bench.instructor import Instructor
from bench.learner import expect
from bench.report import align
from bench.rounds import ask_for_the_unit, open_pages
from bench.servers import BenchError, Server, bare_route, runway
from course.database import Database
from course.material.catalog import Catalog
from course.teaching.tallies import count_cohort

SIZES = (100, 1_000, 10_000, 100_000)
ALL_UP_TO = 2_000
DEMO_LEARNERS = 60
COUNTED_TIMES = 5
PAGES: Mapping[str, str] = {
    "the cohort": "",
    "a page from its middle": "?after={middle}",
    "by progress, last first": "?sort=progress-down",
    "by activity, quietest first": "?sort=active",
    "name begins with a letter": "?name=k",
    "not begun": "?state=not-begun",
    "stuck": "?state=stuck",
    "finished, by activity": "?state=finished&sort=active-down",
    "in one lesson, by name": "?at=lesson.play-chess-not-checkers",
    "quiet for 30 days": "?activity=quiet-30",
    "what needs me, all of it": "/needs",
    "one learner": "/learners/{middle}",
    "prompts with what waits": "/reflections",
    "settings": "/settings",
    "invitations": "/invitations",
    "questions, kept": "/questions",
    "downloads": "/exports",
    "all on one page": "?show=all",
}
SITE_PAGES: Mapping[str, str] = {
    "admin: people": "/admin",
    "admin: people by a name": "/admin?words=dmitri",
    "admin: people by a name that nobody has": "/admin?words=zzzz",
    "admin: suspended people": "/admin?role=suspended",
    "admin: one person": "/admin/people/{middle}",
    "admin: cohorts": "/admin/cohorts",
    "admin: one cohort": "/admin/cohorts/{cohort}",
    "admin: acts": "/admin/acts",
    "admin: acts of one kind": "/admin/acts?kind=learner-removed",
}
DOWNLOADS = ("export.csv", "responses.csv", "export.xlsx")


@dataclass(frozen=True, slots=True)
class Options:
    pages: int
    sizes: tuple[int, ...]
    database_url: str


def main() -> int:
    options = _options()
    try:
        print(align(_measure(options)))
    except BenchError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--pages", type=int, default=100, help="how often each page is opened (100)")
    parser.add_argument("--up-to", type=int, default=SIZES[-1], help="the largest cohort (100000)")
    parser.add_argument("--database-url", default="", help="an empty database (a SQLite file in a temporary folder)")
    given = parser.parse_args()
    sizes = tuple(size for size in SIZES if size <= given.up_to)
    return Options(given.pages, sizes, given.database_url)


def _measure(options: Options) -> list[list[str]]:
    costs: dict[str, list[float | None]] = {name: [] for name in (*PAGES, *SITE_PAGES)}
    downloaded: list[str] = []
    counting: list[float | None] = []
    with tempfile.TemporaryDirectory(prefix="runway-bench-") as folder:
        url = options.database_url or f"sqlite:///{Path(folder) / 'runway.db'}"
        with bare_route() as bare, runway(url, learners=DEMO_LEARNERS) as server, Instructor(server.port) as ines:
            make_admin_of(url)
            ines.sign_in()
            for size in options.sizes:
                begun = time.perf_counter()
                grown = grow_cohort(url, size)
                ines.rest()  # the server has closed a connection that was idle for so long
                print(f"{size:,} learners, inserted in {time.perf_counter() - begun:.1f} s", flush=True)
                unit = ask_for_the_unit(bare, 2000).cpu_each
                for name, path in _paths(grown):
                    is_shown = "show=all" not in path or size <= ALL_UP_TO
                    costs[name].append(_cost(server, ines, path, options.pages) / unit if is_shown else None)
                counting.append(_count(url, grown) / unit)
                downloaded += [_download(server, ines, grown, file) for file in DOWNLOADS]
    print("\n".join(downloaded))
    heading = ["u a page", *(f"{size:,}" for size in options.sizes), "largest / smallest from 1,000 on"]
    counted = {"the cohort’s numbers, counted anew": counting}
    return [heading, *(_row(name, figures) for name, figures in {**costs, **counted}.items())]


def _paths(grown: Grown) -> Iterator[tuple[str, str]]:
    for name, address in PAGES.items():
        yield name, f"/teach/{grown.public_id}{address.format(middle=grown.middle)}"
    for name, address in SITE_PAGES.items():
        yield name, address.format(middle=grown.middle, cohort=grown.public_id)


def _download(server: Server, ines: Instructor, grown: Grown, file: str) -> str:
    """How large it is, what it costs, and how much memory the server had at most meanwhile."""
    before, cpu, begun = server.memory_bytes(), server.cpu_seconds(), time.perf_counter()
    with ThreadPoolExecutor(1) as pool:
        reply = pool.submit(ines.get, f"/teach/{grown.public_id}/{file}")
        most = before
        while not reply.done():
            most = max(most, server.memory_bytes())
            time.sleep(0.2)
    size = len(expect(reply.result(), 200).body)
    spent = server.cpu_seconds() - cpu
    return (
        f"{file} of {grown.learners:,}: {size / 1e6:.1f} MB in {time.perf_counter() - begun:.1f} s, {spent:.1f} CPU-s; "
        f"the server’s memory {before / 1e6:.0f} MB before, {most / 1e6:.0f} MB at most"
    )


def _cost(server: Server, ines: Instructor, path: str, pages: int) -> float:
    for _ in range(12):  # both workers have seen it
        expect(ines.get(path), 200)
        ines.rest()
    size = len(ines.get(path).body)
    spell = open_pages(server, ines, path, pages)
    print(f"  {path.partition('?')[2] or path.rpartition('/')[2]}: {size:,} bytes", flush=True)
    return spell.cpu_each


def _count(url: str, grown: Grown) -> float:
    """CPU seconds of one count, in this process."""
    database = Database(url)
    with database.reading() as session:
        course = Catalog().listed(session)[0].course
        now = datetime.now(UTC)
        count_cohort(session, grown.id, course, now=now)
        begun = time.process_time()
        for _ in range(COUNTED_TIMES):
            count_cohort(session, grown.id, course, now=now)
        spent = time.process_time() - begun
    database.dispose()
    return spent / COUNTED_TIMES


def _row(name: str, figures: list[float | None]) -> list[str]:
    """The largest against the smallest from 1,000 learners on: of 100, many a page is not full."""
    full = [each for each in figures[1:] if each is not None]
    shown = ["–" if each is None else f"{each:.1f}" for each in figures]
    return [name, *shown, f"{max(full) / min(full):.2f}" if len(full) > 1 else "–"]


if __name__ == "__main__":
    sys.exit(main())
