"""Static files under an address that names their content, so that browsers may keep them for good."""

import hashlib
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from web.headers import add_to_static


def install(app: Flask, folder: Path) -> None:
    prefix = f"static/{_fingerprint(folder)}/"
    served = WhiteNoise(
        app.wsgi_app,
        add_headers_function=add_to_static,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
    )
    served.add_files(str(folder), prefix=prefix)
    app.wsgi_app = served  # type: ignore[method-assign]
    app.jinja_env.globals["static_url"] = lambda path: f"/{prefix}{path}"


def _fingerprint(folder: Path) -> str:
    content = hashlib.blake2b(digest_size=6)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return content.hexdigest()
