"""Servers started, stopped and killed: a stand-in for app.py, whose worker shares its port."""

from pathlib import Path

import pytest

from tests.fixtures import servers
from tests.fixtures.servers import StartServer, is_ready

STAND_IN = """
import os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

if "STUMBLE" in os.environ:
    sys.exit("no secret key: set SECRET_KEY")

class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

server = HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Answer)
print("worker", os.fork(), sorted(os.environ), flush=True)
server.serve_forever()
"""


@pytest.fixture(autouse=True)
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app.py").write_text(STAND_IN, encoding="utf-8")
    monkeypatch.setattr(servers, "ROOT", tmp_path)


def test_a_server_is_ready_when_the_block_begins_and_gone_when_it_ends(start_server: StartServer) -> None:
    with start_server("sqlite:///nowhere.db") as server:
        assert is_ready(server.port)

    assert not is_ready(server.port)


def test_a_kill_reaches_the_workers_and_the_server_starts_again_on_its_port(start_server: StartServer) -> None:
    with start_server("sqlite:///nowhere.db") as server:
        server.kill()
        assert not is_ready(server.port)

        server.start()
        assert is_ready(server.port)


def test_nothing_of_this_shell_reaches_the_server_but_what_a_process_needs(
    start_server: StartServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")

    with start_server("sqlite:///nowhere.db", BADGE="x") as server:
        log = server.log

    assert "BADGE" in log
    assert "FLASK_DEBUG" not in log


def test_a_server_that_does_not_start_says_why(start_server: StartServer) -> None:
    with (
        pytest.raises(pytest.fail.Exception, match="set SECRET_KEY"),
        start_server("sqlite:///nowhere.db", STUMBLE="yes"),
    ):
        pass
