"""`python -m bench`: measure, print a table, keep a line in bench/results.jsonl."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from bench.cohorts import grow_cohort
from bench.crowd import CONNECTIONS, Spell
from bench.first_visit import visit
from bench.importing import FEW, MANY, import_articles
from bench.installing import install
from bench.instructor import Instructor
from bench.report import Value, keep, table
from bench.rounds import Counts, Round, Teaching, measure_round, readers
from bench.servers import BenchError, bare_route, runway

WARM_UP = Counts(unit=200, pages=100, quizzes=4, rosters=20, whole_rosters=8)
TAUGHT = 1000
"""Learners of the cohort whose progress W3 opens."""


def main() -> int:
    options = _options()
    figures: dict[str, Value] = {"learners": options.learners, "rounds": options.rounds}
    try:
        figures |= _measure_importing()
        if not options.only_import:
            figures |= _measure_serving(options)
            if not options.skip_install:
                figures |= _measure_installing()
    except BenchError as error:
        print(error, file=sys.stderr)
        return 1
    print(table(figures))
    if not options.only_import:  # a line that is kept has all that runs are compared by
        keep(figures)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure what Runway costs: docs/speed.md.")
    parser.add_argument("--learners", type=int, default=200, help="size of the cohort in the database (200)")
    parser.add_argument("--rounds", type=int, default=15, help="how often everything is measured (15)")
    parser.add_argument("--database-url", default="", help="an empty database (a SQLite file in a temporary folder)")
    parser.add_argument("--skip-install", action="store_true", help="leave out W5, which downloads packages")
    parser.add_argument("--only-import", action="store_true", help="measure the import of articles alone, keep no line")
    return parser.parse_args()


def _measure_importing() -> dict[str, Value]:
    few, many = import_articles(FEW), import_articles(MANY)
    for each in (few, many):
        print(
            f"import of {each.articles:,} articles: {each.seconds:.1f} s, {each.per_second:.0f} a second, "
            f"{each.cpu_seconds / each.articles * 1000:.1f} CPU-ms each, {each.peak_bytes / 1e6:.0f} MB at most",
            flush=True,
        )
    return {
        "import_per_second": round(many.per_second, 1),
        "import_growth_mb": round(max(0, many.peak_bytes - few.peak_bytes) / 1e6, 1),
        "import_peak_mb": round(many.peak_bytes / 1e6, 1),
    }


def _measure_serving(options: argparse.Namespace) -> dict[str, Value]:
    with tempfile.TemporaryDirectory(prefix="runway-bench-") as folder:
        url = options.database_url or f"sqlite:///{Path(folder) / 'runway.db'}"
        with (
            bare_route() as bare,
            runway(url, learners=options.learners) as server,
            readers(server) as learners,
            Instructor(server.port) as ines,
        ):
            ines.sign_in()
            teaching = Teaching(ines, f"/teach/{grow_cohort(url, TAUGHT).public_id}")
            measure_round(bare, server, learners, teaching, WARM_UP)
            rounds = [
                _announce(number, measure_round(bare, server, learners, teaching, Counts()))
                for number in range(options.rounds)
            ]
            first_visit = visit(server)
    for name, size in first_visit.parts.items():
        print(f"  W4 {name}: {size:,} bytes")
    return {
        **_figures_of(rounds),
        "w4_requests": first_visit.requests,
        "w4_kb": round(first_visit.total / 1000, 1),
        "w4_kb_beside_font": round(first_visit.beside_font / 1000, 1),
        "w4_parts": first_visit.parts,
    }


def _figures_of(rounds: Sequence[Round]) -> dict[str, Value]:
    def middle(figure: Callable[[Round], float]) -> float:
        return round(median(map(figure, rounds)), 3)

    def waits(spell: Callable[[Round], Spell]) -> dict[str, Value]:
        return {
            "per_second": middle(lambda each: spell(each).per_second),
            "p50_ms": middle(lambda each: spell(each).wait_at(0.5) * 1000),
            "p99_ms": middle(lambda each: spell(each).wait_at(0.99) * 1000),
        }

    return {
        "u_ms": middle(lambda each: each.unit.cpu_each * 1000),
        "w1": middle(lambda each: each.in_units(each.reading)),
        "w2": middle(lambda each: each.in_units(each.answering)),
        "w2_without_script": middle(lambda each: each.in_units(each.answering_without_script)),
        "w3": middle(lambda each: each.in_units(each.roster) if each.roster else 0),
        "w3_all": middle(lambda each: each.in_units(each.whole_roster) if each.whole_roster else 0),
        "at_connections": CONNECTIONS,
        "unit_waits": waits(lambda each: each.unit),
        "w1_waits": waits(lambda each: each.reading),
        "w2_waits": waits(lambda each: each.answering),
    }


def _measure_installing() -> dict[str, Value]:
    installation = install()
    return {"w5_seconds": round(installation.seconds, 1), "w5_mb": round(installation.disk_bytes / 1e6, 1)}


def _announce(number: int, done: Round) -> Round:
    reading = done.reading
    print(
        f"round {number + 1}: u {done.unit.cpu_each * 1000:.3f} CPU-ms; "
        f"W1 {done.in_units(reading):.2f} u, {reading.per_second:.0f} a second at {CONNECTIONS} connections, "
        f"p50 {reading.wait_at(0.5) * 1000:.1f} ms, p99 {reading.wait_at(0.99) * 1000:.1f} ms; "
        f"W2 {done.in_units(done.answering):.1f} u, "
        f"without JavaScript {done.in_units(done.answering_without_script):.1f} u",
        flush=True,
    )
    return done


if __name__ == "__main__":
    sys.exit(main())
