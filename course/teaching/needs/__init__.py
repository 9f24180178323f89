"""What needs an instructor, most urgent kind first: each kind is a file here, and its line in NEEDS."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from course.teaching.needs import losing, overdue, silent, skipped, stuck, waiting, weak
from course.teaching.needs.aside import Aside, asides_of
from course.teaching.needs.need import Asked, Find, Need

NEEDS: Mapping[str, Find] = {
    waiting.KIND: waiting.find_waiting,
    stuck.KIND: stuck.find_stuck,
    overdue.KIND: overdue.find_overdue,
    silent.KIND: silent.find_silent,
    weak.KIND: weak.find_weak,
    losing.KIND: losing.find_losing,
    skipped.KIND: skipped.find_skipped,
}


@dataclass(frozen=True, slots=True)
class NeedsOfKind:
    """The needs of one kind; `has_more` says that there are further ones, `aside` what is put aside of them."""

    kind: str
    needs: tuple[Need, ...]
    has_more: bool
    aside: tuple[tuple[Need, Aside], ...]


def find_needs(session: Session, asked: Asked, *, most: int) -> tuple[NeedsOfKind, ...]:
    """Give the needs of each kind in order, at most so many of each; kinds without any are left out."""
    asides = asides_of(session, asked.cohort_id)
    found = (_of_kind(session, asked, kind, asides, most) for kind in NEEDS)
    return tuple(each for each in found if each.needs or each.aside)


def find_need(session: Session, asked: Asked, kind: str, subject: str, *, most: int) -> Need | None:
    """Find one row again that a page of so many of each kind showed, put aside or not."""
    if kind not in NEEDS:
        return None
    found = _of_kind(session, asked, kind, asides_of(session, asked.cohort_id), most)
    shown = (*found.needs, *(need for need, _ in found.aside))
    return next((need for need in shown if need.subject == subject), None)


def _of_kind(session: Session, asked: Asked, kind: str, asides: Sequence[Aside], most: int) -> NeedsOfKind:
    of_kind = {(each.subject, each.digest): each for each in asides if each.need == kind}
    # However many are put aside, as many as fit are left; one more tells whether there are more.
    needs_found = NEEDS[kind](session, asked, most + len(of_kind) + 1)
    found = [(need, of_kind.get((need.subject, need.digest))) for need in needs_found]
    needs = [need for need, aside in found if aside is None]
    aside = tuple((need, aside) for need, aside in found if aside is not None)
    return NeedsOfKind(kind, tuple(needs[:most]), len(needs) > most, aside)
