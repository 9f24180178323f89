"""When a missed question is asked again: the rungs, lapses, and calendar days where the learner is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.ladder import RUNGS, Recall, Turn, schedule

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def recalls(*answers: str) -> list[Recall]:
    """One a day: "right" and "wrong" on the day they were due, "early" right before it."""
    return [
        Recall(NOON + timedelta(days=number), is_right=answer != "wrong", was_due=answer != "early")
        for number, answer in enumerate(answers, start=1)
    ]


@pytest.mark.parametrize(
    ("answers", "days", "lapses"),
    [
        ((), 2, 0),
        (("early",), 2, 0),
        (("wrong",), 2, 1),
        (("right",), 7, 0),
        (("right", "right"), 21, 0),
        (("right", "right", "right"), 60, 0),
        (("right", "right", "right", "right"), None, 0),
        (("right", "right", "wrong"), 2, 1),
        (("right", "right", "early"), 21, 0),
        (("right", "wrong", "right"), 7, 1),
        (("wrong", "wrong", "right", "wrong"), 2, 3),
        (("right", "right", "right", "right", "wrong"), 2, 1),
        (("right", "right", "right", "right", "right"), None, 0),
    ],
)
def test_schedule_climbs_when_due_and_begins_again_after_a_miss(
    answers: tuple[str, ...], days: int | None, lapses: int
) -> None:
    asked_at = NOON + timedelta(days=len(answers))

    assert schedule(NOON, recalls(*answers)) == Turn(asked_at, days, lapses)


@given(st.lists(st.sampled_from(["right", "wrong", "early"]), max_size=20))
def test_schedule_gives_a_rung_or_nothing_and_counts_every_miss(answers: list[str]) -> None:
    turn = schedule(NOON, recalls(*answers))

    assert turn.days in (*RUNGS, None)
    assert turn.lapses == answers.count("wrong")
    assert turn.days == RUNGS[0] or answers[-1:] != ["wrong"]


@pytest.mark.parametrize(
    ("zone", "asked_at", "days", "due_on"),
    [
        # Clocks go forward on 28 March 2027 in Berlin, back on 31 October.
        ("Europe/Berlin", "2027-03-26T22:59:00+00:00", 2, date(2027, 3, 28)),
        ("Europe/Berlin", "2027-03-26T23:00:00+00:00", 2, date(2027, 3, 29)),
        ("Europe/Berlin", "2027-03-27T23:30:00+00:00", 7, date(2027, 4, 4)),
        ("Europe/Berlin", "2027-10-29T21:59:00+00:00", 2, date(2027, 10, 31)),
        ("Europe/Berlin", "2027-10-29T22:00:00+00:00", 2, date(2027, 11, 1)),
        # On 14 March 2027 in New York; on 4 April in Sydney, the other way round; by half an hour on Lord Howe.
        ("America/New_York", "2027-03-13T04:59:00+00:00", 2, date(2027, 3, 14)),
        ("America/New_York", "2027-03-13T05:00:00+00:00", 2, date(2027, 3, 15)),
        ("America/New_York", "2027-03-14T04:30:00+00:00", 21, date(2027, 4, 3)),
        ("Australia/Sydney", "2027-04-02T12:59:00+00:00", 2, date(2027, 4, 4)),
        ("Australia/Sydney", "2027-04-02T13:00:00+00:00", 2, date(2027, 4, 5)),
        ("Australia/Lord_Howe", "2027-04-03T13:00:00+00:00", 60, date(2027, 6, 3)),
        # The two ends of the world have different days at one instant.
        ("Pacific/Kiritimati", "2027-12-30T12:00:00+00:00", 2, date(2028, 1, 2)),
        ("Pacific/Pago_Pago", "2027-12-30T10:00:00+00:00", 2, date(2027, 12, 31)),
    ],
)
def test_due_day_is_a_calendar_day_where_the_learner_is(zone: str, asked_at: str, days: int, due_on: date) -> None:
    assert Turn(datetime.fromisoformat(asked_at), days).due_on(ZoneInfo(zone)) == due_on


def test_turn_that_climbed_to_the_end_is_never_due() -> None:
    assert Turn(NOON, None).due_on(ZoneInfo("UTC")) is None
