"""Writing to a prompt: saving, autosaving, looking back, sharing, taking back."""

from dataclasses import replace

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
from web.learner.lesson_page import Place, view_lesson, view_prompts, view_status
from web.learner.prompt_view import view_fields
from web.learner.views import HistoryView, PromptView, Refusal, RevisionView


@blueprint.post("/lessons/<lesson>/prompts/<prompt>")
@for_person
def write(course: str, lesson: str, prompt: str) -> Response:
    place = find_open_place(course, lesson, person())
    writing = _writing(place, find_prompt(place, prompt))
    renew()
    if error := _refusal(place, writing):
        return _show(place, prompt, error=error, typed=writing)
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


def _show(place: Place, prompt_id: str, *, error: str = "", typed: Writing | None = None) -> Response:
    refusals = {prompt_id: Refusal(error)}
    if wants_fragment():
        view = view_prompts(place, person(), only=prompt_id, refusals=refusals)[0]
        return make_response(
            render_template("learner/fragments/written.html", prompt=view, status=view_status(place)),
            KEPT_THOUGH_REFUSED if error else 200,
        )
    if not error:
        return redirect(f"{place.href}#r-{prompt_id}", 303)
    page = view_lesson(place, person(), refusals=refusals)
    if typed:
        page = replace(page, prompts=tuple(_as_typed(prompt, typed) for prompt in page.prompts))
    return make_response(render_template("learner/show_lesson.html", page=page), KEPT_THOUGH_REFUSED)


def _as_typed(view: PromptView, typed: Writing) -> PromptView:
    """What was refused stays in its field, to be shortened there."""
    return replace(view, fields=view_fields(typed.prompt, typed.body)) if view.id == typed.prompt.id else view


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
