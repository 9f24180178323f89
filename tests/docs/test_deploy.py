"""The files in deploy/ name what there is: settings, folders of the house, commands."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from config import ROOT

DEPLOY = ROOT / "deploy"
# Of the base image, of PostgreSQL's, and of Caddy's own.
NOT_OURS = {"PATH", "PYTHONUNBUFFERED", "POSTGRES_USER", "POSTGRES_PASSWORD", "SITE", "UPSTREAMS"}


def settings_in_the_readme() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))


def settings_of(name: str) -> set[str]:
    text = re.sub(r"^\s*#.*", "", (DEPLOY / name).read_text(), flags=re.MULTILINE)
    return set(re.findall(r"\b([A-Z][A-Z_]{3,})(?=[=:]\s*\S|\b=|: )", text)) - NOT_OURS


@pytest.mark.parametrize("name", ["Containerfile", "compose.yaml", "example.env"])
def test_settings_named_for_an_installation_are_read(name: str) -> None:
    named = {each for each in settings_of(name) if each not in {"HEALTHCHECK", "CMD"}}

    assert named
    assert named <= settings_in_the_readme()


def test_container_has_every_package_of_the_house() -> None:
    copied = set(re.findall(r"^COPY (\w+) \./", (DEPLOY / "Containerfile").read_text(), re.MULTILINE))
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]

    assert set(contracts["root_packages"]) - {"app", "config"} <= copied
    assert {"templates", "static", "migrations", "content"} <= copied


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_takes_our_file(tmp_path: Path) -> None:
    ours = (DEPLOY / "nginx.conf").read_text()
    plain = re.sub(r"^\s*(ssl_certificate|http2).*\n", "", ours, flags=re.MULTILINE).replace("443 ssl", "8443")
    file = tmp_path / "nginx.conf"
    file.write_text(f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {plain} }}")

    said = subprocess.run(["nginx", "-t", "-c", str(file), "-e", "stderr"], capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stderr
