"""Lessons: reading one, a closed one, "Continue anyway", "Finish"."""

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from course.learning.gates import NotFinishable, finish_lesson, pass_gate
from web import clock
from web.access import for_person
from web.database import session
from web.headers import allow_player
from web.identity import person
from web.learner.blueprint import blueprint
from web.learner.finding import find_locked_place, find_open_place, find_place
from web.learner.lesson_page import Place, show_whole_lesson
from web.learner.prepared import lesson_href
from web.learner.views import ClosedLessonView
from web.offline import let_keep


@blueprint.get("/lessons/<lesson>")
@for_person
def show_lesson(course: str, lesson: str) -> str:
    learner = person()
    place = find_place(course, lesson, learner)
    if place.here.state == "closed":
        return render_template("learner/closed_lesson.html", page=_view_closed(place))
    if place.published.course.video:
        allow_player()
    let_keep()
    return show_whole_lesson(place, learner, only_missed=request.args.get("only") == "missed")


@blueprint.post("/lessons/<lesson>/continue-anyway")
@for_person
def continue_anyway(course: str, lesson: str) -> Response:
    place = find_locked_place(course, lesson, person())
    if place.here.state == "closed":
        pass_gate(session(), person().id, place.published, lesson, now=clock.now())
    return redirect(place.href, 303)


@blueprint.post("/lessons/<lesson>/finish")
@for_person
def finish(course: str, lesson: str) -> Response:
    place = find_open_place(course, lesson, person())
    try:
        finish_lesson(session(), person().id, place.published, lesson, now=clock.now())
    except NotFinishable:
        abort(404)
    following = place.beside(1)
    return redirect(lesson_href(course, following.id) if following else f"/courses/{course}", 303)


def _view_closed(place: Place) -> ClosedLessonView:
    """A closed lesson is never the first: the lesson before it is what is missing."""
    blocking = place.published.course.lessons[place.index - 1]
    missing = place.standing.lessons[place.index - 1]
    return ClosedLessonView(
        course_title=place.published.course.title,
        course_href=f"/courses/{place.published.slug}",
        title=place.compiled.lesson.title,
        number=place.index + 1,
        blocking_title=blocking.lesson.title,
        blocking_href=lesson_href(place.published.slug, blocking.id),
        missing_answers=missing.missing_answers,
        missing_prompts=missing.missing_prompts,
        in_points=missing.in_points,
        needs_finish=blocking.is_finished_by_button,
        continue_action=f"{place.href}/continue-anyway",
        submission_key=f"gate.{place.compiled.id}",
    )
