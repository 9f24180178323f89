"""The page of one's own progress."""

from flask import render_template

from web.access import for_person
from web.identity import person
from web.learner.blueprint import blueprint
from web.learner.finding import find_course_place
from web.learner.progress_view import view_progress


@blueprint.get("/progress")
@for_person
def show_progress(course: str) -> str:
    place = find_course_place(course, person())
    return render_template("learner/show_progress.html", page=view_progress(place, person()))
