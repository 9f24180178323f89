"""What a browser needs to keep a course on the device: a worker, a manifest, and a page for what is not there."""

from flask import jsonify, make_response, render_template
from werkzeug.wrappers import Response

from web.access import public
from web.assets import release
from web.public.front_page import blueprint


@blueprint.get("/sw.js")
@public
def show_worker() -> Response:
    """It stands at the top, since a worker serves what lies below it, and names the files of this release."""
    files = release()
    worker = make_response(render_template("public/sw.js", files=files.shown, release=files.prefix))
    worker.mimetype = "text/javascript"
    return worker


@blueprint.get("/offline")
@public
def show_offline() -> str:
    return render_template("public/show_offline.html")


@blueprint.get("/app.webmanifest")
@public
def show_manifest() -> Response:
    icon = release().address("favicon.svg")
    manifest = jsonify(
        name="Runway",
        short_name="Runway",
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#f5f7f5",
        theme_color="#0a5c6b",
        icons=[{"src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable"}],
    )
    manifest.mimetype = "application/manifest+json"
    return manifest
