"""Made-up values of the components page that show how far somebody is: statuses, outlines, a certificate, check-ins."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from markupsafe import Markup

from course.learning.certificates import Shown, Work
from web.kept import render_part
from web.learner.check_in_view import CheckInView
from web.learner.views import LessonLine, ModuleLines, ReturnView, StatusView, WordView
from web.public.specimens import ADDRESS, AT, Specimen

_STATUS = StatusView(
    state="begun",
    right=1,
    needed=3,
    scorable=4,
    prompts_written=0,
    prompts_required=1,
    missed=0,
    retry_href="",
    finish_action="",
    next_title="The next lesson",
    next_href=ADDRESS,
    next_is_open=False,
    course_done=False,
)
STATUSES: Mapping[str, StatusView] = MappingProxyType(
    {
        "work to do, the next lesson closed": _STATUS,
        "some missed": replace(_STATUS, missed=2, retry_href=ADDRESS, prompts_written=1),
        "to be finished by its button": replace(
            _STATUS, needed=0, right=0, scorable=0, prompts_required=0, finish_action=ADDRESS
        ),
        "done": replace(_STATUS, state="done", right=4, prompts_written=1, next_is_open=True),
        "the course is done": replace(
            _STATUS, state="done", right=4, prompts_written=1, next_title="", course_done=True
        ),
    }
)


def statuses() -> Iterator[Specimen]:
    """The line at the bottom of a lesson; each under an id and a name of its own, since they stand on one page."""
    for number, (state, status) in enumerate(STATUSES.items()):
        html = render_part("learner/_status.html", status=status)
        own = html.replace('="lesson-status', f'="lesson-status-{number}').replace("</h2>", f": {state}</h2>")
        yield Specimen(state, Markup(own))  # noqa: S704 - a template's HTML


_LINE = LessonLine(
    number=1,
    title="A lesson",
    href=ADDRESS,
    minutes=4,
    questions=3,
    prompts=1,
    state="done",
    right=1,
    needed=3,
    passed_gate=False,
)
OUTLINE = (
    ModuleLines(
        "A module",
        24,
        (
            _LINE,
            replace(_LINE, number=2, state="begun"),
            replace(_LINE, number=3, state="open"),
            replace(_LINE, number=4, state="open", opened=True),
            replace(_LINE, number=5, state="open", passed_gate=True),
            replace(_LINE, number=6, state="closed"),
        ),
    ),
)
CERTIFICATE = Shown(
    public_id="bcdfghjkmnpqrstvwxz23456",
    name="Ada Moreau",
    course_title="A first garden",
    work=Work(lessons=4, responses=9, prompts_written=3, started_at_utc=AT, completed_at_utc=AT),
    issued_at_utc=AT,
    revoked_at_utc=None,
)
WORDS = tuple(
    WordView(by="Ines", question=f"What does the earth feel like, at place {number}?", read_action=ADDRESS)
    for number in range(1, 6)
)
RETURN = ReturnView(
    days=10,
    asked="What does the earth where you live feel like?",
    words="Heavy and dark, and it sticks to the spade.",
    words_href=ADDRESS,
    next_title="The next lesson",
    next_href=ADDRESS,
    minutes=4,
)
_CHECK_IN = CheckInView(
    id="specimen",
    action=ADDRESS,
    submission_key="specimen",
    base=0,
    question="When will you dig?",
    set_out="When I next come home early, then I will dig one row.",
    course_title="A first garden",
    href=ADDRESS,
    due_on=date(2027, 3, 1),
    is_today=True,
    fields=(),
    day_field="",
    outcome="",
    obstacle="",
    answered_at_utc=None,
    error="",
)
CHECK_INS = (
    _CHECK_IN,
    replace(
        _CHECK_IN,
        id="refused",
        is_today=False,
        set_out="When I next see a worm, then I will leave it where it is.",
        error="Choose how it went first.",
    ),
)
