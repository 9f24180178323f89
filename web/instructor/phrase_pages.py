"""Saved phrases: kept and removed; they are used in the field below a shared answer."""

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from course.teaching.phrases import MOST_PHRASES, remove_phrase, save_phrase
from web import clock
from web.access import for_instructor
from web.database import session
from web.forms.comments import PhraseForm
from web.identity import person
from web.instructor.cohorts import blueprint
from web.language import _


@blueprint.post("/phrases")
@for_instructor
def keep_phrase() -> Response:
    form = PhraseForm(request.form)
    if not form.validate():
        flash(_("Write a phrase of at most 300 characters."))
    elif not save_phrase(session(), person().id, form.words.data or "", now=clock.now()):
        flash(_("You have %(most)d phrases already; remove one first.") % {"most": MOST_PHRASES})
    else:
        flash(_("The phrase is saved."))
    return _back(form)


@blueprint.post("/phrases/<phrase>/remove")
@for_instructor
def drop_phrase(phrase: str) -> Response:
    if not remove_phrase(session(), person().id, phrase):
        abort(404)
    flash(_("The phrase is removed."))
    return _back(PhraseForm(request.form))


def _back(form: PhraseForm) -> Response:
    """To the page that the form stood on; an address of ours, or the cohorts."""
    at = form.at.data or ""
    is_ours = at.startswith("/teach/") and not at.startswith("//") and "\\" not in at
    return redirect(f"{at}#phrases" if is_ours else "/teach", 303)
