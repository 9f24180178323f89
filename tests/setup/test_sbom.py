"""The bill of materials: everything that is pinned or vendored is on it, and it says the same every time."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def bill() -> str:
    command = [sys.executable, "setup/sbom.py", "requirements.txt"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_bill_names_everything_that_is_pinned_or_vendored() -> None:
    found: dict[str, Any] = json.loads(bill())
    pinned = re.findall(
        r"^([a-z0-9._-]+)==(\S+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    vendored = [
        row
        for table in ROOT.glob("s*/VENDORED.md")
        for row in re.findall(r"`[0-9a-f]{64}`", table.read_text(encoding="utf-8"))
    ]

    libraries = {(each["name"], each["version"]) for each in found["components"] if each["type"] == "library"}
    assert libraries == set(pinned)
    assert len([each for each in found["components"] if each["type"] == "file"]) == len(vendored) > 0
    assert all(each["properties"] for each in found["components"] if each["type"] == "library")


def test_bill_is_the_same_every_time() -> None:
    assert bill() == bill()
