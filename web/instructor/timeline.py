"""A learner's days: what they did on each, lesson by lesson."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from course.material.catalog import Published
from course.teaching.timeline import Deed
from web.language import _, local, ngettext


@dataclass(frozen=True, slots=True)
class DayLine:
    """What was done in one lesson on one day; without a title where it is about the course."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class DayView:
    """A day, by the calendar of whoever looks."""

    date: date
    lines: tuple[DayLine, ...]


def view_timeline(deeds: Iterable[Deed], published: Published) -> tuple[DayView, ...]:
    """The last day first."""
    return tuple(DayView(day, _lines(list(of_day), published)) for day, of_day in groupby(deeds, _day))


def _day(deed: Deed) -> date:
    return local(deed.at_utc).date()


def _lines(deeds: list[Deed], published: Published) -> tuple[DayLine, ...]:
    by_lesson: dict[str, list[Deed]] = {}
    for deed in reversed(deeds):
        by_lesson.setdefault(deed.lesson_id, []).append(deed)
    return tuple(DayLine(_title(lesson, published), _in_words(done)) for lesson, done in by_lesson.items())


def _title(lesson_id: str, published: Published) -> str:
    compiled = published.course.lesson(lesson_id)
    return compiled.lesson.title if compiled else ""


def _in_words(deeds: list[Deed]) -> str:
    kinds = [deed.kind for deed in deeds]
    said = [_("started the course")] * ("started" in kinds)
    said += [_("opened by an instructor")] * ("opened" in kinds)
    said += [_("opened by “Continue anyway”")] * ("went-ahead" in kinds)
    said += _answers([deed for deed in deeds if deed.kind == "answered"])
    if written := kinds.count("wrote"):
        said.append(ngettext("%d text written", "%d texts written", written) % written)
    said += [_("shared")] * ("shared" in kinds)
    said += [_("taken back")] * ("took-back" in kinds)
    if told := kinds.count("was-told"):
        said.append(ngettext("%d word of an instructor", "%d words of instructors", told) % told)
    if replied := kinds.count("replied"):
        said.append(ngettext("%d reply", "%d replies", replied) % replied)
    if "completed" in kinds:
        said.append(_("lesson done") if deeds[0].lesson_id else _("course finished"))
    return ", ".join(said)


def _answers(answered: list[Deed]) -> list[str]:
    if not answered:
        return []
    right = sum(deed.credit == 1 for deed in answered)
    counted = ngettext("%(count)d answer, %(right)d right", "%(count)d answers, %(right)d right", len(answered))
    return [counted % {"count": len(answered), "right": right}]
