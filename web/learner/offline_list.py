"""The pages of a course that a learner may read without a network: those that are open to them."""

from flask import jsonify
from werkzeug.wrappers import Response

from web.access import for_person
from web.identity import person
from web.learner.blueprint import blueprint
from web.learner.finding import find_course_place
from web.learner.prepared import lesson_href


@blueprint.get("/offline")
@for_person
def list_open_pages(course: str) -> Response:
    place = find_course_place(course, person())
    lessons = place.standing.lessons
    is_open = [each.lesson_id for each in lessons if each.state != "closed"]
    return jsonify(pages=[place.href, *(lesson_href(place.published.slug, lesson_id) for lesson_id in is_open)])
