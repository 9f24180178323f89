"""The course page: welcome, outline and progress, and the button that starts."""

from flask import redirect, render_template
from flask import session as cookie
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from course.learning.enrolment import enrol
from course.learning.progress import read_standing
from course.learning.standing import Facts, LessonStanding, Standing, stand
from course.material.catalog import Published
from course.material.compiled import CompiledLesson
from course.people.accounts import create_guest
from course.people.cohorts import cohorts_joined_in_course
from web import clock
from web.access import public
from web.database import session
from web.identity import sign_in, viewer
from web.learner.blueprint import blueprint
from web.learner.finding import NotStarted, find_course
from web.learner.prepared import authors_html, lesson_href, markup_of
from web.learner.views import LessonLine, ModuleLines, OutlineView, ReaderView


@blueprint.get("")
@public
def show_course(course: str) -> str:
    return render_template("learner/show_course.html", page=_view(find_course(course)))


@blueprint.post("/start")
@public
def start(course: str) -> Response:
    """Whoever is nobody yet becomes a guest here, and only here: a page that is only read makes no person."""
    published = find_course(course)
    person_id = become_somebody()
    enrol(session(), person_id, published, now=clock.now())
    standing = read_standing(session(), person_id, published)
    lesson_id = standing.current.lesson_id if standing and standing.current else published.course.lessons[0].id
    return redirect(lesson_href(course, lesson_id), 303)


def send_to_start(error: NotStarted) -> Response:
    """A lesson of a course that was not started leads to the button that starts it."""
    return redirect(f"/courses/{error.course}", 303)


def become_somebody(name: str = "") -> int:
    """The person behind this request; a new guest where there was none, one for each visit."""
    person = viewer()
    if person is not None:
        return person.id
    generate_csrf()
    guest_id = create_guest(session(), visit=cookie["csrf_token"], name=name, now=clock.now())
    sign_in(guest_id)
    return guest_id


def _view(published: Published) -> OutlineView:
    course, person = published.course, viewer()
    kept = read_standing(session(), person.id, published) if person else None
    standing = kept or stand(course, Facts())
    current = standing.current
    cohorts = cohorts_joined_in_course(session(), person.id, published.course_id) if person and kept else ()
    return OutlineView(
        slug=published.slug,
        title=course.title,
        channel=course.channel,
        video=course.video,
        welcome=markup_of(course.welcome) + authors_html(course.welcome_aid),
        end=authors_html(course.end),
        modules=_modules(published, standing),
        lessons=len(course.lessons),
        minutes=course.minutes,
        started=kept is not None,
        done=standing.done,
        total=standing.total,
        start_action=f"/courses/{published.slug}/start",
        continue_href=lesson_href(published.slug, current.lesson_id) if kept and current else "",
        continue_title=_title(published, current) if kept and current else "",
        course_done=kept is not None and standing.is_complete,
        cohorts=tuple(ReaderView(card.public_id, card.name, card.instructors) for card in cohorts),
        language=course.language,
    )


def _title(published: Published, standing: LessonStanding) -> str:
    compiled = published.course.lesson(standing.lesson_id)
    return compiled.lesson.title if compiled else ""


def _modules(published: Published, standing: Standing) -> tuple[ModuleLines, ...]:
    modules = []
    for module in published.course.modules:
        lines = tuple(_line(published, lesson, standing) for lesson in module.lessons)
        modules.append(ModuleLines(module.title, sum(line.minutes for line in lines), lines))
    return tuple(modules)


def _line(published: Published, compiled: CompiledLesson, standing: Standing) -> LessonLine:
    index = published.course.position[compiled.id]
    here = standing.lessons[index]
    return LessonLine(
        number=index + 1,
        title=compiled.lesson.title,
        href=lesson_href(published.slug, compiled.id),
        minutes=compiled.lesson.minutes,
        questions=len(compiled.questions if here.drawn is None else here.drawn),
        prompts=len(compiled.lesson.prompts),
        state=here.state,
        right=here.right,
        needed=here.needed,
        passed_gate=here.passed_gate,
        in_points=here.in_points,
    )
