"""A cohort's numbers: of a large one they are kept for a minute, and the page says when they were counted."""

from datetime import timedelta

from flask import current_app

from course.material.catalog import Published
from course.teaching.tallies import Tallies, count_cohort
from web import clock
from web.database import session

COUNTED_LIVE_UP_TO = 2000
KEPT_FOR = timedelta(minutes=1)
MOST_KEPT = 64


def tallies_of(cohort_id: int, published: Published) -> Tallies:
    kept: dict[tuple[int, int], Tallies] = current_app.extensions.setdefault("runway.tallies", {})
    which, now = (cohort_id, published.version_id), clock.now()
    known = kept.get(which)
    if known and known.counted_at_utc <= now < known.counted_at_utc + KEPT_FOR:
        return known
    counted = count_cohort(session(), cohort_id, published.course, now=now)
    if counted.learners > COUNTED_LIVE_UP_TO:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[which] = counted
    return counted


def is_live(tallies: Tallies) -> bool:
    return tallies.learners <= COUNTED_LIVE_UP_TO
