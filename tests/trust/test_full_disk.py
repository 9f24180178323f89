"""A disk that really is full, under the real server: nothing acknowledged is lost, and nothing is started again."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.schema import migrate
from tests.fixtures.servers import StartServer, is_ready
from tests.material.garden import COURSES
from tests.trust.load import LESSON, RECEIPT, BusyLearner, Journal, Post
from tests.trust.ordeal import check_exactly_once, check_integrity

FULL = 507
MOST_POSTS = 3000
"""Far more than fit into what SQLite had taken of the disk before."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of eight megabytes, where this machine lets us mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("Only root can mount the small disk that this test fills.")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(file: Path) -> None:
    with file.open("wb", buffering=0) as filler:
        try:
            while filler.write(b"\0" * 4096):
                pass
        except OSError:
            pass


def send_until_full(learner: BusyLearner, posts: Iterator[Post], journal: Journal) -> Post:
    for post in posts:
        status, page = learner._ask("POST", post.address, post.form(learner._token))
        if status == FULL:
            assert "There is no room to save this" in page
            return post
        assert status == RECEIPT, page[:500]
        journal.note(post, 1)
        assert len(journal.acknowledged) < MOST_POSTS
    raise AssertionError


@pytest.mark.trust
def test_a_full_disk_refuses_honestly_and_heals_without_a_restart(small_disk: Path, start_server: StartServer) -> None:
    url, journal = f"sqlite:///{small_disk / 'runway.db'}", Journal()
    migrate(url)
    with start_server(url, content_dir=COURSES) as server:
        learner = BusyLearner(server.port, 1, 1, journal)
        learner.come_in()
        posts = learner._posts()
        fill(small_disk / "filler")

        refused = send_until_full(learner, posts, journal)
        status, page = learner._ask("GET", LESSON)
        assert (status, is_ready(server.port)) == (200, True)
        assert refused.content not in page

        (small_disk / "filler").unlink()
        status, _ = learner._ask("POST", refused.address, refused.form(learner._token))
        assert status == RECEIPT
        journal.note(refused, 2)
        learner._hang_up()
        server.stop()
        assert "Traceback" not in server.log, server.log
        check_exactly_once(url, journal)
        check_integrity(url)
