"""One download with everything of a person."""

import tempfile

from flask import send_file
from werkzeug.wrappers import Response

from course.leaving.take_out.package import write_take_out
from course.leaving.take_out.section import Taking
from web import clock
from web.access import for_person
from web.account.accounts import blueprint
from web.database import catalog, session
from web.identity import person

IN_MEMORY = 1_000_000
"""Bytes; what is longer is written to a file that goes with the request."""


@blueprint.get("/account/take-out.zip")
@for_person
def take_out() -> Response:
    now = clock.now()
    # It closes with the response, which is what sends it.
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    write_take_out(Taking(session(), person().id, catalog()), file, now=now)
    file.seek(0)
    name = f"runway-{now:%Y-%m-%d}.zip"
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name=name, etag=False)
