"""A cohort's numbers: of a large one they are kept for a minute, and the page says when they were counted."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar

from flask import current_app

from course.material.catalog import Published
from course.people.cohorts import Size, count_learners
from course.teaching.tallies import COUNTED_LIVE_UP_TO, KEPT_FOR, QUIET_AFTER, Tallies, count_cohort
from web import clock
from web.database import session

Which = TypeVar("Which")
What = TypeVar("What")

MOST_KEPT = 64


def tallies_of(cohort_id: int, published: Published) -> Tallies:
    kept: dict[tuple[int, int], Tallies] = current_app.extensions.setdefault("runway.tallies", {})
    which, now = (cohort_id, published.version_id), clock.now()
    known = kept.get(which)
    if known and known.counted_at_utc <= now < known.counted_at_utc + KEPT_FOR:
        return known
    counted = count_cohort(session(), cohort_id, published.course, now=now)
    if not is_live(counted):
        _keep(kept, which, counted)
    return counted


def is_live(tallies: Tallies) -> bool:
    return tallies.learners <= COUNTED_LIVE_UP_TO


def sizes_of(cohort_ids: Collection[int]) -> dict[int, Size]:
    """How many are in each of these cohorts, and how many of them were active within the last seven days."""
    kept: dict[int, tuple[datetime, Size]] = current_app.extensions.setdefault("runway.sizes", {})
    now = clock.now()
    known = {
        each: kept[each][1] for each in cohort_ids if each in kept and kept[each][0] <= now < kept[each][0] + KEPT_FOR
    }
    others = [each for each in cohort_ids if each not in known]
    counted = dict.fromkeys(others, Size()) | count_learners(session(), others, active_since=now - QUIET_AFTER)
    for each, size in counted.items():
        if size.learners > COUNTED_LIVE_UP_TO:
            _keep(kept, each, (now, size))
    return known | counted


def _keep(kept: dict[Which, What], which: Which, what: What) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[which] = what
