"""The answers of version 1. Fields are only ever added; docs/api.md has each, and a test holds them together."""

from datetime import datetime

from msgspec import Struct, field


class Error(Struct, forbid_unknown_fields=True):
    """Why there is no answer."""

    error: str
    message: str


class Cohort(Struct, forbid_unknown_fields=True):
    """The cohort that a token reads."""

    id: str
    name: str
    course: str
    course_title: str
    version: int
    learners: int


class Cohorts(Struct, forbid_unknown_fields=True):
    """The cohorts that a token reads, which is one."""

    cohorts: list[Cohort]


class LessonState(Struct, forbid_unknown_fields=True):
    """How far a learner is in a lesson."""

    lesson: str
    state: str
    right: int
    needed: int


class Reflection(Struct, forbid_unknown_fields=True):
    """That something was written, and how long it is; there is no text here, shared or not."""

    prompt: str
    words: int


class Learner(Struct, forbid_unknown_fields=True):
    """A learner with how far they are."""

    id: str
    name: str
    is_guest: bool
    joined_at: datetime
    last_active_at: datetime
    done: int
    total: int
    lessons: list[LessonState]
    reflections: list[Reflection]


class ProgressPage(Struct, forbid_unknown_fields=True):
    """Some learners; `next` continues, null at the end."""

    learners: list[Learner]
    next: str | None


class Response(Struct, forbid_unknown_fields=True):
    """One response; `try` counts those of this learner to this question, from 1."""

    learner: str
    lesson: str
    question: str
    revision: int
    try_: int = field(name="try")
    answer: str
    credit: float
    state: str
    confidence: str | None
    answered_at: datetime


class ResponsesPage(Struct, forbid_unknown_fields=True):
    """All responses of some learners; `next` continues, null at the end."""

    responses: list[Response]
    next: str | None


class FigureValue(Struct, forbid_unknown_fields=True):
    """A figure; `value` is null where it is silent, and `silence` says why."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    silence: str | None
    how: str


class OptionFigures(Struct, forbid_unknown_fields=True):
    """What one option did."""

    option: str
    text: str
    right: bool | None
    chosen: int
    share: FigureValue
    item_rest: FigureValue
    suspicion: str


class Revision(Struct, forbid_unknown_fields=True):
    """A question in one revision."""

    revision: int
    stem: str
    answered: int
    right: int | None
    sure_and_wrong: int
    facility: FigureValue
    item_rest: FigureValue
    options: list[OptionFigures]


class Question(Struct, forbid_unknown_fields=True):
    """A question as it is asked now, and as it was, oldest revision first."""

    id: str
    lesson: str
    kind: str
    revisions: list[Revision]


class Questions(Struct, forbid_unknown_fields=True):
    """The figures of a cohort's questions."""

    people: int
    alpha: FigureValue
    questions: list[Question]
