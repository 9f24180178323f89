"""The components page: every part of a page from its real template, in each of its states. Only in development."""

from types import SimpleNamespace

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from web.access import public
from web.errors import sentences_of
from web.forms.certificates import CertificateForm
from web.forms.preferences import PreferencesForm
from web.language import _
from web.public.certificates import view_certificate
from web.public.progress_specimens import CERTIFICATE, CHECK_INS, OUTLINE, RETURN, WORDS, statuses
from web.public.specimens import ADDRESS, prompts, questions

ERRORS = (400, 403, 404, 429, 500, 503, 507)
blueprint = Blueprint("design", __name__)


@blueprint.get(ADDRESS)
@public
def show_design() -> str:
    return render_template(
        "public/show_design.html",
        questions=tuple(questions()),
        prompts=tuple(prompts()),
        statuses=tuple(statuses()),
        outline=SimpleNamespace(modules=OUTLINE, started=True, language="en"),
        certificate=view_certificate(CERTIFICATE),
        check_ins=CHECK_INS,
        back=RETURN,
        words=WORDS,
        errors=tuple((code, *sentences_of(code)) for code in ERRORS),
        form=PreferencesForm(theme="system", shortcuts=True),
        refused=_refused(),
    )


@blueprint.post(ADDRESS)
@public
def come_back() -> Response:
    """The forms on the page are to be looked at; what one sends is not read."""
    return redirect(ADDRESS, 303)


def _refused() -> CertificateForm:
    form = CertificateForm()
    form.name.errors = [_("Enter the name that stands on the certificate")]
    return form
