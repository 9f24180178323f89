"""The front page: what can be learned, and where to continue."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from course.learning.progress import read_standing
from course.material.catalog import Published
from course.people.sessions import SignedIn
from course.reflecting.check_ins import open_check_ins, split_by_day
from web.access import public
from web.database import catalog, session
from web.identity import viewer
from web.language import today
from web.learner.absence import view_return
from web.learner.check_in_view import view_check_ins
from web.learner.dialogue_view import view_words
from web.learner.prepared import lesson_href
from web.learner.review_view import todays_queue
from web.learner.views import ReturnView, WordView

blueprint = Blueprint("public", __name__)
MOST_DUE = 1  # a form each: what can be learned stays in sight
MOST_COMING = 2


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course on the front page; `continue_href` is empty where it was not started, or is done."""

    slug: str
    title: str
    lessons: int
    modules: int
    minutes: int
    href: str
    started: bool
    done: int
    total: int
    continue_href: str
    continue_title: str
    start_action: str
    course_done: bool
    words: tuple[WordView, ...]
    due: int = 0  # questions that are asked again today
    back: ReturnView | None = None  # for who comes back after a while


@blueprint.get("/")
@public
def front_page() -> str:
    person = viewer()
    courses = [_card(published, person) for published in catalog().listed(session())]
    due, coming = split_by_day(open_check_ins(session(), person.id) if person else (), today())
    return render_template(
        "public/front_page.html",
        courses=courses,
        due=view_check_ins(due[:MOST_DUE]),
        more_due=len(due[MOST_DUE:]),
        coming=view_check_ins(coming[:MOST_COMING]),
    )


def _card(published: Published, person: SignedIn | None) -> CourseCard:
    course = published.course
    standing = read_standing(session(), person.id, published) if person else None
    current = standing.current if standing else None
    following = course.lesson(current.lesson_id) if current else None
    return CourseCard(
        slug=published.slug,
        title=course.title,
        lessons=len(course.lessons),
        modules=len(course.modules),
        minutes=course.minutes,
        href=f"/courses/{published.slug}",
        started=standing is not None,
        done=standing.done if standing else 0,
        total=standing.total if standing else len(course.lessons),
        continue_href=lesson_href(published.slug, following.id) if following else "",
        continue_title=following.lesson.title if following else "",
        start_action=f"/courses/{published.slug}/start",
        course_done=standing is not None and standing.is_complete,
        due=len(todays_queue(standing).due) if standing else 0,
        back=view_return(published, standing, person) if person and standing else None,
        words=view_words(published, person.id, standing) if person else (),
    )
