"""Servers under measurement, each a process of its own on a free port of the loopback interface."""

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from bench.browser import Browser
from bench.processes import cpu_seconds, memory_bytes, pids_named

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN_SECONDS = 60.0
STOPS_WITHIN_SECONDS = 20.0


class BenchError(Exception):
    """The measurement cannot go on; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `database_pids` are processes that work for it without being its children."""

    port: int
    pid: int
    database_pids: frozenset[int] = frozenset()

    def cpu_seconds(self) -> float:
        return cpu_seconds({self.pid, *self.database_pids})

    def memory_bytes(self) -> int:
        return memory_bytes({self.pid, *self.database_pids})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str],
    port: int,
    ready_at: str,
    *,
    env: Mapping[str, str] = os.environ,
    folder: Path = ROOT,
    within: float = STARTS_WITHIN_SECONDS,
) -> Iterator[Server]:
    """Start a server, wait until it answers at `ready_at`, and end it with everything that it started."""
    started = subprocess.Popen(
        command, cwd=folder, env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait_for(started, port, ready_at, time.monotonic() + within)
        yield Server(port, started.pid)
    finally:
        _end(started)


@contextmanager
def bare_route() -> Iterator[Server]:
    if importlib.util.find_spec("gunicorn") is None:
        raise BenchError("The unit needs gunicorn. Install it with: sh setup/venv.sh requirements-dev.txt")
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--bind", f"127.0.0.1:{port}", "bench.bare:app"]
    with running(command, port, "/") as server:
        yield server


@contextmanager
def runway(database_url: str, *, learners: int) -> Iterator[Server]:
    """Runway as `make run` starts it, on a database with a cohort that has learned for three weeks."""
    port = free_port()
    env = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "DATABASE_URL": database_url, "CONTENT_DIR": ""}
    with running([sys.executable, "app.py"], port, "/readyz", env=env) as server:
        demo = [sys.executable, "-m", "flask", "demo", "--learners", str(learners)]
        subprocess.run(demo, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        is_sqlite = database_url.startswith("sqlite")
        yield Server(port, server.pid, frozenset() if is_sqlite else frozenset(pids_named("postgres")))


def _wait_for(started: subprocess.Popen[bytes], port: int, path: str, deadline: float) -> None:
    while time.monotonic() < deadline:
        if started.poll() is not None:
            raise BenchError(f"{_shown(started)} ended at once, with exit code {started.returncode}.")
        try:
            with Browser(port) as browser:
                if browser.get(path).status == 200:
                    return
        except (OSError, HTTPException):
            pass
        time.sleep(0.05)
    raise BenchError(f"{_shown(started)} did not answer at {path} in time.")


def _end(started: subprocess.Popen[bytes]) -> None:
    # Its own session is its process group: nothing but what it started is in there.
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(started.pid, number)
            started.wait(STOPS_WITHIN_SECONDS)
            return
        except ProcessLookupError:
            started.wait()
            return
        except subprocess.TimeoutExpired:
            continue


def _shown(started: subprocess.Popen[bytes]) -> str:
    return " ".join(map(str, started.args)) if isinstance(started.args, list) else str(started.args)
