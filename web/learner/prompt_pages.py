"""Writing to a prompt: saving, autosaving, sharing, taking back."""

from collections.abc import Mapping

from flask import abort, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from course.learning.standing import Standing
from course.people.cohorts import CohortCard, cohorts_joined_in_course
from course.reflecting.own_pieces import own_pieces
from course.reflecting.reflections import (
    LONGEST_FIELD,
    Writing,
    newest_revision,
    revisions,
    write_draft,
    write_revision,
)
from course.reflecting.sharing import share_revision, take_back
from course.reflecting.texts import texts
from lessons.lesson import PLAN, Prompt
from lessons.own_pieces import OWN_KINDS
from lessons.prompts import find_problem, is_empty
from web import clock
from web.access import for_person
from web.database import KEPT_THOUGH_REFUSED, session
from web.forgery import wants_fragment
from web.forms.work import ShareForm, TakeBackForm, WritingForm, read_fields
from web.identity import person, renew
from web.language import _, today
from web.learner.blueprint import blueprint
from web.learner.course_page import view_course
from web.learner.course_place import CoursePlace
from web.learner.finding import find_prompt, find_to_write, place_in
from web.learner.lesson_page import AnyPlace, Place, beside_status, show_whole_lesson, view_prompts
from web.learner.plan_pages import show_plan_page
from web.learner.plan_place import PlanPlace
from web.learner.prompt_view import show_prompt
from web.learner.views import NOT_REFUSED, Refusal

TO_MEND = {
    "day-unreadable": _("This day cannot be read. Write year, month and day, such as 2027-03-09."),
    "day-over": _("This day is over. Choose today or one to come."),
    "level-unknown": _("Choose one of the numbers."),
}


@blueprint.post("/prompts/<prompt>", endpoint="write_on_course")
@blueprint.post("/lessons/<lesson>/prompts/<prompt>")
@blueprint.post("/plan/prompts/<prompt>", endpoint="write_on_plan", defaults={"lesson": PLAN})
@for_person
def write(course: str, prompt: str, lesson: str = "") -> Response:
    place = find_to_write(course, lesson, person())
    writing = _writing(place, find_prompt(place, prompt))
    renew()
    if error := _refusal(place, writing):
        return _show(place, prompt, Refusal(error, fields=writing.body))
    _revision, standing = write_revision(session(), person().id, place.published, writing, now=clock.now())
    return _show(_now(place, standing), prompt)


@blueprint.post("/prompts/<prompt>/draft", endpoint="autosave_on_course")
@blueprint.post("/lessons/<lesson>/prompts/<prompt>/draft")
@blueprint.post("/plan/prompts/<prompt>/draft", endpoint="autosave_on_plan", defaults={"lesson": PLAN})
@for_person
def autosave(course: str, prompt: str, lesson: str = "") -> Response:
    """The receipt names what is stored: only then may a device forget its copy."""
    place = find_to_write(course, lesson, person())
    writing = _writing(place, find_prompt(place, prompt))
    if _is_too_long(writing) or not writing.device:
        abort(413)
    now = clock.now()
    base = write_draft(session(), person().id, place.published, writing, now=now)
    shown = texts(session(), person().id, place.published, [prompt])[prompt]
    return jsonify(saved_at=now.isoformat(), base=base, fields=writing.body, has_other=shown.other is not None)


@blueprint.post("/prompts/<prompt>/share", endpoint="share_on_course")
@blueprint.post("/lessons/<lesson>/prompts/<prompt>/share")
@blueprint.post("/plan/prompts/<prompt>/share", endpoint="share_on_plan", defaults={"lesson": PLAN})
@for_person
def share(course: str, prompt: str, lesson: str = "") -> Response:
    place = find_to_write(course, lesson, person())
    if find_prompt(place, prompt).kind in OWN_KINDS:
        abort(404)  # what nobody asked for is shown to nobody
    form = ShareForm(request.form)
    if not form.validate():
        abort(400)
    cohort = _own_cohort(place, form.cohort.data or "")
    kept = revisions(session(), person().id, place.published.course_id, prompt)
    shown = next((revision for revision in kept if revision.number == form.base.data), None) or abort(404)
    key = form.submission_key.data or ""
    share_revision(session(), person().id, shown.id, cohort.id, key=key, now=clock.now())
    return redirect(f"{place.href}#r-{prompt}", 303)


