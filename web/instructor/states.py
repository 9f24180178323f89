"""How far somebody is in a lesson, in a word for colours and in words for people."""

from dataclasses import dataclass

from course.learning.standing import LessonStanding
from web.language import _, ngettext


@dataclass(frozen=True, slots=True)
class Cell:
    """One learner's state in one lesson; `short` is what a table has room for, where that is less."""

    state: str
    words: str
    short: str = ""


CLOSED = Cell("closed", _("closed"))


def in_words(standing: LessonStanding) -> Cell:
    """The state of a lesson, as the learner sees it too."""
    if standing.state == "begun":
        return _begun(standing)
    if standing.state == "open" and standing.opened:
        return Cell("gate", _("opened by an instructor"), _("opened"))
    if standing.state == "open" and standing.passed_gate:
        return Cell("gate", _("opened early"), _("early"))
    words = {"done": _("done"), "open": _("open, not begun"), "closed": _("closed")}
    return Cell(standing.state, words[standing.state], _("open") if standing.state == "open" else "")


def _begun(standing: LessonStanding) -> Cell:
    count = {"right": standing.right, "needed": standing.needed}
    counted = _("%(right)d of %(needed)d points") if standing.in_points else _("%(right)d of %(needed)d answers")
    answers, short = counted % count, _("%(right)d of %(needed)d") % count
    if not standing.missing_prompts:
        return Cell("begun", answers, short)
    prompts = ngettext("%d prompt to write", "%d prompts to write", standing.missing_prompts)
    missing = prompts % standing.missing_prompts
    to_write = _("%d to write") % standing.missing_prompts
    return Cell("begun", f"{answers}, {missing}", f"{short}, {to_write}" if standing.missing_answers else to_write)
