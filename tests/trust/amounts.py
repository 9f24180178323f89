"""How much a harness does, a little in every run of the tests, much in `make trust`; and what came of it."""

import json
import os
import platform
import secrets
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from typing import Any

from config import ROOT

IS_LONG = os.environ.get("RUNWAY_TRUST") == "long"
SCALE = float(os.environ.get("RUNWAY_TRUST_SCALE", "1"))
"""Less than one makes a long run shorter; what is written down says how much was done."""
RESULTS = ROOT / "docs" / "trust-results"
LIBRARIES = ("flask", "sqlalchemy", "granian", "psycopg", "pysqlite3", "hypothesis", "playwright")


def amount(short: int, long: int) -> int:
    return max(short, round(long * SCALE)) if IS_LONG else short


def draw_seed() -> int:
    """A new seed each time in a long run; else always the same, so that a failure belongs to the change under test."""
    return int(os.environ.get("RUNWAY_SEED") or (secrets.randbelow(10**6) if IS_LONG else 20261126))


def note_result(harness: str, *, n: int, seed: int | None = None, **figures: object) -> None:
    """Print what was done; after a long run it is also written to docs/trust-results."""
    shown = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
    print(f"\n{harness}: n={n}, seed={seed}, {shown}")  # noqa: T201
    if IS_LONG:
        RESULTS.mkdir(exist_ok=True)
        found = {"harness": harness, "n": n, "seed": seed, **figures, **_circumstances()}
        text = json.dumps(found, indent=2, ensure_ascii=False, default=str)
        (RESULTS / f"{harness}.json").write_text(text + "\n", encoding="utf-8")


def _circumstances() -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "sqlite": import_module("course.sqlite").sqlite_driver.sqlite_version,
        "processors": os.cpu_count(),
        "libraries": {name: found for name in LIBRARIES if (found := _version(name))},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except Exception:  # a library that this platform has no wheel of
        return ""
