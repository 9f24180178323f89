"""Two application nodes behind nginx, on a PostgreSQL primary that commits only what its standby has, too."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.fixtures.missing import skip_without
from tests.fixtures.postgresql import PostgresqlServer, is_root, run_as_owner, running_postgresql
from tests.fixtures.servers import free_port, is_ready

NGINX = """
daemon off; worker_processes 1; error_log {folder}/error.log; pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    upstream runway {{ {servers} keepalive 16; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://runway; proxy_http_version 1.1; proxy_set_header Connection "";
            proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;
            proxy_next_upstream error timeout; proxy_connect_timeout 2s;
        }}
    }}
}}
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """A primary and its synchronous standby, reached by one address of two hosts."""

    primary: PostgresqlServer
    standby: PostgresqlServer
    hosts: Sequence[Path]

    def url(self, database: str) -> str:
        hosts = "&".join(f"host={host}:5432" for host in self.hosts)
        return f"postgresql+psycopg://runway@/{database}?{hosts}&target_session_attrs=read-write&connect_timeout=2"

    def kill_primary(self) -> None:
        """End the primary at once, with nothing in good order, and for good."""
        self.primary.stop("immediate")

    def promote(self) -> None:
        """What an operator, or Patroni, does when the primary is gone."""
        self.standby.promote()
        with psycopg.connect(self.standby.conninfo, autocommit=True) as connection:
            # Alone it would wait for a standby of its own.
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
            connection.execute("SELECT pg_reload_conf()")


@contextmanager
def running_pair() -> Iterator[Pair]:
    with running_postgresql(settings=("wal_level=replica",)) as primary, standby_of(primary) as standby:
        with psycopg.connect(primary.conninfo, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
        yield Pair(primary, standby, (primary.folder, standby.folder))


@contextmanager
def standby_of(primary: PostgresqlServer) -> Iterator[PostgresqlServer]:
    """A copy of a server that follows it."""
    folder = Path(tempfile.mkdtemp(prefix="runway-pg-"))
    standby = PostgresqlServer(primary.programs, folder, primary.settings)
    try:
        if is_root():
            shutil.chown(folder, "postgres", "postgres")
        copy = [
            str(primary.programs / "pg_basebackup"),
            "-h",
            str(primary.folder),
            "-U",
            "runway",
            "-R",
            "-X",
            "stream",
        ]
        run_as_owner([*copy, "--checkpoint=fast", "-D", str(folder / "data")], folder)
        standby.start()
        _wait_until_it_follows(primary)
        try:
            yield standby
        finally:
            standby.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_it_follows(primary: PostgresqlServer) -> None:
    give_up_at = time.monotonic() + 30
    with psycopg.connect(primary.conninfo, autocommit=True) as connection:
        while not connection.execute("SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'").fetchall():
            assert time.monotonic() < give_up_at, "the standby does not follow"
            time.sleep(0.05)


@contextmanager
def nginx_before(ports: Sequence[int]) -> Iterator[int]:
    """nginx before servers on these ports; gives its own."""
    program = shutil.which("nginx")
    if program is None:
        skip_without("nginx", package="nginx-light")
    port = free_port()
    servers = " ".join(f"server 127.0.0.1:{each} max_fails=1 fail_timeout=1s;" for each in ports)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="runway-nginx-")))
        folder.joinpath("nginx.conf").write_text(NGINX.format(folder=folder, servers=servers, port=port))
        command = [program, "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "start.log")]
        process = subprocess.Popen(command)
        stack.callback(process.wait, 10)
        stack.callback(process.terminate)
        give_up_at = time.monotonic() + 30
        while not is_ready(port):
            is_late = process.poll() is not None or time.monotonic() > give_up_at
            assert not is_late, (folder / "start.log").read_text()
            time.sleep(0.05)
        yield port