@blueprint.post("/prompts/<prompt>/take-back", endpoint="take_share_back_on_course")
@blueprint.post("/lessons/<lesson>/prompts/<prompt>/take-back")
@blueprint.post("/plan/prompts/<prompt>/take-back", endpoint="take_share_back_on_plan", defaults={"lesson": PLAN})
@for_person
def take_share_back(course: str, prompt: str, lesson: str = "") -> Response:
    place = find_to_write(course, lesson, person())
    find_prompt(place, prompt)
    form = TakeBackForm(request.form)
    if not form.validate():
        abort(400)
    cohort = _own_cohort(place, form.cohort.data or "")
    take_back(session(), person().id, prompt, cohort.id, now=clock.now())
    return redirect(f"{place.href}#r-{prompt}", 303)


def _now(place: AnyPlace, standing: Standing) -> AnyPlace:
    """The same place after what was just written."""
    if isinstance(place, CoursePlace):
        return CoursePlace(place.published, standing)
    if isinstance(place, PlanPlace):
        return PlanPlace(place.published, standing, own_pieces(session(), person().id, place.published.course_id))
    return place_in(place.published, place.compiled.id, standing)


def _writing(place: AnyPlace, prompt: Prompt) -> Writing:
    form = WritingForm(request.form)
    if not form.validate():
        abort(400)
    base = form.base.data or 0
    return Writing(
        lesson_id=place.filed_under(prompt),
        prompt=prompt,
        body=read_fields(field.name for field in prompt.fields),
        base=base,
        key=form.submission_key.data or f"{prompt.id}.{base}",
        device=form.device.data or "",
        goes_on_from=form.goes_on_from.data or "",
    )


def _refusal(place: AnyPlace, writing: Writing) -> str:
    if _is_too_long(writing):
        return _("Write at most 50,000 characters in one field.")
    newest = newest_revision(session(), person().id, place.published.course_id, writing.prompt.id)
    if newest is None and is_empty(writing.prompt, writing.body):
        return TO_MEND["level-unknown"] if writing.prompt.levels else _("Write something first; a few words will do.")
    code = find_problem(writing.prompt, writing.body, newest.body if newest else {}, today())
    return TO_MEND[code] if code else ""


def _is_too_long(writing: Writing) -> bool:
    return any(len(text) > LONGEST_FIELD for text in writing.body.values())


def _own_cohort(place: AnyPlace, public_id: str) -> CohortCard:
    cohorts = cohorts_joined_in_course(session(), person().id, place.published.course_id)
    return next((cohort for cohort in cohorts if cohort.public_id == public_id), None) or abort(404)


def _show(place: AnyPlace, prompt_id: str, refusal: Refusal = NOT_REFUSED) -> Response:
    refusals = {prompt_id: refusal}
    status = KEPT_THOUGH_REFUSED if refusal.sentence else 200
    if wants_fragment():
        (view,) = view_prompts(place, person(), only=prompt_id, refusals=refusals)
        part = show_prompt(view)
        return make_response(beside_status(part, place) if isinstance(place, Place) else part, status)
    if not refusal.sentence:
        return redirect(f"{place.href}#r-{prompt_id}", 303)
    return make_response(_page(place, refusals), status)


def _page(place: AnyPlace, refusals: Mapping[str, Refusal]) -> str:
    if isinstance(place, Place):
        return show_whole_lesson(place, person(), refusals=refusals)
    if isinstance(place, PlanPlace):
        return show_plan_page(place, refusals=refusals)
    return render_template("learner/show_course.html", page=view_course(place.published, refusals))
