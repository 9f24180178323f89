"""One learner's course as their instructor may see it."""

from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from course.learning.openings import open_lesson
from course.learning.standing import LessonStanding
from course.material.catalog import Published
from course.people.cohorts import CohortCard
from course.teaching.learner_record import ReflectionRecord, ResponseRecord, reflections_of, responses_of
from course.teaching.roster import CohortLearner, find_learner
from course.teaching.threads import threads_of
from course.teaching.timeline import Deed, deeds_of
from lessons.lesson import END, WELCOME, Prompt
from web import clock
from web.access import for_instructor
from web.comments import view_comments
from web.database import KEPT_THOUGH_REFUSED, catalog, session
from web.forms.needs import OpeningForm
from web.identity import person
from web.instructor.cohorts import blueprint, find_cohort
from web.instructor.entries import FieldText, view_fields
from web.instructor.learner_acts import view_acts
from web.instructor.states import in_words as state_in_words
from web.instructor.timeline import view_timeline
from web.language import _


@dataclass(frozen=True, slots=True)
class ReflectionLine:
    """A prompt of the lesson, and what of it this instructor may see."""

    question: str
    written: bool
    words: int
    shared: bool
    fields: tuple[FieldText, ...]
    shared_utc: datetime | None
    has_newer: bool
    prompt_id: str


@dataclass(frozen=True, slots=True)
class LessonRecord:
    """A lesson of the learner's course."""

    id: str
    title: str
    state: str
    words: str
    responses: tuple[ResponseRecord, ...]
    reflections: tuple[ReflectionLine, ...]


@blueprint.get("/<cohort>/learners/<learner>")
@for_instructor
def show_learner(cohort: str, learner: str) -> str:
    card = find_cohort(cohort)
    row = find_learner(session(), card.id, learner) or abort(404)
    return learner_page(card, row, OpeningForm(formdata=None))


@blueprint.post("/<cohort>/learners/<learner>/open-lesson")
@for_instructor
def open_lesson_for_learner(cohort: str, learner: str) -> Response | tuple[str, int]:
    card = find_cohort(cohort)
    row = find_learner(session(), card.id, learner) or abort(404)
    published, form = catalog().find_by_id(session(), card.course_id), OpeningForm()
    form.lesson.choices = [(each.id, each.lesson.title) for each in published.course.lessons]
    if not form.validate_on_submit():
        return learner_page(card, row, form), KEPT_THOUGH_REFUSED
    reason, now = form.reason.data or "", clock.now()
    if open_lesson(session(), row.person_id, published, form.lesson.data, by=person().id, reason=reason, now=now):
        flash(_("The lesson is open. %(name)s is told that you opened it, and why.") % {"name": row.name})
    return redirect(f"/teach/{card.public_id}/learners/{row.public_id}", 303)


def learner_page(card: CohortCard, row: CohortLearner, form: OpeningForm) -> str:
    published = catalog().find_by_id(session(), card.course_id)
    responses = responses_of(session(), row.person_id, published)
    reflections = reflections_of(session(), row.person_id, published, reader_id=person().id)
    threads = threads_of(session(), person().id, [row.person_id], course_id=card.course_id, cohort_id=card.id)
    standings = {standing.lesson_id: standing for standing in row.standing.lessons}
    return render_template(
        "instructor/show_learner.html",
        learner={
            "id": row.public_id,
            "name": row.name,
            "is_guest": row.email is None,
            "joined_utc": row.joined_at_utc,
            "last_active_utc": row.last_active_at_utc,
            "done": row.standing.done,
            "total": row.standing.total,
            "email": row.email,
            "stuck_since_utc": row.stuck_since_utc,
            "next_title": _next_title(row, published),
        },
        cohort={"name": card.name, "href": f"/teach/{card.public_id}"},
        lessons=_lessons(published, standings, responses, reflections),
        threads={prompt_id: view_comments(said) for (_person, prompt_id), said in threads.items()},
        timeline=view_timeline(_deeds(card, row), published),
        acts=view_acts(card, row, published, form),
    )


def _deeds(card: CohortCard, row: CohortLearner) -> tuple[Deed, ...]:
    return deeds_of(session(), row.person_id, card.course_id, cohort_id=card.id, reader_id=person().id)


def _next_title(row: CohortLearner, published: Published) -> str:
    lesson = published.course.lesson(row.standing.current.lesson_id) if row.standing.current else None
    return lesson.lesson.title if lesson else ""


def _lessons(
    published: Published,
    standings: dict[str, LessonStanding],
    responses: tuple[ResponseRecord, ...],
    reflections: tuple[ReflectionRecord, ...],
) -> list[LessonRecord]:
    course = published.course
    before, after = _("Before the first lesson"), _("After the last lesson")
    records: list[LessonRecord | None] = [_outside(before, course.welcome_prompts, reflections, WELCOME)]
    for number, compiled in enumerate(course.lessons, start=1):
        standing = standings.get(compiled.id)
        cell = state_in_words(standing) if standing else None
        records.append(
            LessonRecord(
                id=compiled.id,
                title=f"{number}. {compiled.lesson.title}",
                state=cell.state if cell else "closed",
                words=cell.words if cell else "",
                responses=tuple(each for each in responses if each.lesson_id == compiled.id),
                reflections=_reflections(compiled.lesson.prompts, reflections, compiled.id),
            )
        )
    records.append(_outside(after, course.end_prompts, reflections, END))
    return [record for record in records if record]


def _outside(
    title: str, prompts: tuple[Prompt, ...], reflections: tuple[ReflectionRecord, ...], name: str
) -> LessonRecord | None:
    """What is asked on the course's own page; None where nothing is, and nothing was."""
    lines = _reflections(prompts, reflections, name)
    return LessonRecord(name, title, state="", words="", responses=(), reflections=lines) if lines else None


def _reflections(
    prompts: tuple[Prompt, ...], reflections: tuple[ReflectionRecord, ...], lesson_id: str
) -> tuple[ReflectionLine, ...]:
    """Every prompt of the lesson, written or not, then what was written to prompts that are gone."""
    written = {each.prompt_id: each for each in reflections if each.lesson_id == lesson_id}
    lines = [_line(prompt.question_text, prompt, written.pop(prompt.id, None)) for prompt in prompts]
    return tuple(lines + [_line(record.question, None, record) for record in written.values()])


def _line(question: str, prompt: Prompt | None, record: ReflectionRecord | None) -> ReflectionLine:
    body = record.shared_body if record else None
    return ReflectionLine(
        question=question,
        written=record is not None and (record.is_written or record.words > 0),
        words=record.words if record else 0,
        shared=body is not None,
        fields=view_fields(prompt, body or {}),
        shared_utc=record.shared_at_utc if record else None,
        has_newer=record is not None and record.has_newer,
        prompt_id=record.prompt_id if record else "",
    )
