"""A word about a shared answer, its draft, its correction; “seen”, and that undone."""

from flask import abort, flash, jsonify, make_response, redirect, request
from werkzeug.wrappers import Response

from course.people.cohorts import CohortCard
from course.records.mail_kinds import COMMENT
from course.reflecting.comments import correct, say, write_comment_draft
from course.reflecting.shared_texts import SharedText, find_own_comment, find_shared_with
from course.teaching.phrases import phrases_of
from course.teaching.seen import mark_seen, unmark_seen
from web import clock
from web.access import for_instructor
from web.database import KEPT_THOUGH_REFUSED, session
from web.forgery import wants_fragment
from web.forms.comments import CommentForm, read_comment, refusal_of
from web.identity import person
from web.instructor.cohorts import blueprint, find_cohort
from web.instructor.entries import NOT_REFUSED
from web.instructor.reflection_pages import answers_page, around, show_one
from web.mails import send_mail


@blueprint.post("/<cohort>/reflections/<prompt>/<learner>")
@for_instructor
def comment_on_shared(cohort: str, prompt: str, learner: str) -> Response:
    card = find_cohort(cohort)
    form, shared = _find(card, prompt, learner)
    text, now = read_comment(), clock.now()
    if form.phrase.data:
        body = _with_phrase(text, form.phrase.data)
        write_comment_draft(session(), person().id, shared, body, device=form.device.data or "page", now=now)
        return _show(card, prompt, learner)
    if error := refusal_of(text):
        return _show(card, prompt, learner, (text, error))
    key, device = form.submission_key.data or "", form.device.data or "page"
    if say(session(), person().id, shared, text.strip(), key=key, device=device, now=now):
        send_mail(COMMENT, shared.learner_id, now=now)
    return _show(card, prompt, learner)


@blueprint.post("/<cohort>/reflections/<prompt>/<learner>/draft")
@for_instructor
def draft_comment(cohort: str, prompt: str, learner: str) -> Response:
    """The receipt names what is stored: only then may a device forget its copy."""
    form, shared = _find(find_cohort(cohort), prompt, learner)
    text, now, device = read_comment(), clock.now(), form.device.data
    if not device or (text.strip() and refusal_of(text)):
        abort(413)
    write_comment_draft(session(), person().id, shared, text, device=device, now=now)
    return jsonify(saved_at=now.isoformat(), base=form.base.data, fields={"text": text})


@blueprint.post("/<cohort>/reflections/<prompt>/<learner>/comments/<comment>")
@for_instructor
def correct_comment(cohort: str, prompt: str, learner: str, comment: str) -> Response:
    card, text, who = find_cohort(cohort), read_comment(), person().id
    where = {"prompt_id": prompt, "cohort": card.public_id, "learner": learner}
    shared = find_own_comment(session(), who, comment, **where) or abort(404)
    if error := refusal_of(text):
        flash(error)
    else:
        correct(session(), who, comment, shared, text.strip(), now=clock.now())
    return _show(card, prompt, learner)


@blueprint.post("/<cohort>/reflections/<prompt>/<learner>/seen")
@for_instructor
def mark_shared_seen(cohort: str, prompt: str, learner: str) -> Response:
    card = find_cohort(cohort)
    _form, shared = _find(card, prompt, learner)
    mark_seen(session(), person().id, shared, now=clock.now())
    return _show(card, prompt, learner)


@blueprint.post("/<cohort>/reflections/<prompt>/<learner>/unseen")
@for_instructor
def unmark_shared_seen(cohort: str, prompt: str, learner: str) -> Response:
    card = find_cohort(cohort)
    _form, shared = _find(card, prompt, learner)
    unmark_seen(session(), person().id, shared, now=clock.now())
    return _show(card, prompt, learner)


def _find(card: CohortCard, prompt: str, learner: str) -> tuple[CommentForm, SharedText]:
    """The version that the page showed, as long as this instructor may read it."""
    form = CommentForm(request.form)
    if not form.validate():
        abort(404)
    found = find_shared_with(session(), person().id, card.id, learner, prompt, form.base.data or 0)
    return form, found or abort(404)


def _with_phrase(text: str, phrase_id: str) -> str:
    words = next((each.words for each in phrases_of(session(), person().id) if each.id == phrase_id), None)
    return f"{text.rstrip()} {words or abort(404)}".strip()


def _show(card: CohortCard, prompt: str, learner: str, refused: tuple[str, str] | None = None) -> Response:
    refusals = {learner: refused} if refused else NOT_REFUSED
    status = KEPT_THOUGH_REFUSED if refused else 200
    if wants_fragment():
        return make_response(show_one(card, prompt, learner, refusals), status)
    if refused:
        return make_response(answers_page(card, prompt, refusals), status)
    here = f"/teach/{card.public_id}/reflections/{prompt}{around(**{'with': learner})}"
    return redirect(f"{here}#e-{learner}", 303)
