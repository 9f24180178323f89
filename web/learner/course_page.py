"""The course page: welcome, outline and progress, and the button that starts."""

from collections.abc import Mapping

from flask import abort, redirect, render_template
from flask import session as cookie
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from course.learning.enrolment import enrol, is_enrolled
from course.learning.progress import read_standing
from course.learning.standing import Facts, LessonStanding, Standing, stand
from course.material.catalog import Published, is_offered
from course.material.compiled import CompiledLesson
from course.people.accounts import create_guest
from course.people.cohorts import cohorts_joined_in_course
from course.reflecting.dialogues import NOTHING_SAID
from web import clock
from web.access import public
from web.database import session
from web.identity import sign_in, viewer
from web.learner.absence import view_return
from web.learner.blueprint import blueprint
from web.learner.course_place import CoursePlace
from web.learner.dialogue_view import view_words
from web.learner.finding import NotStarted, find_course
from web.learner.lesson_page import NO_REFUSALS, view_prompts
from web.learner.prepared import authors_html, lesson_href, markup_of
from web.learner.prompt_view import show_prompt
from web.learner.review_view import todays_queue
from web.learner.views import LessonLine, ModuleLines, OutlineView, ReaderView, Refusal
from web.offline import let_keep


@blueprint.get("")
@public
def show_course(course: str) -> str:
    published = find_course(course)
    page = view_course(published)
    if page.started:
        let_keep()
    else:
        _refuse_unless_offered(published)
    return render_template("learner/show_course.html", page=page)


@blueprint.post("/start")
@public
def start(course: str) -> Response:
    """Whoever is nobody yet becomes a guest here, and only here: a page that is only read makes no person.

    Who has done nothing yet is led to what the welcome asks, if it asks something, and else to the first lesson.
    """
    published, visitor = find_course(course), viewer()
    if visitor is None or not is_enrolled(session(), visitor.id, published.course_id):
        _refuse_unless_offered(published)
    person_id = become_somebody()
    enrol(session(), person_id, published, now=clock.now())
    standing = read_standing(session(), person_id, published)
    if published.course.welcome_prompts and standing and not standing.is_begun:
        return redirect(f"/courses/{course}#before-you-begin", 303)
    lesson_id = standing.current.lesson_id if standing and standing.current else published.course.lessons[0].id
    return redirect(lesson_href(course, lesson_id), 303)


def _refuse_unless_offered(published: Published) -> None:
    """A course whose folder is gone is kept by who is in it, and is nothing to anybody else."""
    if not is_offered(session(), published.course_id):
        abort(404)


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


def view_course(published: Published, refusals: Mapping[str, Refusal] = NO_REFUSALS) -> OutlineView:
    """The course page; `refusals` go by the id of the prompt they belong to."""
    course, person = published.course, viewer()
    kept = read_standing(session(), person.id, published) if person else None
    standing = kept or stand(course, Facts())
    current = standing.current
    cohorts = cohorts_joined_in_course(session(), person.id, published.course_id) if person and kept else ()
    prompts = view_prompts(CoursePlace(published, kept), person, refusals=refusals) if person and kept else ()
    asked_first = {prompt.id for prompt in course.welcome_prompts}
    return OutlineView(
        slug=published.slug,
        title=course.title,
        channel=course.channel,
        video=course.video,
        welcome=markup_of(course.welcome) + authors_html(course.welcome_aid),
        end=authors_html(course.end),
        welcome_prompts=tuple(show_prompt(each) for each in prompts if each.id in asked_first),
        end_prompts=tuple(show_prompt(each) for each in prompts if each.id not in asked_first),
        modules=_modules(published, standing),
        lessons=len(course.lessons),
        minutes=course.minutes,
        started=kept is not None,
        done=standing.done,
        total=standing.total,
        start_action=f"/courses/{published.slug}/start",
        plan_href=f"/courses/{published.slug}/plan",
        continue_href=lesson_href(published.slug, current.lesson_id) if kept and current else "",
        continue_title=_title(published, current) if kept and current else "",
        course_done=kept is not None and standing.is_complete,
        cohorts=tuple(ReaderView(card.public_id, card.name, card.instructors) for card in cohorts),
        language=course.language,
        due=len(todays_queue(kept).due) if kept else 0,
        back=view_return(published, kept, person) if person and kept else None,
        words=view_words(published, person.id, kept) if person else (),
        has_dialogues=kept is not None and kept.dialogue > NOTHING_SAID,
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
        opened=here.opened,
    )
