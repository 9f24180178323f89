"""How fast `flask course new` makes courses of a folder of articles, and whether it needs more memory for more."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.articles import write_articles
from bench.servers import ROOT, BenchError

FEW, MANY = 100, 1_400


@dataclass(frozen=True, slots=True)
class Import:
    """One run of the command, from its start to its end."""

    articles: int
    seconds: float
    cpu_seconds: float
    peak_bytes: int

    @property
    def per_second(self) -> float:
        return self.articles / self.seconds


def import_articles(number: int) -> Import:
    with tempfile.TemporaryDirectory(prefix="runway-bench-") as folder:
        articles = Path(folder, "articles")
        articles.mkdir()
        write_articles(articles, number)
        command = [
            sys.executable,
            "-m",
            "flask",
            "course",
            "new",
            str(articles),
            "--into",
            str(Path(folder, "content")),
        ]
        return _run(command, number)


def _run(command: list[str], number: int) -> Import:
    begun = time.perf_counter()
    started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ, "CONTENT_DIR": ""})
    # A process begins with the peak of the one that started it: what is measured must be larger, and is.
    _, status, usage = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise BenchError(f"flask course new ended with exit code {started.returncode}.")
    seconds = time.perf_counter() - begun
    return Import(number, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
