"""What instructors said about a learner's shared texts: reading it, answering, correcting an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, flash, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from course.learning.enrolment import lock_enrolment
from course.reflecting.comments import correct, say, write_comment_draft
from course.reflecting.dialogues import mark_read, prompts_talked_about
from course.reflecting.shared_texts import SharedText, find_own_comment, own_shared
from course.revising.differences import prompts_of
from web import clock
from web.access import for_person
from web.database import KEPT_THOUGH_REFUSED, session
from web.forms.comments import ReplyForm, read_comment, refusal_of
from web.identity import person
from web.learner.blueprint import blueprint
from web.learner.course_place import CoursePlace
from web.learner.dialogue_view import NOT_REFUSED, view_dialogues, where_said
from web.learner.finding import find_course, find_course_place
from web.learner.views import DialogueView


@dataclass(frozen=True, slots=True)
class TalkedAbout:
    """A prompt with its threads; `href` is empty where the course no longer asks it."""

    id: str
    question: str
    href: str
    dialogues: tuple[DialogueView, ...]


@blueprint.get("/dialogues")
@for_person
def show_dialogues(course: str) -> str:
    return _page(find_course_place(course, person()), NOT_REFUSED)


@blueprint.post("/dialogues/<prompt>/read")
@for_person
def read_dialogue(course: str, prompt: str) -> Response:
    place = _locked(course)
    if prompt not in prompts_talked_about(session(), person().id, place.published.course_id):
        abort(404)
    mark_read(session(), person().id, place.published.course_id, prompt, now=clock.now())
    return redirect(where_said(place.published, prompt), 303)


@blueprint.post("/dialogues/<prompt>/<cohort>")
@for_person
def answer_instructor(course: str, prompt: str, cohort: str) -> Response:
    place, form, text = _locked(course), _form(), read_comment()
    shared = _find(place, prompt, cohort)
    if error := refusal_of(text):
        return make_response(_page(place, {(prompt, cohort): (text, error)}), KEPT_THOUGH_REFUSED)
    key, device, now = form.submission_key.data or "", form.device.data or "page", clock.now()
    say(session(), person().id, shared, text.strip(), key=key, device=device, now=now)
    mark_read(session(), person().id, place.published.course_id, prompt, now=now)
    return redirect(where_said(place.published, prompt), 303)


@blueprint.post("/dialogues/<prompt>/<cohort>/draft")
@for_person
def draft_answer(course: str, prompt: str, cohort: str) -> Response:
    """The receipt names what is stored: only then may a device forget its copy."""
    shared, form, text = _find(_locked(course), prompt, cohort), _form(), read_comment()
    if not form.device.data or (text.strip() and refusal_of(text)):
        abort(413)
    now = clock.now()
    write_comment_draft(session(), person().id, shared, text, device=form.device.data, now=now)
    return jsonify(saved_at=now.isoformat(), base=0, fields={"text": text})


@blueprint.post("/dialogues/<prompt>/<cohort>/comments/<comment>")
@for_person
def correct_answer(course: str, prompt: str, cohort: str, comment: str) -> Response:
    place, text, who = _locked(course), read_comment(), person()
    where = {"prompt_id": prompt, "cohort": cohort, "learner": who.public_id}
    shared = find_own_comment(session(), who.id, comment, **where) or abort(404)
    if error := refusal_of(text):
        flash(error)
    else:
        correct(session(), who.id, comment, shared, text.strip(), now=clock.now())
    return redirect(where_said(place.published, prompt), 303)


def _locked(course: str) -> CoursePlace:
    lock_enrolment(session(), person().id, find_course(course).course_id)
    return find_course_place(course, person())


def _form() -> ReplyForm:
    form = ReplyForm(request.form)
    return form if form.validate() else abort(400)


def _find(place: CoursePlace, prompt: str, cohort: str) -> SharedText:
    """What is shared, and was talked about: a learner answers, and begins no dialogue of their own."""
    course_id = place.published.course_id
    if prompt not in prompts_talked_about(session(), person().id, course_id):
        abort(404)
    return own_shared(session(), person().id, course_id, [prompt]).get((prompt, cohort)) or abort(404)


def _page(place: CoursePlace, refused: Mapping[tuple[str, str], tuple[str, str]]) -> str:
    published = place.published
    questions = prompts_talked_about(session(), person().id, published.course_id)
    threads = view_dialogues(published, person().id, place.standing, list(questions), refused)
    known = prompts_of(published.course)
    return render_template(
        "learner/show_dialogues.html",
        page={
            "course_title": published.course.title,
            "course_href": place.href,
            "prompts": [
                TalkedAbout(each, question, where_said(published, each) if each in known else "", threads.get(each, ()))
                for each, question in questions.items()
            ],
        },
    )
