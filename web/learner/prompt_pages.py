"""Writing to a prompt: saving, autosaving, looking back, sharing, taking back."""

from flask import abort, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from course.people.cohorts import CohortCard, cohorts_joined_in_course
from course.reflecting.reflections import (
    LONGEST_FIELD,
    Writing,
    count_words,
    newest_revision,
    revisions,
    write_draft,
    write_revision,
)
from course.reflecting.sharing import share_revision, shared_with, take_back
from lessons.lesson import Prompt
from web import clock
from web.access import for_person
from web.database import KEPT_THOUGH_REFUSED, session
from web.forgery import wants_fragment
from web.forms.work import ShareForm, TakeBackForm, WritingForm, read_fields
from web.identity import person, renew
from web.language import _
from web.learner.blueprint import blueprint
from web.learner.finding import find_open_place, find_place, find_prompt, place_in
from web.learner.lesson_page import Place, beside_status, show_whole_lesson, view_prompts
from web.learner.prompt_view import show_prompt, view_fields
from web.learner.question_view import NOT_REFUSED
from web.learner.views import HistoryView, Refusal, RevisionView


@blueprint.post("/lessons/<lesson>/prompts/<prompt>")
@for_person
def write(course: str, lesson: str, prompt: str) -> Response:
    place = find_open_place(course, lesson, person())
    writing = _writing(place, find_prompt(place, prompt))
    renew()
    if error := _refusal(place, writing):
        return _show(place, prompt, Refusal(error, fields=writing.body))
    _revision, standing = write_revision(session(), person().id, place.published, writing, now=clock.now())
    return _show(place_in(place.published, lesson, standing), prompt)


@blueprint.post("/lessons/<lesson>/prompts/<prompt>/draft")
@for_person
def autosave(course: str, lesson: str, prompt: str) -> Response:
    """The receipt names what is stored: only then may a device forget its copy."""
    place = find_open_place(course, lesson, person())
    writing = _writing(place, find_prompt(place, prompt))
    if _is_too_long(writing) or not writing.device:
        abort(413)
    now = clock.now()
    base = write_draft(session(), person().id, place.published, writing, now=now)
    return jsonify(saved_at=now.isoformat(), base=base, fields=writing.body)


@blueprint.post("/lessons/<lesson>/prompts/<prompt>/share")
@for_person
def share(course: str, lesson: str, prompt: str) -> Response:
    place = find_open_place(course, lesson, person())
    find_prompt(place, prompt)
    form = ShareForm(request.form)
    if not form.validate():
        abort(400)
    cohort = _own_cohort(place, form.cohort.data or "")
    kept = revisions(session(), person().id, place.published.course_id, prompt)
    shown = next((revision for revision in kept if revision.number == form.base.data), None) or abort(404)
    key = form.submission_key.data or ""
    share_revision(session(), person().id, shown.id, cohort.id, key=key, now=clock.now())
    return redirect(f"{place.href}#r-{prompt}", 303)


@blueprint.post("/lessons/<lesson>/prompts/<prompt>/take-back")
@for_person
def take_share_back(course: str, lesson: str, prompt: str) -> Response:
    place = find_open_place(course, lesson, person())
    find_prompt(place, prompt)
    form = TakeBackForm(request.form)
    if not form.validate():
        abort(400)
    cohort = _own_cohort(place, form.cohort.data or "")
    take_back(session(), person().id, prompt, cohort.id, now=clock.now())
    return redirect(f"{place.href}#r-{prompt}", 303)


@blueprint.get("/lessons/<lesson>/prompts/<prompt>")
@for_person
def show_history(course: str, lesson: str, prompt: str) -> str:
    place = find_place(course, lesson, person())
    if place.here.state == "closed":
        abort(404)
    found = find_prompt(place, prompt)
    return render_template("learner/show_history.html", page=_view_history(place, found))


def _writing(place: Place, prompt: Prompt) -> Writing:
    form = WritingForm(request.form)
    if not form.validate():
        abort(400)
    base = form.base.data or 0
    return Writing(
        lesson_id=place.compiled.id,
        prompt=prompt,
        body=read_fields(field.name for field in prompt.fields),
        base=base,
        key=form.submission_key.data or f"{prompt.id}.{base}",
        device=form.device.data or "",
    )


def _refusal(place: Place, writing: Writing) -> str:
    if _is_too_long(writing):
        return _("Write at most 50,000 characters in one field.")
    newest = newest_revision(session(), person().id, place.published.course_id, writing.prompt.id)
    if newest is None and not count_words(writing.body):
        return _("Write something first; a few words will do.")
    return ""


def _is_too_long(writing: Writing) -> bool:
    return any(len(text) > LONGEST_FIELD for text in writing.body.values())


def _own_cohort(place: Place, public_id: str) -> CohortCard:
    cohorts = cohorts_joined_in_course(session(), person().id, place.published.course_id)
    return next((cohort for cohort in cohorts if cohort.public_id == public_id), None) or abort(404)


def _show(place: Place, prompt_id: str, refusal: Refusal = NOT_REFUSED) -> Response:
    refusals = {prompt_id: refusal}
    status = KEPT_THOUGH_REFUSED if refusal.sentence else 200
    if wants_fragment():
        (view,) = view_prompts(place, person(), only=prompt_id, refusals=refusals)
        return make_response(beside_status(show_prompt(view), place), status)
    if not refusal.sentence:
        return redirect(f"{place.href}#r-{prompt_id}", 303)
    return make_response(show_whole_lesson(place, person(), refusals=refusals), status)


def _view_history(place: Place, prompt: Prompt) -> HistoryView:
    course_id = place.published.course_id
    shares = shared_with(session(), person().id, course_id, [prompt.id])
    return HistoryView(
        course_title=place.published.course.title,
        lesson_title=place.compiled.lesson.title,
        lesson_href=f"{place.href}#r-{prompt.id}",
        question=place.prepared.prompt_questions[prompt.id],
        revisions=tuple(
            RevisionView(
                number=revision.number,
                written_at_utc=revision.written_at_utc,
                words=revision.words,
                fields=view_fields(prompt, revision.body),
                shared_with=tuple(share.cohort_name for share in shares if share.revision == revision.number),
            )
            for revision in revisions(session(), person().id, course_id, prompt.id)
        ),
    )
