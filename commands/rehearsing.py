"""A rehearsal, told to a person."""

from collections.abc import Iterator
from itertools import groupby

from course.revising.rehearsal import Affected, Rehearsal
from course.revising.wording import count, printable

MOST_NAMES = 10


def lines_of(slug: str, rehearsal: Rehearsal, *, lower: bool) -> Iterator[str]:
    """One course: what changed, then what it would do to whom."""
    if rehearsal.changes_nothing:
        yield f"{slug}: nothing changed since version {rehearsal.number}."
        return
    yield f"{slug}: what changed since version {rehearsal.number}"
    for where, changes in groupby(rehearsal.changes, key=lambda change: change.where):
        yield f"  {where}"
        yield from (f"    {change.what}" for change in changes)
    yield f"What it would do to the {count(rehearsal.learners, 'person', 'people')} in it"
    yield from (f"  {line}" for line in _effects(rehearsal, lower=lower))


def _effects(rehearsal: Rehearsal, *, lower: bool) -> Iterator[str]:
    yield from _gains(rehearsal)
    yield from _losses(rehearsal, lower=lower)
    for option in rehearsal.removed:
        named = _people(option.named_by, "stored answer names", "stored answers name")
        yield f"{named} the removed option {option.option_id} of {option.question_id} (shown as “(removed)”)"
    if rehearsal.waiting:
        yield f"{_names(rehearsal.waiting)}: had completed the course, keep that, and find something new in it"


def _gains(rehearsal: Rehearsal) -> Iterator[str]:
    if rehearsal.raised.answers:
        yield f"{_people(rehearsal.raised, 'answer counts', 'answers count')} for more"
    shown = rehearsal.completing[:MOST_NAMES]
    for person in shown:
        done = [*person.lessons, *(["the course"] if person.course else [])]
        yield f"{printable(person.name)} completes {', '.join(done)}"
    if len(rehearsal.completing) > len(shown):
        more = len(rehearsal.completing) - len(shown)
        yield f"{count(more, 'more person completes', 'more people complete')} a lesson"
    if not rehearsal.raised.answers and not shown:
        yield "Nobody gains."


def _losses(rehearsal: Rehearsal, *, lower: bool) -> Iterator[str]:
    if rehearsal.lowered.answers:
        lowered = _people(rehearsal.lowered, "answer counts", "answers count")
        yield f"{lowered} for less; what is complete stays complete"
    else:
        yield "Nobody loses."
    if rehearsal.spared.answers and not lower:
        spared = _people(rehearsal.spared, "answer keeps", "answers keep")
        yield f"{spared} credit that the new key would not give; --lower takes it away"


def _people(affected: Affected, one: str, many: str) -> str:
    return f"{count(affected.answers, one, many)}, of {_names(affected.people)},"


def _names(people: tuple[str, ...]) -> str:
    shown = ", ".join(printable(name) for name in people[:MOST_NAMES])
    more = len(people) - MOST_NAMES
    return f"{count(len(people), 'person', 'people')} ({shown}{f' and {more} more' if more > 0 else ''})"
