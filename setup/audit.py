"""Asks whether a pinned package has a known vulnerability, and says plainly when nobody could be asked.

pip-audit ends with 0 and "No known vulnerabilities found" when it could look up nothing at all: that is not a pass, so
what it looked up is counted here.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

UNREACHABLE = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "ServiceError", "Max retries exceeded")


def main(requirements: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "audit.json"
        asked = _ask(requirements, report)
        if report.exists():
            return _judge(json.loads(report.read_text(encoding="utf-8"))["dependencies"])
    if any(sign in asked.stderr for sign in UNREACHABLE):
        print("pip-audit: not audited, the advisory service cannot be reached.")
        return 0
    print(asked.stderr)
    return asked.returncode or 1


def _ask(requirements: list[str], report: Path) -> subprocess.CompletedProcess[str]:
    sources = [argument for name in requirements for argument in ("--requirement", name)]
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        *sources,
        "--disable-pip",
        "--require-hashes",
        "--progress-spinner=off",
    ]
    return subprocess.run(
        [*command, "--format=json", f"--output={report}"], capture_output=True, text=True, check=False
    )


def _judge(dependencies: list[dict[str, Any]]) -> int:
    audited = [found for found in dependencies if "skip_reason" not in found]
    for found in audited:
        for advisory in found["vulns"]:
            mended_in = ", ".join(advisory["fix_versions"]) or "no release yet"
            print(f"{found['name']} {found['version']}: {advisory['id']}, mended in {mended_in}")
    unknown = len(dependencies) - len(audited)
    if unknown:
        print(f"pip-audit: {unknown} of {len(dependencies)} packages not audited, the service knew nothing of them.")
    else:
        print(f"pip-audit: {len(audited)} packages audited.")
    return int(any(found["vulns"] for found in audited))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
