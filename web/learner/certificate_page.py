"""A learner's certificate of a course: what is missing, making it, having it, revoking it."""

from flask import abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from course.learning.certificates import (
    NotCompleted,
    certificate_of,
    issue_certificate,
    revoke_certificate,
    work_done,
)
from course.people.practice import NotForPractice
from web import clock
from web.access import for_person
from web.database import KEPT_THOUGH_REFUSED, session
from web.forms.certificates import CertificateForm
from web.identity import person
from web.language import _
from web.learner.blueprint import blueprint
from web.learner.certificate_file import pdf_values
from web.learner.course_place import CoursePlace
from web.learner.finding import find_course_place
from web.learner.prepared import lesson_href
from web.pdf import HAS_PDF, pdf_of
from web.public.certificates import view_certificate


@blueprint.get("/certificate")
@for_person
def show_own_certificate(course: str) -> str:
    return _page(find_course_place(course, person()), CertificateForm(name=_name_to_offer()))


@blueprint.post("/certificate")
@for_person
def make_certificate(course: str) -> Response | tuple[str, int]:
    place, form = find_course_place(course, person()), CertificateForm()
    if not form.validate_on_submit():
        return _page(place, form), KEPT_THOUGH_REFUSED
    try:
        issue_certificate(session(), person().id, place.published, form.name.data or "", now=clock.now())
    except (NotCompleted, NotForPractice):
        abort(404)
    return redirect(f"/courses/{course}/certificate", 303)


@blueprint.post("/certificate/revoke")
@for_person
def revoke_own_certificate(course: str) -> Response:
    place = find_course_place(course, person())
    revoke_certificate(session(), person().id, place.published.course_id, now=clock.now())
    flash(_("Revoked. Whoever opens its address is told so, and no longer sees your name."))
    return redirect(f"/courses/{course}/certificate", 303)


@blueprint.get("/certificate.pdf")
@for_person
def download_certificate(course: str) -> Response:
    """Where `make pdf` installed what makes it; else the page prints well."""
    published = find_course_place(course, person()).published
    found = certificate_of(session(), person().id, published.course_id)
    if found is None or not HAS_PDF:
        abort(404)
    made = pdf_of("certificate", pdf_values(view_certificate(found), language=published.course.language))
    response = Response(made, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="certificate-{published.slug}.pdf"'
    return response


def _page(place: CoursePlace, form: CertificateForm) -> str:
    published, standing = place.published, place.standing
    found = certificate_of(session(), person().id, published.course_id)
    current = standing.current
    return render_template(
        "learner/show_own_certificate.html",
        course_title=published.course.title,
        course_href=f"/courses/{published.slug}",
        language=published.course.language,
        page=view_certificate(found) if found else None,
        work=None if found else work_done(session(), person().id, published),
        standing=standing,
        continue_href=lesson_href(published.slug, current.lesson_id) if current else "",
        has_pdf=HAS_PDF,
        form=form,
    )


def _name_to_offer() -> str:
    """A guest's name is none that belongs on a certificate."""
    return "" if person().name.startswith("Guest ") else person().name
