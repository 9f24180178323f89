"""What a newcomer's first command rests on: the vendored pip, the locks, and the list of commands."""

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements", "requirements-dev")


def pins(lock: str) -> dict[str, str]:
    """Each pinned package with the text of its hashes."""
    text = (ROOT / f"{lock}.txt").read_text(encoding="utf-8")
    text = re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE)  # who asked for it is no part of the pin
    return dict(re.findall(r"^([a-z0-9.-]+==\S+)(.*?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL))


def test_the_vendored_pip_is_the_pinned_release_unchanged() -> None:
    wheel = next((ROOT / "setup").glob("pip-*.whl"))
    version = wheel.name.split("-")[1]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()

    said = (ROOT / "setup" / "VENDORED.md").read_text(encoding="utf-8")

    assert wheel.name in said
    assert digest in said
    assert digest in pins("requirements-dev")[f"pip=={version}"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_host(lock: str) -> None:
    text = (ROOT / f"{lock}.txt").read_text(encoding="utf-8")

    assert [pin for pin, hashes in pins(lock).items() if "--hash=sha256:" not in hashes] == []
    assert "://" not in text


def test_the_tools_run_on_the_very_runtime_that_people_get() -> None:
    assert pins("requirements").items() <= pins("requirements-dev").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_asked_for_is_pinned(lock: str) -> None:
    asked = re.findall(r"^([A-Za-z][\w-]*)", (ROOT / f"{lock}.in").read_text(encoding="utf-8"), re.MULTILINE)

    pinned = {pin.partition("==")[0] for pin in pins(lock)}

    assert {name.lower() for name in asked} <= pinned


def test_make_lists_its_commands() -> None:
    said = subprocess.run(["make", "-C", str(ROOT)], capture_output=True, text=True, check=True).stdout

    listed = re.findall(r"^make (\w+)", said, re.MULTILINE)
    assert listed[:7] == ["help", "run", "pdf", "demo", "test", "sure", "checks"]


def test_an_old_python_is_refused_in_one_line(tmp_path: Path) -> None:
    for name in ("dirname", "cmp", "sh"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit\nexit 1\n', encoding="utf-8")
    old.chmod(0o755)
    (tmp_path / "setup").mkdir()
    shutil.copy(ROOT / "setup" / "venv.sh", tmp_path / "setup")

    refused = subprocess.run(
        ["sh", "setup/venv.sh", "requirements.txt"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert refused.stderr.splitlines() == [
        "Runway needs Python 3.11 or newer; found Python 3.9.2. Name another: make run PYTHON=/path/to/python3.11"
    ]
