"""W5: from a checkout with nothing installed to the first lesson served, by `make run` alone."""

import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.learner import Learner, expect
from bench.servers import ROOT, free_port, running

WITHIN_SECONDS = 600.0
NOT_COPIED = {"var", "node_modules", "__pycache__"}
# What belongs to the environment that this measurement runs in must not help the new one.
FORGOTTEN = set("VIRTUAL_ENV PYTHONPATH DATABASE_URL CONTENT_DIR SECRET_KEY RUNWAY_ENV MAKEFLAGS MAKELEVEL".split())


@dataclass(frozen=True, slots=True)
class Installation:
    seconds: float
    disk_bytes: int


def install() -> Installation:
    """Copy the checkout, `make run` there, and open the first lesson; packages are fetched anew."""
    with tempfile.TemporaryDirectory(prefix="runway-bench-") as folder:
        checkout = Path(folder, "checkout")
        shutil.copytree(ROOT, checkout, ignore=_left_out)
        port = free_port()
        env = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
        env |= {"PORT": str(port), "HOST": "127.0.0.1", "PIP_NO_CACHE_DIR": "1"}
        begun = time.perf_counter()
        with running(["make", "run"], port, "/readyz", env=env, folder=checkout, within=WITHIN_SECONDS):
            with Learner(port) as learner:
                expect(learner.get(learner.start()), 200)
            seconds = time.perf_counter() - begun
        return Installation(seconds, disk_bytes(checkout))


def disk_bytes(folder: Path) -> int:
    """Space taken on disk, as `du` counts it."""
    return sum(path.lstat().st_blocks * 512 for path in (folder, *folder.rglob("*")))


def _left_out(folder: str, names: list[str]) -> set[str]:
    hidden = {name for name in names if name.startswith(".")} if Path(folder) == ROOT else set()
    return hidden | NOT_COPIED.intersection(names)
