"""Looking through the versions of a reflection: all of them, two side by side, and bringing one back."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from course.reflecting.comparing import compare
from course.reflecting.reflections import Writing
from course.reflecting.sharing import shared_with
from course.reflecting.versions import Version, restore_version, versions
from lessons.lesson import PLAN, Prompt
from lessons.prompts import count_words
from web import clock
from web.access import for_person
from web.database import session
from web.forms.work import RestoreForm
from web.identity import person, renew
from web.learner.blueprint import blueprint
from web.learner.finding import find_prompt, find_to_read, find_to_write
from web.learner.lesson_page import AnyPlace, Place
from web.learner.prompt_view import read_back, view_fields_read
from web.learner.views import ComparisonView, HistoryView, VersionView


@blueprint.get("/prompts/<prompt>", endpoint="show_history_on_course")
@blueprint.get("/lessons/<lesson>/prompts/<prompt>")
@blueprint.get("/plan/prompts/<prompt>", endpoint="show_history_on_plan", defaults={"lesson": PLAN})
@for_person
def show_history(course: str, prompt: str, lesson: str = "") -> str:
    place = find_to_read(course, lesson, person())
    history = _find_history(place, find_prompt(place, prompt))
    compared = request.args.get("compare", "")
    if compared and compared not in (each.name for each in history.shown[1:]):
        abort(404)
    return render_template("learner/show_history.html", page=_view(place, history, compared))


@blueprint.post("/prompts/<prompt>/restore", endpoint="restore_on_course")
@blueprint.post("/lessons/<lesson>/prompts/<prompt>/restore")
@blueprint.post("/plan/prompts/<prompt>/restore", endpoint="restore_on_plan", defaults={"lesson": PLAN})
@for_person
def restore(course: str, prompt: str, lesson: str = "") -> Response:
    place = find_to_write(course, lesson, person())
    found = find_prompt(place, prompt)
    form = RestoreForm(request.form)
    if not form.validate():
        abort(400)
    all_ = versions(session(), person().id, place.published.course_id, prompt)
    version = next((each for each in all_ if each.digest == form.version.data), None) or abort(404)
    writing = Writing(
        lesson_id=place.filed_under(found),
        prompt=found,
        body=version.body,
        base=form.base.data or 0,
        key=form.submission_key.data or "",
    )
    renew()
    restore_version(session(), person().id, place.published, version, writing, now=clock.now())
    return redirect(f"{place.href}#r-{prompt}", 303)


@dataclass(frozen=True, slots=True)
class _History:
    prompt: Prompt
    versions: tuple[Version, ...]
    shown: tuple[VersionView, ...]


def _find_history(place: AnyPlace, prompt: Prompt) -> _History:
    course_id = place.published.course_id
    found = versions(session(), person().id, course_id, prompt.id)
    shares = shared_with(session(), person().id, course_id, [prompt.id])
    address = f"{place.href}/prompts/{prompt.id}"
    shown = tuple(
        VersionView(
            name=version.digest,
            number=version.number,
            at_utc=version.at_utc,
            words=count_words(prompt, version.body),
            fields=view_fields_read(prompt, version.body),
            shared_with=tuple(share.cohort_name for share in shares if share.revision == version.number),
            compare_href=f"{address}?compare={version.digest}#compared" if version is not found[0] else "",
        )
        for version in found
    )
    return _History(prompt, found, shown)


def _view(place: AnyPlace, history: _History, compared: str) -> HistoryView:
    prompt = history.prompt
    base = max((version.number for version in history.versions), default=0)
    return HistoryView(
        course_title=place.published.course.title if isinstance(place, Place) else "",
        title=place.title,
        href=f"{place.href}#r-{prompt.id}",
        question=place.prompt_questions[prompt.id],
        versions=history.shown,
        comparison=_compare(history, compared) if compared else None,
        restore_action=f"{place.href}/prompts/{prompt.id}/restore",
        submission_key=f"{prompt.id}.{base}.restored",
        base=base,
    )


def _compare(history: _History, compared: str) -> ComparisonView:
    """The newest version beside another; the same digest may name several, which say the same."""
    at = next(index for index, each in enumerate(history.versions) if index and each.digest == compared)
    older, newer = (read_back(history.prompt, history.versions[index].body) for index in (at, 0))
    left, right = compare(older, newer)
    return ComparisonView(history.shown[at], history.shown[0], left, right)
