"""A certificate as whoever has its address sees it: good, revoked, or none."""

from dataclasses import dataclass

import segno
from flask import abort, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from course.learning.certificates import Shown, find_certificate
from web.access import public
from web.database import session
from web.public.front_page import blueprint
from web.site import site

GONE = 410


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate with the address that proves it, also as a picture that phones read."""

    certificate: Shown
    address: str
    code: Markup


@blueprint.get("/certificates/<certificate>")
@public
def show_certificate(certificate: str) -> Response:
    """Of one that was revoked only that; one that went with its account is like one that never was."""
    found = find_certificate(session(), certificate) or abort(404)
    if found.revoked_at_utc is not None:
        return _unlisted(render_template("public/show_revoked.html", certificate=found), GONE)
    return _unlisted(render_template("public/show_certificate.html", page=view_certificate(found)), 200)


def view_certificate(shown: Shown) -> CertificateView:
    address = f"{site().address}/certificates/{shown.public_id}"
    return CertificateView(shown, address, _code(address))


def _code(address: str) -> Markup:
    # Black on white in dark pages too: phones read nothing else for sure.
    drawn = segno.make(address, micro=False).svg_inline(dark="#000", light="#fff", omitsize=True, border=3)
    return Markup(drawn)  # noqa: S704 - drawn by the library from our own address


def _unlisted(page: str, status: int) -> Response:
    """It has somebody's name on it: search engines shall not list it."""
    return Response(page, status, {"X-Robots-Tag": "noindex"}, mimetype="text/html")
