"""The lesson page: what is the same for everybody, with this learner's work put in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from flask import g
from markupsafe import Markup

from course.learning.openings import openings_of
from course.learning.responses import LastResponse, last_responses
from course.learning.standing import LessonStanding, Standing
from course.material.catalog import Published
from course.material.compiled import CompiledLesson
from course.people.cohorts import cohorts_joined_in_course
from course.people.sessions import SignedIn
from course.reflecting.sharing import shared_with, shares_made
from course.reflecting.texts import Text, texts
from lessons.lesson import Prompt
from quizzes.kinds import kind_of
from web.database import session
from web.kept import Greeting, Kept, hole, keep, keep_page, page_holes
from web.language import _
from web.learner.course_place import CoursePlace
from web.learner.dialogue_view import view_dialogues
from web.learner.plan_place import PlanPlace
from web.learner.prepared import PreparedLesson, PreparedQuestion, asked, lesson_href, prepare, secret
from web.learner.prompt_view import Work, show_prompt, view_prompt
from web.learner.question_view import show_question
from web.learner.review_view import show_warm_up
from web.learner.views import NOT_REFUSED, LessonView, PieceView, PromptView, Refusal, StatusView

KEPT_PER_PROCESS = 512
NO_REFUSALS: Mapping[str, Refusal] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Place:
    """A lesson that a learner may open, and how far it is."""

    published: Published
    compiled: CompiledLesson
    standing: Standing
    index: int

    @property
    def here(self) -> LessonStanding:
        return self.standing.lessons[self.index]

    @property
    def href(self) -> str:
        return lesson_href(self.published.slug, self.compiled.id)

    @property
    def title(self) -> str:
        return self.compiled.lesson.title

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        return self.compiled.lesson.prompts

    @property
    def prompt_questions(self) -> Mapping[str, Markup]:
        return self.prepared.prompt_questions

    def filed_under(self, _prompt: Prompt) -> str:
        return self.compiled.id

    @cached_property
    def prepared(self) -> PreparedLesson:
        return prepare(self.published, self.compiled.id, secret())

    @cached_property
    def questions(self) -> Mapping[str, PreparedQuestion]:
        """What this learner is asked here."""
        return asked(self.prepared, self.here.drawn)

    def beside(self, step: int) -> CompiledLesson | None:
        position = self.index + step
        lessons = self.published.course.lessons
        return lessons[position] if 0 <= position < len(lessons) else None


AnyPlace = Place | CoursePlace | PlanPlace
"""Where prompts are asked and their texts are read."""


def show_whole_lesson(
    place: Place, person: SignedIn, *, only_missed: bool = False, refusals: Mapping[str, Refusal] = NO_REFUSALS
) -> Markup:
    """The lesson's page; `refusals` go by the id of the question or prompt they belong to.

    Learners who are as far in a lesson see the same page around their questions and prompts: it is rendered once.
    """
    questions = _questions(place, person, only_missed=only_missed, refusals=refusals)
    prompts = () if only_missed else view_prompts(place, person, refusals=refusals)
    warm_up = {} if only_missed else _warm_up(place, person)
    around = Around(
        lesson=place.prepared,
        questions=tuple(questions),
        prompts=tuple(prompt.id for prompt in prompts),
        status=view_status(place),
        greeting=Greeting.of(person),
        only_missed=only_missed,
        is_opened=place.here.opened and place.here.state != "done",
        content_problem=g.get("content_problem", ""),
        warm_up=tuple(warm_up),
    )
    own: dict[str, str] = {_question_hole(each): html for each, html in (questions | warm_up).items()}
    own |= {_prompt_hole(prompt.id): show_prompt(prompt) for prompt in prompts}
    if around.is_opened:
        own |= _opening(place, person)
    return _kept(around).fill({**page_holes(person), **own})


def _warm_up(place: Place, person: SignedIn) -> dict[str, Markup]:
    """What was missed in the lesson before, by question id, while this one is not done."""
    previous = place.beside(-1)
    if not place.standing.reviews or previous is None or place.here.state == "done":
        return {}
    return show_warm_up(CoursePlace(place.published, place.standing), person, previous.id, before=place.compiled.id)


def _opening(place: Place, person: SignedIn) -> Mapping[str, str]:
    """Who opened this lesson for this learner, and why."""
    opening = openings_of(session(), person.id, place.published.course_id)[place.compiled.id]
    return {"opened-by": opening.by or _("An instructor"), "reason": opening.reason}


@dataclass(frozen=True, slots=True)
class Around:
    """All that a lesson's page depends on, but for what fills its holes."""

    lesson: PreparedLesson
    questions: tuple[str, ...]
    prompts: tuple[str, ...]
    status: StatusView
    greeting: Greeting
    only_missed: bool
    is_opened: bool
    content_problem: str
    warm_up: tuple[str, ...] = ()


@lru_cache(maxsize=KEPT_PER_PROCESS)
def _kept(around: Around) -> Kept:
    return keep_page(
        "learner/show_lesson.html",
        viewer=around.greeting,
        page=_view(around),
        request_path=around.lesson.href,
        content_problem=around.content_problem,
    )


