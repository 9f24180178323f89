"""One download with everything of a person."""

import tempfile
from collections.abc import Iterator

from flask import Response

from course.leaving.take_out.package import write_take_out
from course.leaving.take_out.section import Taking
from web import clock
from web.access import for_person, for_the_suspended_too
from web.account.accounts import blueprint
from web.database import catalog, session
from web.identity import person

IN_MEMORY = 1_000_000
"""Bytes; what is longer is written to a file that goes with the request."""
AT_ONCE = 64 * 1024


@blueprint.get("/account/take-out.zip")
@for_person
@for_the_suspended_too
def take_out() -> Response:
    taking, now = Taking(session(), person().id, catalog()), clock.now()
    chunks = _zipped(taking)
    next(chunks)  # it is written now, while the request's transaction is open
    response = Response(chunks, mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="runway-{now:%Y-%m-%d}.zip"'
    return response


def _zipped(taking: Taking) -> Iterator[bytes]:
    """First nothing, once the zip is written; then the zip."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        write_take_out(taking, file, now=clock.now())
        file.seek(0)
        yield b""
        while chunk := file.read(AT_ONCE):
            yield chunk
