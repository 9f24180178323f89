"""What a lesson page shows to everybody alike, made ready once for each content version."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from course.material.catalog import Published
from course.material.compiled import CompiledLesson, CompiledQuestion
from lessons.timestamps import clock_time, video_address
from quizzes.grading import key
from quizzes.kinds import AnyQuestion, kind_of
from sources.blocks import Block
from web.forms.questions import field_of
from web.forms.questions.fields import Field
from web.learner.margin import times_apart


@dataclass(frozen=True, slots=True, eq=False)
class PreparedQuestion:
    """A question without a learner; like the version it belongs to, it is only ever equal to itself."""

    question: AnyQuestion
    number: int
    kind: str
    stem: Markup
    explanation: Markup
    unit: str
    anchor: str
    field: Field
    action: str
    revision: int
    video_href: str
    video_time: str
    key: tuple[str, ...]
    points: int  # how much it counts, 0 where all questions of its lesson count one
    lesson_href: str = ""  # where its proof stands, if not on the same page
    is_asked_again: bool = False  # it was missed at first: answered once, and completing nothing


@dataclass(frozen=True, slots=True)
class PreparedPiece:
    """A stretch of prose and the ids of the questions placed behind it."""

    prose: Markup
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PreparedLesson:
    """A lesson without a learner; `at_end` are the ids of the questions that stand behind the prose."""

    published: Published
    compiled: CompiledLesson
    number: int
    module_title: str
    module_number: int
    module_lessons: int
    href: str
    pieces: tuple[PreparedPiece, ...]
    aid: Markup
    questions: Mapping[str, PreparedQuestion]
    at_end: tuple[str, ...]
    prompt_questions: Mapping[str, Markup]


def secret() -> bytes:
    """What opaque option ids are salted with."""
    found: bytes = current_app.extensions["runway.secret"]
    return found


@lru_cache(maxsize=512)
def prepare(published: Published, lesson_id: str, secret: bytes) -> PreparedLesson:
    course = published.course
    compiled = course.lessons[course.position[lesson_id]]
    href = lesson_href(published.slug, lesson_id)
    module = next(module for module in course.modules if compiled in module.lessons)
    return PreparedLesson(
        published=published,
        compiled=compiled,
        number=course.position[lesson_id] + 1,
        module_title=module.title,
        module_number=module.lessons.index(compiled) + 1,
        module_lessons=len(module.lessons),
        href=href,
        pieces=tuple(_pieces(compiled)),
        aid=authors_html(compiled.lesson.aid),
        questions={
            placed.question.id: _question(published, compiled, placed, number, href, secret)
            for number, placed in enumerate(compiled.questions, start=1)
        },
        at_end=tuple(placed.question.id for placed in compiled.questions if not placed.after_anchor),
        prompt_questions={prompt.id: authors_html(prompt.question) for prompt in compiled.lesson.prompts},
    )


def asked(prepared: PreparedLesson, drawn: tuple[str, ...] | None) -> Mapping[str, PreparedQuestion]:
    """The questions that a learner is asked, all or those drawn, numbered as they meet them."""
    if drawn is None:
        return prepared.questions
    own = (prepared.questions[each] for each in drawn if each in prepared.questions)
    return {each.question.id: _numbered(each, number) for number, each in enumerate(own, start=1)}


@lru_cache(maxsize=4096)
def _numbered(question: PreparedQuestion, number: int) -> PreparedQuestion:
    """Learners who meet a question under the same number share what is rendered of it."""
    return question if question.number == number else replace(question, number=number)


@lru_cache(maxsize=4096)
def asked_again(question: PreparedQuestion, action: str, lesson_href: str) -> PreparedQuestion:
    """The same question where it is asked outside its lesson, after it was missed there."""
    return replace(question, action=action, lesson_href=lesson_href, points=0, is_asked_again=True)


def lesson_href(course_slug: str, lesson_id: str) -> str:
    return f"/courses/{course_slug}/lessons/{lesson_id}"


def prepare_question(
    published: Published,
    question: AnyQuestion,
    *,
    number: int,
    href: str,
    revision: int,
    anchor: str,
    points: int,
    secret: bytes,
) -> PreparedQuestion:
    """Make one revision of a question ready: the current one, or the older one that a form showed."""
    kind = kind_of(question).name
    field = field_of(kind, question, secret)
    video = published.course.video
    return PreparedQuestion(
        question=question,
        number=number,
        kind=kind,
        stem=authors_html(question.stem),
        explanation=authors_html(question.explanation),
        unit=getattr(question, "unit", ""),
        anchor=anchor,
        field=field,
        action=f"{href}/questions/{question.id}",
        revision=revision,
        video_href=video_address(video, question.at) if video and question.at is not None else "",
        video_time=clock_time(question.at) if question.at is not None else "",
        key=() if field.shows_key else key(question),
        points=points,
    )


def _question(
    published: Published, compiled: CompiledLesson, placed: CompiledQuestion, number: int, href: str, secret: bytes
) -> PreparedQuestion:
    return prepare_question(
        published,
        placed.question,
        number=number,
        href=href,
        revision=published.revisions[placed.question.id].number,
        anchor=placed.source_anchor,
        points=placed.question.weight if compiled.is_weighted else 0,
        secret=secret,
    )


def markup_of(blocks: Iterable[Block]) -> Markup:
    """Blocks of prose as one piece."""
    return Markup("\n").join(authors_html(block.html) for block in blocks)


def authors_html(html: str) -> Markup:
    """Authors' HTML, which `sources.markup` cleaned when the course was compiled."""
    return Markup(html)


def _pieces(compiled: CompiledLesson) -> Iterator[PreparedPiece]:
    """Cut the prose behind each block that questions are asked after."""
    asked_after: dict[str, list[str]] = {}
    for placed in compiled.questions:
        if placed.after_anchor:
            asked_after.setdefault(placed.after_anchor, []).append(placed.question.id)
    prose: list[Block] = []
    for block in compiled.lesson.blocks:
        prose.append(block)
        if block.anchor in asked_after:
            yield PreparedPiece(times_apart(markup_of(prose)), tuple(asked_after[block.anchor]))
            prose = []
    if prose:
        yield PreparedPiece(times_apart(markup_of(prose)), ())
