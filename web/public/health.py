"""For whoever runs the site: is the process alive, and can it serve?"""

from werkzeug.wrappers import Response

from web.access import for_the_suspended_too, public
from web.database import catalog, session
from web.public.front_page import blueprint


@blueprint.get("/healthz")
@public
@for_the_suspended_too
def health() -> Response:
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@public
@for_the_suspended_too
def readiness() -> Response:
    courses = len(catalog().listed(session()))
    return Response(f"ready, {courses} courses\n", mimetype="text/plain")
