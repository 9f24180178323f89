"""Publishing courses that people are in: refused where it would take from them, else recorded, judged and derived."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from course.learning.enrolment import lock_enrolments
from course.learning.progress import rebuild_progress
from course.material.catalog import Catalog, Published
from course.material.compiling import Compiled
from course.material.publishing import list_only, list_too, publish
from course.records.acts import Deed, record_act
from course.revising.refusals import Refused, not_to_retire, refusals, vanished_ids
from course.revising.regrading import judge_anew, record_regrades
from sources.places import Problem


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an author allows beyond what takes nothing from anybody."""

    retired: frozenset[str] = frozenset()
    """Ids of lessons, questions and prompts that may go although people have worked in them."""
    lower: bool = False
    """Whether a key that changed may also take credit away."""


NOTHING_MORE = Allowance()


def publish_courses(
    session: Session, courses: Mapping[str, Compiled], *, now: datetime, allowing: Allowance = NOTHING_MORE
) -> tuple[str, ...]:
    """Publish these courses, all or none of them; returns the slugs of those that had changed. Raises Refused."""
    known = _hold_learners(session, courses)
    problems = _find_refusals(session, known, courses, allowing)
    if problems:
        raise Refused(*problems)
    changed = tuple(
        slug
        for slug, compiled in courses.items()
        if _publish(session, slug, compiled, known.get(slug), allowing, now=now)
    )
    list_too(session, set(courses))
    return changed


def publish_folder(
    session: Session, courses: Mapping[str, Compiled], *, now: datetime, allowing: Allowance = NOTHING_MORE
) -> tuple[str, ...]:
    """Publish what the content folder holds, and offer newcomers nothing else. Raises Refused."""
    changed = publish_courses(session, courses, now=now, allowing=allowing)
    list_only(session, set(courses))
    return changed


def publish_what_may_be(session: Session, courses: Mapping[str, Compiled], *, now: datetime) -> tuple[Problem, ...]:
    """Publish what takes nothing from anybody; a course that is refused keeps its last version. Returns why."""
    known = _hold_learners(session, courses)
    problems: list[Problem] = []
    allowed: dict[str, Compiled] = {}
    for slug, compiled in courses.items():
        refused = refusals(session, known[slug], compiled, frozenset()) if slug in known else ()
        problems += refused
        if not refused:
            allowed[slug] = compiled
    publish_courses(session, allowed, now=now)
    list_only(session, set(courses))
    return tuple(problems)


def find_refusals(session: Session, courses: Mapping[str, Compiled], allowing: Allowance) -> tuple[Problem, ...]:
    """Say what keeps these courses from being published."""
    return _find_refusals(session, _known(session, courses), courses, allowing)


def _known(session: Session, slugs: Iterable[str]) -> dict[str, Published]:
    catalog = Catalog()
    found = {slug: catalog.find(session, slug) for slug in slugs}
    return {slug: published for slug, published in found.items() if published}


def _hold_learners(session: Session, slugs: Iterable[str]) -> dict[str, Published]:
    """Nobody answers between the look at what they did and the new version; returns what is published now."""
    known = _known(session, slugs)
    lock_enrolments(session, [published.course_id for published in known.values()])
    return known


def _find_refusals(
    session: Session, known: Mapping[str, Published], courses: Mapping[str, Compiled], allowing: Allowance
) -> tuple[Problem, ...]:
    problems = [
        problem
        for slug, published in known.items()
        for problem in refusals(session, published, courses[slug], allowing.retired)
    ]
    gone = frozenset[str]().union(
        *(vanished_ids(published.course, courses[slug].course) for slug, published in known.items())
    )
    wrong = not_to_retire(allowing.retired, gone)
    return (wrong, *problems) if wrong else tuple(problems)


def _publish(
    session: Session, slug: str, compiled: Compiled, before: Published | None, allowing: Allowance, *, now: datetime
) -> bool:
    anew = judge_anew(session, before.course_id, compiled.course, lower=allowing.lower) if before else ()
    has_changed = publish(session, slug, compiled.course, now=now)
    if not has_changed and not anew:
        return False
    published = _known(session, [slug])[slug]
    record_act(session, Deed.PUBLISHED, by=None, about=f"{slug}, version {published.number}", now=now)
    regraded = record_regrades(session, published, anew, now=now)
    if has_changed or regraded:
        # A question or prompt may be gone, and with it the last thing somebody had to do.
        rebuild_progress(session, published, now=now)
    return has_changed or regraded > 0
