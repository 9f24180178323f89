"""`python app.py` itself: what it refuses before it serves."""

import subprocess
import sys

from tests.fixtures.databases import Databases
from tests.fixtures.servers import ROOT, StartServer


def test_a_second_server_on_a_used_port_is_refused(databases: Databases, start_server: StartServer) -> None:
    with databases.fresh("sqlite") as url, start_server(url) as server:
        second = subprocess.run(  # noqa: PLW1510 - its return code is looked at below
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=dict(server.environment),
            capture_output=True,
            text=True,
            timeout=30,
        )

    assert second.returncode == 2
    assert second.stderr == f"Port {server.port} is in use. Stop the other server, or set PORT={server.port + 1}.\n"
