"""What /metrics says, to whom, and what workers that come and go leave of it."""

import signal
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from config import ROOT, Settings, SettingsError, read_settings
from tests.fixtures.databases import DatabaseKind
from tests.fixtures.people import School
from tests.material.garden import GARDEN, SOIL
from tests.visitor import Visitor
from web.figures.counting import Figures, Route

LESSON = "/courses/<course>/lessons/<lesson>"
TOKEN = "a token for whoever watches"
ROUTES = (Route("ANY", "(none)"), Route("GET", "/a"))


@pytest.fixture
def database_kind() -> DatabaseKind:
    """What is told here does not depend on the database."""
    return "sqlite"


def samples(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(visitor: Visitor) -> dict[tuple[str, ...], float]:
    return samples(visitor.request("GET", "/metrics").text)


def test_requests_are_counted_by_route_and_outcome(school: School, ada_here: Visitor) -> None:
    for _ in range(3):
        ada_here.get(f"/courses/{GARDEN}/lessons/{SOIL}")
    ada_here.get(f"/courses/{GARDEN}/lessons/weeds", status=404)
    ada_here.get("/nowhere", status=404)

    found = read(ada_here)

    assert found["runway_requests_total", "GET", LESSON, "2xx"] == 3
    assert found["runway_requests_total", "GET", LESSON, "4xx"] == 1
    assert found["runway_requests_total", "ANY", "(none)", "4xx"] == 1
    assert found["runway_requests_total", "POST", "/login", "3xx"] == 1
    assert found["runway_request_seconds_count", "write"] == 1
    assert found["runway_request_seconds_bucket", "read", "+Inf"] == found["runway_request_seconds_count", "read"]
    assert found["runway_database_up",] == 1


def test_nothing_of_an_address_that_names_somebody_is_in_the_figures(school: School, ada_here: Visitor) -> None:
    ada_here.get("/sign-in/a-secret-token", status=404)

    assert "a-secret-token" not in ada_here.request("GET", "/metrics").text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
def test_figures_are_not_for_those_who_come_through_a_proxy(school: School, visitor: Visitor, header: str) -> None:
    assert visitor.request("GET", "/metrics", headers={header: "127.0.0.1"}).status_code == 404


def test_figures_are_not_for_those_from_elsewhere(school: School, visitor: Visitor) -> None:
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}

    assert visitor.request("GET", "/metrics", environ_overrides=elsewhere).status_code == 404
    assert (
        visitor.request(
            "GET", "/metrics", environ_overrides=elsewhere, headers={"Authorization": "Bearer "}
        ).status_code
        == 404
    )


@pytest.mark.parametrize(("sent", "status"), [(TOKEN, 200), (TOKEN + "x", 404), ("ü", 404)])
def test_the_token_opens_the_figures_from_anywhere(school: School, settings: Settings, sent: str, status: int) -> None:
    app: Flask = import_module("app").create_app(replace(settings, metrics_token=TOKEN))

    response = Visitor(app).request(
        "GET",
        "/metrics",
        environ_overrides={"REMOTE_ADDR": "192.0.2.7"},
        headers={"Authorization": f"Bearer {sent}".encode().decode("latin-1")},
    )

    app.extensions["runway.database"].dispose()
    assert response.status_code == status


def test_a_short_token_is_refused_at_start() -> None:
    with pytest.raises(SettingsError, match="METRICS_TOKEN"):
        read_settings({"METRICS_TOKEN": "short", "SECRET_KEY": "s" * 40})


WORKER = """
import sys
from pathlib import Path
from web.figures.counting import Figures
from tests.web.test_metrics import ROUTES

figures = Figures(Path(sys.argv[1]), ROUTES)
figures.count(1, 200, 1000, is_write=False)
print("counted", flush=True)
sys.stdin.read()
"""


def start_worker(folder: Path) -> subprocess.Popen[bytes]:
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"counted\n"
    return worker


def test_killed_workers_lose_no_count_and_leave_no_files_behind(tmp_path: Path) -> None:
    here = Figures(tmp_path, ROUTES)
    here.count(1, 200, 1000, is_write=False)

    for _ in range(3):
        worker = start_worker(tmp_path)
        worker.send_signal(signal.SIGKILL)
        worker.communicate()

    assert here.total().outcomes(1) == {"2xx": 4}
    assert len(list(tmp_path.iterdir())) == 2


def test_counts_of_other_routes_are_begun_again(tmp_path: Path) -> None:
    worker = start_worker(tmp_path)
    worker.communicate()
    changed = Figures(tmp_path, (*ROUTES, Route("GET", "/b")))

    changed.count(2, 503, 1000, is_write=False)

    assert changed.total().outcomes(1) == {}
    assert changed.total().outcomes(2) == {"503": 1}


def test_a_folder_that_cannot_be_written_costs_no_request(tmp_path: Path) -> None:
    (tmp_path / "figures").write_text("a file where the folder should be")
    figures = Figures(tmp_path / "figures", ROUTES)

    figures.count(1, 200, 1000, is_write=False)

    assert figures.total().outcomes(1) == {"2xx": 1}
