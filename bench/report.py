"""The table that is printed, and the line that is kept."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import text

from bench.goals import GOALS, Goal, verdict
from course.database import Database

RESULTS = Path(__file__).with_name("results.jsonl")
HEADINGS = ("figure", "ours", "must", "aim", "", "Moodle 4.3", "RELATE", "Kolibri 0.19")
PACKAGES = ("flask", "granian", "sqlalchemy", "jinja2", "gunicorn")

Value = float | int | str | Mapping[str, object]


def table(figures: Mapping[str, Value]) -> str:
    rows: list[Sequence[str]] = [HEADINGS]
    for name, goal in GOALS.items():
        figure = figures.get(name)
        if isinstance(figure, int | float):
            rows.append(_row(goal, figure))
    return align(rows)


def _row(goal: Goal, figure: float) -> tuple[str, ...]:
    return (
        goal.name,
        f"{_number(figure)} {goal.unit}",
        _limit(goal, goal.must),
        _limit(goal, goal.aim),
        verdict(goal, figure),
        goal.moodle or "–",
        goal.relate or "–",
        goal.kolibri or "–",
    )


def _limit(goal: Goal, figure: float | None) -> str:
    return "–" if figure is None else f"{'≥' if goal.more else '≤'} {_number(figure)}"


def _number(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 or float(figure).is_integer() else f"{figure:.2f}".rstrip("0").rstrip(".")


def align(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell, the first to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def machine() -> dict[str, Value]:
    packages = {name: version(name) for name in PACKAGES}
    return {
        "at_utc": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count() or 0,
        "load_average": round(os.getloadavg()[0], 2),
        "versions": {"python": platform.python_version(), "sqlite": _sqlite_version(), **packages},
    }


def _sqlite_version() -> str:
    """Ask the driver that Runway uses; the standard library's may bring another."""
    with Database("sqlite:///:memory:").reading() as session:
        return str(session.execute(text("SELECT sqlite_version()")).scalar_one())


def keep(figures: Mapping[str, Value], path: Path = RESULTS) -> None:
    with path.open("a", encoding="utf-8") as results:
        results.write(json.dumps({**machine(), **figures}, ensure_ascii=False) + "\n")
