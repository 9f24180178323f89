"""What the learner's templates are given: frozen values, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from course.reflecting.comparing import Stretch
from lessons.lesson import Level
from lessons.prompt_kinds.commit import read_day
from web.comments import CommentView, Field


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer or a text was not taken, in a sentence, and what was sent: nobody types it twice."""

    sentence: str = ""
    given: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


NOT_REFUSED = Refusal()


@dataclass(frozen=True, slots=True)
class OptionView:
    """One choice as this learner sees it; `right` and `reason` are known only after a response."""

    value: str
    label: Markup
    picked: bool
    right: bool | None = None
    reason: Markup = Markup("")


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One of the things that can be given to a part, in plain words as lists show them."""

    value: str
    words: str
    picked: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """One input of a question that has several; `right` and `key` are known only after a response."""

    name: str  # what the input sends
    label: Markup  # what it belongs to; of a blank, the text before it
    choices: tuple[ChoiceView, ...] = ()  # empty where one types
    typed: str = ""
    is_given: bool = False
    right: bool | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """What is said after a response: the state, the explanation and where it comes from."""

    state: str  # right | partly | wrong | noted
    credit: float
    explanation: Markup
    key: tuple[str, ...]  # the accepted answers in words; empty where the options show them
    quotation: str
    anchor: str  # "p7": the block of the prose that proves it; "" where unknown
    video_href: str
    video_time: str  # "7:14", "" without a time
    video_seconds: int | None
    lesson_href: str = ""  # where that block stands, "" for the same page


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with this learner's last response to it, ready to be answered (again)."""

    id: str
    number: int
    kind: str  # names the template
    stem: Markup
    options: tuple[OptionView, ...]
    typed: str  # what was last typed, for short and numeric
    unit: str  # numeric: the unit shown beside the field, "" for none
    action: str
    submission_key: str
    revision: str
    tries: int
    feedback: FeedbackView | None
    error: str = ""
    parts: tuple[PartView, ...] = ()  # matching, ordering, cloze
    ending: Markup = Markup("")  # cloze: the text behind the last blank
    is_judged: bool = True  # False: there is no right answer
    hides_options: bool = False  # until the learner says that they have an answer
    asks_confidence: bool = False
    points: int = 0  # how much it counts; 0 where all questions of its lesson count one
    is_asked_again: bool = False  # it was missed at first: one answer each time


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a prompt with what is written in it."""

    name: str
    label: str
    hint: str
    value: str

    @property
    def is_day(self) -> bool:
        """Whether a date field can show the value."""
        return not self.value or read_day({"when": self.value}) is not None


@dataclass(frozen=True, slots=True)
class ReaderView:
    """A cohort whose instructors may be given a reflection."""

    cohort: str  # public id
    name: str
    instructors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DialogueView:
    """One thread; `readers` is empty where nobody reads an answer any more."""

    id: str
    cohort_name: str
    said: tuple[CommentView, ...]
    has_new: bool
    readers: tuple[str, ...]
    action: str
    read_action: str
    submission_key: str
    field: Field


@dataclass(frozen=True, slots=True)
class WordView:
    """Somebody wrote; the button behind `read_action` leads to it."""

    by: str
    question: str
    read_action: str


@dataclass(frozen=True, slots=True)
class PromptView:
    """A prompt with what this learner wrote, and who can read it."""

    id: str
    kind: str  # names the template
    question: Markup
    fields: tuple[FieldView, ...]
    required: bool
    action: str
    draft_action: str
    share_action: str
    take_back_action: str
    history_href: str
    submission_key: str
    base: int  # number of the revision the text started from, 0 for none
    saved_at_utc: datetime | None  # when the shown text was last kept by the server
    is_draft: bool  # the shown text is an autosaved draft, not yet a revision
    words: int
    revisions: int
    shared_with: tuple[ReaderView, ...]  # who can read a shared revision now
    shared_is_current: bool  # the shared revision is the newest one
    may_share_with: tuple[ReaderView, ...]
    sentence: str = ""  # what was written, read back: "When I next …, then I will …"
    levels: tuple[Level, ...] = ()  # of a self-rating
    is_asked_again: bool = False
    was_rated: bool = False  # asked again, and there is an earlier rating
    then: str = ""  # the earlier rating, known only once the new one is in
    places: tuple[tuple[str, str], ...] = ()  # of an own piece of the plan: after what it may stand
    other_version: str = ""  # after a conflict: the text the other tab or device saved
    goes_on_from: str = ""  # the digest of the draft that is shown, "" where it is a revision
    error: str = ""
    dialogues: tuple[DialogueView, ...] = ()  # what was said about it


@dataclass(frozen=True, slots=True)
class StatusView:
    """How far a lesson is, and what opens next."""

    state: str  # done | begun | open | closed
    right: int
    needed: int
    scorable: int
    prompts_written: int
    prompts_required: int
    missed: int  # answered, and never answered right
    retry_href: str  # the missed ones alone
    finish_action: str  # "" where the lesson is completed by its work
    next_title: str  # "" at the end
    next_href: str
    next_is_open: bool
    course_done: bool
    has_ratings: bool = False  # some questions have no right answer: they count once answered
    in_points: bool = False  # right, needed and scorable count points, not questions


@dataclass(frozen=True, slots=True)
class PieceView:
    """A stretch of prose (safe HTML) and the questions placed after it."""

    prose: Markup
    questions: tuple[Markup, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonView:
    """The lesson page."""

    course_title: str
    course_href: str
    module_title: str
    module_number: int  # 1-based in the module
    module_lessons: int
    id: str
    number: int  # 1-based in the course
    total: int
    title: str
    objective: str
    minutes: int
    video: str  # the video's id, "" without
    pieces: tuple[PieceView, ...]
    aid: Markup
    questions: tuple[Markup, ...]  # those that stand at the end
    prompts: tuple[Markup, ...]
    status: StatusView
    previous_title: str
    previous_href: str
    only_missed: bool
    opened_by: str = ""  # the instructor who opened it for this learner, and why
    reason: str = ""
    language: str = "en"
    warm_up: tuple[Markup, ...] = ()  # what was missed in the lesson before


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson in the outline."""

    number: int
    title: str
    href: str
    minutes: int
    questions: int
    prompts: int
    state: str  # done | begun | open | closed
    right: int
    needed: int
    passed_gate: bool  # opened by "Continue anyway"
    in_points: bool = False  # right and needed count points, not answers
    opened: bool = False  # by an instructor


