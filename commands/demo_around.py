"""What is around the demo's lessons: check-ins answered, certificates, invitations, days of the cohort, an archive."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from course.database import Session
from course.learning.certificates import issue_certificate, work_done
from course.material.catalog import Published
from course.people.addresses import AddressLine
from course.people.cohort_settings import archive, change_cohort
from course.people.cohorts import CohortCard, create_cohort, find_taught
from course.people.invitations import invite
from course.reflecting.answering import OUTCOMES, answer_check_in
from course.reflecting.check_ins import open_check_ins

COHORT_LASTS = timedelta(weeks=8)
PILOT_BEGAN = timedelta(days=120)
PILOT_ARCHIVED = timedelta(days=60)
SAY_HOW_IT_WENT, MAKE_A_CERTIFICATE = 0.6, 0.7
OBSTACLES = (
    "The week was full; I moved it to Friday.",
    "I waited for the right moment, and there was none.",
    "She was away, so I wrote instead of calling.",
)
INVITED = ("rosalind@example.org", "teun@example.org", "amina@example.org")


def answer_check_ins(session: Session, person_id: int, chance: Random, *, end: datetime) -> None:
    """Say of some plans whose day is over how it went; the others wait for their learner."""
    for card in open_check_ins(session, person_id):
        if card.due_on < end.date() and chance.random() < SAY_HOW_IT_WENT:
            outcome = chance.choices(OUTCOMES, weights=(6, 3, 1))[0]
            obstacle = "" if outcome == "done" else chance.choice(OBSTACLES)
            day_after = datetime.combine(card.due_on + timedelta(days=1), end.timetz())
            answer_check_in(session, card.id, outcome, obstacle, key="demo", now=min(day_after, end))


def make_certificate(
    session: Session, person_id: int, published: Published, name: str, chance: Random, *, now: datetime
) -> None:
    """Most who have done the work have a certificate made."""
    if work_done(session, person_id, published) and chance.random() < MAKE_A_CERTIFICATE:
        issue_certificate(session, person_id, published, name, now=now)


def look_after(session: Session, ines: int, cohort: CohortCard, *, start: datetime, end: datetime) -> None:
    """Say from when to when the cohort is, and invite some who have not come yet."""
    first, last = start.date(), (start + COHORT_LASTS).date()
    change_cohort(session, cohort.id, name=cohort.name, starts_on=first, ends_on=last, by=ines, now=start)
    lines = [AddressLine(number, address) for number, address in enumerate(INVITED, start=1)]
    invite(session, cohort.id, lines, by=ines, now=end - timedelta(days=3))


def make_pilot(
    session: Session, ines: int, published: Published, learn: Callable[[CohortCard, datetime], None], *, end: datetime
) -> None:
    """Make a cohort that is over and in the archive; `learn` lets its people learn from an instant on."""
    began = end - PILOT_BEGAN
    public_id = create_cohort(session, ines, published.course_id, "Pilot", submission_key="demo-pilot", now=began)
    pilot = find_taught(session, ines, public_id)
    if pilot is not None:
        learn(pilot, began)
        archive(session, pilot.id, by=ines, now=end - PILOT_ARCHIVED)
