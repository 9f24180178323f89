"""What a browser needs to keep a course on the device: a worker, a manifest, and a page for what is not there."""

from flask import current_app, jsonify, make_response, render_template
from werkzeug.wrappers import Response

from web.access import public
from web.assets import STATIC_FILES, files_shown
from web.public.front_page import blueprint


@blueprint.get("/sw.js")
@public
def show_worker() -> Response:
    """It stands at the top, since a worker serves what lies below it, and names the files of this release."""
    files = files_shown(current_app.extensions[STATIC_FILES])
    release = current_app.jinja_env.globals["static_url"]("")
    worker = make_response(render_template("public/sw.js", files=files, release=release))
    worker.mimetype = "text/javascript"
    return worker


@blueprint.get("/offline")
@public
def show_offline() -> str:
    return render_template("public/show_offline.html")


@blueprint.get("/app.webmanifest")
@public
def show_manifest() -> Response:
    static_url = current_app.jinja_env.globals["static_url"]
    manifest = jsonify(
        name="Runway",
        short_name="Runway",
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#f5f7f5",
        theme_color="#0a5c6b",
        icons=[{"src": static_url("favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable"}],
    )
    manifest.mimetype = "application/manifest+json"
    return manifest