@dataclass(frozen=True, slots=True)
class ReturnView:
    """What somebody sees who comes back after a while: their own last words, what is next and how long it takes."""

    days: int
    asked: str  # what their last words answer; "" where they wrote none
    words: str
    words_href: str
    next_title: str
    next_href: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ModuleLines:
    """A module in the outline."""

    title: str
    minutes: int
    lessons: tuple[LessonLine, ...]


@dataclass(frozen=True, slots=True)
class OutlineView:
    """The course page: welcome, outline, progress; `started` is False for whoever has not pressed Start."""

    slug: str
    title: str
    channel: str
    video: str
    welcome: Markup
    modules: tuple[ModuleLines, ...]
    lessons: int
    minutes: int
    started: bool
    done: int
    total: int
    start_action: str
    continue_href: str
    continue_title: str
    course_done: bool
    end: Markup  # what the author says to who has finished
    welcome_prompts: tuple[Markup, ...]  # none before Start
    end_prompts: tuple[Markup, ...]  # none before the course is done
    cohorts: tuple[ReaderView, ...]  # whose instructors see this learner's progress
    plan_href: str
    language: str = "en"
    words: tuple[WordView, ...] = ()  # who wrote to them
    has_dialogues: bool = False
    due: int = 0  # questions that are asked again today
    back: "ReturnView | None" = None  # for who comes back after a while


@dataclass(frozen=True, slots=True)
class ClosedLessonView:
    """Why a lesson is closed: the one before it that is not done, and what is missing there."""

    course_title: str
    course_href: str
    title: str
    number: int
    blocking_title: str
    blocking_href: str
    missing_answers: int
    missing_prompts: int
    needs_finish: bool
    continue_action: str
    submission_key: str
    in_points: bool = False  # what is missing counts points, not answers


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of a reflection: kept for good, or a draft that another tab or device holds."""

    name: str  # its digest
    number: int  # 0: a draft
    at_utc: datetime
    words: int
    fields: tuple[FieldView, ...]
    shared_with: tuple[str, ...]  # names of cohorts it is shared with now
    compare_href: str  # "" for the newest, with which the others are compared


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two versions side by side, each with its number (0: a draft) and cut where the other differs."""

    older: VersionView
    newer: VersionView
    older_text: tuple[Stretch, ...]
    newer_text: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class HistoryView:
    """All versions of one reflection, newest first; `title` and `href` lead back to where it stands."""

    course_title: str  # "" where it stands on the course's own page
    title: str
    href: str
    question: Markup
    versions: tuple[VersionView, ...]
    comparison: ComparisonView | None
    restore_action: str
    submission_key: str
    base: int
