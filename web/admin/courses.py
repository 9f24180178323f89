"""Every course that was ever published, and its versions."""

from flask import render_template

from course.material.register import courses_registered
from web.access import for_admin
from web.admin.people import blueprint
from web.database import catalog, session


@blueprint.get("/courses")
@for_admin
def show_courses() -> str:
    titles = {each.slug: each.course.title for each in catalog().all(session())}
    courses = [(titles.get(each.slug, each.slug), each) for each in courses_registered(session())]
    return render_template("admin/show_courses.html", courses=courses)
