"""When a missed question is asked again: a ladder of days, climbed by being right on the day it is due, or later."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from msgspec import Struct

RUNGS = (2, 7, 21, 60)
"""Days between one asking and the next."""
A_DAY = 5
"""How many questions are asked again on one day, about two minutes' worth."""
LAPSES_TO_REWRITE = 3
"""After so many lapses of one learner it is the question that is looked at."""


class Recall(Struct, frozen=True):
    """One answer to a question that was asked again; `was_due` is false where it came before its day."""

    at: datetime
    is_right: bool
    was_due: bool


class Turn(Struct, frozen=True):
    """When a question was last asked and in how many days it is due, None for never again; how often it lapsed."""

    asked_at: datetime
    days: int | None
    lapses: int = 0

    def due_on(self, zone: tzinfo) -> date | None:
        """Return the calendar day, where the learner is, on which it is due."""
        return None if self.days is None else self.asked_at.astimezone(zone).date() + timedelta(days=self.days)


def schedule(missed_at: datetime, recalls: Sequence[Recall]) -> Turn:
    """Return what comes after a question was missed and then asked again so many times, oldest first.

    Being right climbs a rung where the question was due, and stays where it came early; a miss is a lapse, and begins
    at the first rung again. This is all that knows the schedule: another one takes the same arguments.
    """
    rung = lapses = 0
    for recall in recalls:
        if not recall.is_right:
            rung, lapses = 0, lapses + 1
        elif recall.was_due:
            rung = min(rung + 1, len(RUNGS))
    asked_at = recalls[-1].at if recalls else missed_at
    return Turn(asked_at, RUNGS[rung] if rung < len(RUNGS) else None, lapses)
