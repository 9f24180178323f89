"""Prints a software bill of materials (CycloneDX 1.6, JSON) of what is pinned and vendored: the same every time."""

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
VENDORED = re.compile(r"^\| `(?P<file>[^`]+)` \|(?P<cells>.*)\| `(?P<hash>[0-9a-f]{64})` \|$", re.MULTILINE)


def main(requirements: list[str]) -> int:
    components = [each for name in requirements for each in _pinned(ROOT / name)]
    components += [each for table in ("static", "setup") for each in _vendored(ROOT / table / "VENDORED.md")]
    found = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "runway", "bom-ref": "runway"}},
        "components": sorted(components, key=lambda each: str(each["bom-ref"])),
    }
    print(json.dumps(found, indent=2, ensure_ascii=False))
    return 0


def _pinned(path: Path) -> Iterator[dict[str, object]]:
    for pin in PIN.finditer(path.read_text(encoding="utf-8")):
        name, version = pin["name"].lower(), pin["version"]
        purl = f"pkg:pypi/{name}@{version}"
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": version,
            "purl": purl,
            **_licence(name),
            # A release has a file for each platform; each of them is allowed, and nothing else.
            "properties": [
                {"name": "runway:allowed-sha256", "value": each} for each in sorted(HASH.findall(pin["rest"]))
            ],
        }


def _licence(name: str) -> dict[str, object]:
    try:
        said = metadata(name).json
    except PackageNotFoundError:  # pinned for another platform
        return {}
    classified = [each.rpartition(" :: ")[2] for each in said.get("classifier", ()) if each.startswith("License :: ")]
    found = str(said.get("license_expression") or " AND ".join(classified) or said.get("license") or "")
    return {"licenses": [{"license": {"name": found.splitlines()[0]}}]} if found else {}


def _vendored(path: Path) -> Iterator[dict[str, object]]:
    for row in VENDORED.finditer(path.read_text(encoding="utf-8")):
        yield {
            "type": "file",
            "bom-ref": f"file:{path.parent.name}/{row['file']}",
            "name": row["file"],
            "hashes": [{"alg": "SHA-256", "content": row["hash"]}],
        }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["requirements.txt"]))