def _view(around: Around) -> LessonView:
    prepared, published = around.lesson, around.lesson.published
    lesson, course = prepared.compiled.lesson, prepared.published.course
    previous = course.lessons[prepared.number - 2] if prepared.number > 1 else None
    questions = {each: hole(_question_hole(each)) for each in around.questions}
    return LessonView(
        course_title=course.title,
        course_href=f"/courses/{published.slug}",
        module_title=prepared.module_title,
        module_number=prepared.module_number,
        module_lessons=prepared.module_lessons,
        id=lesson.id,
        number=prepared.number,
        total=len(course.lessons),
        title=lesson.title,
        objective=lesson.objective,
        minutes=lesson.minutes,
        video=course.video,
        pieces=_pieces(prepared, questions),
        aid=prepared.aid,
        questions=tuple(questions[each] for each in prepared.at_end if each in questions),
        prompts=tuple(hole(_prompt_hole(each)) for each in around.prompts),
        status=around.status,
        previous_title=previous.lesson.title if previous else "",
        previous_href=lesson_href(published.slug, previous.id) if previous else "",
        only_missed=around.only_missed,
        opened_by=hole("opened-by") if around.is_opened else "",
        reason=hole("reason") if around.is_opened else "",
        language=course.language,
        warm_up=tuple(hole(_question_hole(each)) for each in around.warm_up),
    )


def _question_hole(question_id: str) -> str:
    return f"q-{question_id}"


def _prompt_hole(prompt_id: str) -> str:
    return f"r-{prompt_id}"


def beside_status(part: Markup, place: Place) -> Markup:
    """What a script gets that sent an answer or a text: the part to swap and the status, nothing around them."""
    return part + _kept_status(view_status(place)).with_token()


@lru_cache(maxsize=KEPT_PER_PROCESS)
def _kept_status(status: StatusView) -> Kept:
    return keep("learner/_status.html", status=status)


def show_one_question(
    place: Place, person: SignedIn, question_id: str, refusal: Refusal, last: LastResponse | None
) -> Markup | None:
    """Show a single question, as after its answer; None where the course no longer asks it of this learner."""
    prepared = place.questions.get(question_id)
    if prepared is None:
        return None
    last = last or last_responses(session(), person.id, place.published, [question_id]).get(question_id)
    return show_question(prepared, person.public_id, last, refusal=refusal)


def view_prompts(
    place: AnyPlace,
    person: SignedIn,
    *,
    only: str = "",
    refusals: Mapping[str, Refusal] = NO_REFUSALS,
) -> tuple[PromptView, ...]:
    prompts = [prompt for prompt in place.prompts if only in ("", prompt.id)]
    if not prompts:
        return ()
    reading, course_id = session(), place.published.course_id
    ids = [prompt.id for prompt in prompts]
    written = texts(reading, person.id, place.published, [*ids, *(each.first for each in prompts if each.first)])
    # What nobody has written yet cannot be shared, so it does not matter with whom.
    cohorts = cohorts_joined_in_course(reading, person.id, course_id) if written else ()
    shares = shared_with(reading, person.id, course_id, ids) if cohorts else ()
    made = shares_made(reading, person.id, course_id, ids) if cohorts else {}
    dialogues = view_dialogues(place.published, person.id, place.standing, ids)
    return tuple(
        view_prompt(
            prompt,
            place.prompt_questions[prompt.id],
            place.href,
            Work(
                written.get(prompt.id),
                earlier=written.get(prompt.first),
                shares=tuple(share for share in shares if share.prompt_id == prompt.id),
                shares_made=made.get(prompt.id, 0),
                cohorts=cohorts,
                refusal=refusals.get(prompt.id, NOT_REFUSED),
                dialogues=dialogues.get(prompt.id, ()),
            ),
        )
        for prompt in prompts
        if prompt.id not in _hidden(prompts, written)
    )


def _hidden(prompts: Iterable[Prompt], written: Mapping[str, Text]) -> set[str]:
    """Ratings that are asked again on the same page: they would tell the earlier one before the new one is in."""
    return {each.first for each in prompts if each.first and not (each.id in written and written[each.id].base)}


def view_status(place: Place) -> StatusView:
    here = place.here
    following = place.beside(1)
    is_button_lesson = place.compiled.is_finished_by_button and here.state != "done"
    return StatusView(
        state=here.state,
        right=here.right,
        needed=here.needed,
        scorable=here.scorable,
        prompts_written=here.written,
        prompts_required=here.required,
        missed=len(here.missed),
        retry_href=f"{place.href}?only=missed#questions" if here.missed else "",
        finish_action=f"{place.href}/finish" if is_button_lesson else "",
        next_title=following.lesson.title if following else "",
        next_href=lesson_href(place.published.slug, following.id) if following else f"/courses/{place.published.slug}",
        next_is_open=following is not None and place.standing.lessons[place.index + 1].state != "closed",
        course_done=place.standing.is_complete,
        has_ratings=any(not kind_of(each.question).is_judged for each in place.questions.values()),
        in_points=here.in_points,
    )


def _questions(
    place: Place, person: SignedIn, *, only_missed: bool, refusals: Mapping[str, Refusal]
) -> dict[str, Markup]:
    prepared = place.questions
    last: Mapping[str, LastResponse] = last_responses(session(), person.id, place.published, prepared)
    return {
        question_id: show_question(
            question,
            person.public_id,
            last.get(question_id),
            fresh=only_missed,
            refusal=refusals.get(question_id, NOT_REFUSED),
        )
        for question_id, question in prepared.items()
        if not only_missed or question_id in place.here.missed
    }


def _pieces(prepared: PreparedLesson, questions: Mapping[str, Markup]) -> tuple[PieceView, ...]:
    return tuple(
        PieceView(piece.prose, tuple(questions[each] for each in piece.questions if each in questions))
        for piece in prepared.pieces
    )
