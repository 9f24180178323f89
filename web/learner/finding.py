"""Finding is where access is decided: what a learner may not see is not found."""

from flask import abort

from course.learning.enrolment import lock_enrolment
from course.learning.progress import read_standing
from course.learning.standing import Standing
from course.material.catalog import Published
from course.people.sessions import SignedIn
from course.reflecting.own_pieces import own_pieces
from lessons.lesson import PLAN, Prompt
from web.database import catalog, session
from web.learner.course_place import CoursePlace
from web.learner.lesson_page import AnyPlace, Place
from web.learner.plan_place import PlanPlace


class NotStarted(Exception):
    """A course that this person has not started: they are sent to the button that does."""

    def __init__(self, course: str) -> None:
        super().__init__(course)
        self.course = course


def find_course(course: str) -> Published:
    return catalog().find(session(), course) or abort(404)


def find_place(course: str, lesson: str, person: SignedIn) -> Place:
    """A lesson of a course that this person has started, closed or not."""
    return _find_place(find_course(course), lesson, person)


def _find_place(published: Published, lesson: str, person: SignedIn) -> Place:
    compiled = published.course.lesson(lesson)
    if compiled is None:
        abort(404)
    standing = read_standing(session(), person.id, published)
    if standing is None:
        raise NotStarted(published.slug)
    return place_in(published, lesson, standing)


def place_in(published: Published, lesson: str, standing: Standing) -> Place:
    index = published.course.position[lesson]
    return Place(published=published, compiled=published.course.lessons[index], standing=standing, index=index)


def find_locked_place(course: str, lesson: str, person: SignedIn) -> Place:
    """A lesson, closed or not, with this person's enrolment locked for writing before anything is read."""
    published = find_course(course)
    lock_enrolment(session(), person.id, published.course_id)
    return _find_place(published, lesson, person)


def find_open_place(course: str, lesson: str, person: SignedIn) -> Place:
    """A lesson that is open to this person, with their enrolment locked for writing."""
    place = find_locked_place(course, lesson, person)
    if place.here.state == "closed":
        abort(404)
    return place


def find_course_place(course: str, person: SignedIn) -> CoursePlace:
    """The page of a course that this person has started."""
    published = find_course(course)
    standing = read_standing(session(), person.id, published)
    if standing is None:
        raise NotStarted(published.slug)
    return CoursePlace(published, standing)


def find_locked_course_place(course: str, person: SignedIn) -> CoursePlace:
    """The same, with this person's enrolment locked for writing before anything is read."""
    lock_enrolment(session(), person.id, find_course(course).course_id)
    return find_course_place(course, person)


def find_plan(course: str, person: SignedIn) -> PlanPlace:
    """The plan of a course that this person has started."""
    found = find_course_place(course, person)
    own = own_pieces(session(), person.id, found.published.course_id)
    return PlanPlace(found.published, found.standing, own)


def find_to_read(course: str, lesson: str, person: SignedIn) -> AnyPlace:
    """An open lesson, the plan, or without either the course's own page."""
    if lesson == PLAN:
        return find_plan(course, person)
    if not lesson:
        return find_course_place(course, person)
    place = find_place(course, lesson, person)
    return abort(404) if place.here.state == "closed" else place


def find_to_write(course: str, lesson: str, person: SignedIn) -> AnyPlace:
    """The same, with this person's enrolment locked for writing before anything is read."""
    lock_enrolment(session(), person.id, find_course(course).course_id)
    return find_to_read(course, lesson, person)


def find_prompt(place: AnyPlace, prompt_id: str) -> Prompt:
    return next((prompt for prompt in place.prompts if prompt.id == prompt_id), None) or abort(404)
