"""Static files under an address that names their content, so that browsers may keep them for good."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, current_app
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from web.headers import CLOSED_POLICY

SHOWN = (".css", ".js", ".svg", ".woff2")
"""What pages are made of; the rest are licences and lists."""


@dataclass(frozen=True, slots=True)
class Release:
    """The static files of this release."""

    prefix: str
    paths: tuple[str, ...]

    def address(self, path: str) -> str:
        return f"/{self.prefix}{path}"

    @property
    def shown(self) -> list[str]:
        """Addresses of all that pages show or run."""
        return [self.address(path) for path in self.paths if path.endswith(SHOWN)]


def install(app: Flask, folder: Path, cache: Path) -> None:
    fingerprint = _fingerprint(folder)
    prefix = f"static/{fingerprint}/"
    served = _StaticFiles(
        app.wsgi_app,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
    )
    served.add_files(str(_compressed(folder, cache / fingerprint)), prefix=prefix)
    app.wsgi_app = served  # type: ignore[method-assign]
    release = Release(prefix, tuple(path.relative_to(folder).as_posix() for path in _files(folder)))
    app.extensions["runway.release"] = release
    app.jinja_env.globals["static_url"] = release.address


def release() -> Release:
    found: Release = current_app.extensions["runway.release"]
    return found


class _StaticFiles(WhiteNoise):  # type: ignore[misc] # WhiteNoise has no types
    """Our policy on every answer, those without a file too: 304, 405, 416."""

    @staticmethod
    def serve(static_file: Any, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, ("Content-Security-Policy", CLOSED_POLICY)], *more)

        served: Iterable[bytes] = WhiteNoise.serve(static_file, environ, start)
        return served


def _fingerprint(folder: Path) -> str:
    content = hashlib.blake2b(digest_size=6)
    for path in _files(folder):
        content.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return content.hexdigest()


def _compressed(folder: Path, copy: Path) -> Path:
    """A copy of the folder with a .gz beside each file that gains by it; the folder itself where nothing can be kept.

    Pages are not compressed here: they hold tokens, whose bytes would show through the size.
    """
    if copy.is_dir():
        return copy
    unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
    try:
        shutil.copytree(folder, unfinished)
        compressor = Compressor(use_brotli=False, quiet=True)
        for path in _files(unfinished):
            if compressor.should_compress(path.name):
                compressor.compress(str(path))
        unfinished.rename(copy)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        return copy if copy.is_dir() else folder  # another process was faster, or this disk is read-only
    return copy


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
