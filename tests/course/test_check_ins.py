"""Check-ins: set by what is written, on the writer's own calendar, asked once, answered for good."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from course.leaving.merging import merge_guest
from course.people.accounts import change_place
from course.people.days import day_in
from course.reflecting.answering import answer_check_in
from course.reflecting.check_ins import (
    CheckInCard,
    answered_check_ins,
    find_check_in,
    open_check_ins,
    split_by_day,
)
from tests.fixtures.people import School
from tests.material.garden import BED, EARTH

DAY = timedelta(days=1)


def cards(school: School, person: int) -> tuple[CheckInCard, ...]:
    with school.database.reading() as session:
        return open_check_ins(session, person)


def days(school: School, person: int) -> list[date]:
    return [card.due_on for card in cards(school, person)]


def answer(school: School, card: CheckInCard, outcome: str = "done", obstacle: str = "", *, key: str = "k") -> None:
    with school.database.writing() as session:
        answer_check_in(session, card.id, outcome, obstacle, key=key, now=school.now)


def live_in(school: School, person: int, zone: str) -> None:
    with school.database.writing() as session:
        change_place(session, person, time_zone=zone, language="en")


# ------------------------------------------------------------------------------------------------- which day it is


@pytest.mark.parametrize(
    ("zone", "written_at", "due"),
    [
        # Clocks go forward on 28 March 2027 in Berlin, at 01:00 UTC; back on 31 October.
        ("Europe/Berlin", datetime(2027, 3, 21, 22, 59, tzinfo=UTC), date(2027, 3, 28)),
        ("Europe/Berlin", datetime(2027, 3, 21, 23, 0, tzinfo=UTC), date(2027, 3, 29)),
        ("Europe/Berlin", datetime(2027, 3, 28, 21, 59, tzinfo=UTC), date(2027, 4, 4)),
        ("Europe/Berlin", datetime(2027, 3, 28, 22, 0, tzinfo=UTC), date(2027, 4, 5)),
        ("Europe/Berlin", datetime(2027, 10, 30, 22, 0, tzinfo=UTC), date(2027, 11, 7)),
        ("Europe/Berlin", datetime(2027, 10, 31, 22, 59, tzinfo=UTC), date(2027, 11, 7)),
        ("Europe/Berlin", datetime(2027, 10, 31, 23, 0, tzinfo=UTC), date(2027, 11, 8)),
        # In New York on 14 March and 7 November, at 02:00.
        ("America/New_York", datetime(2027, 3, 14, 4, 59, tzinfo=UTC), date(2027, 3, 20)),
        ("America/New_York", datetime(2027, 3, 14, 5, 0, tzinfo=UTC), date(2027, 3, 21)),
        ("America/New_York", datetime(2027, 3, 15, 3, 59, tzinfo=UTC), date(2027, 3, 21)),
        ("America/New_York", datetime(2027, 3, 15, 4, 0, tzinfo=UTC), date(2027, 3, 22)),
        # On Lord Howe Island by half an hour, on 4 April; in Chile at midnight, so that 5 September has no 00:00.
        ("Australia/Lord_Howe", datetime(2027, 4, 3, 12, 59, tzinfo=UTC), date(2027, 4, 10)),
        ("Australia/Lord_Howe", datetime(2027, 4, 3, 13, 0, tzinfo=UTC), date(2027, 4, 11)),
        ("Australia/Lord_Howe", datetime(2027, 4, 4, 13, 29, tzinfo=UTC), date(2027, 4, 11)),
        ("Australia/Lord_Howe", datetime(2027, 4, 4, 13, 30, tzinfo=UTC), date(2027, 4, 12)),
        ("America/Santiago", datetime(2027, 9, 5, 3, 59, tzinfo=UTC), date(2027, 9, 11)),
        ("America/Santiago", datetime(2027, 9, 5, 4, 0, tzinfo=UTC), date(2027, 9, 12)),
        ("Asia/Kathmandu", datetime(2027, 3, 1, 18, 14, tzinfo=UTC), date(2027, 3, 8)),
        ("Asia/Kathmandu", datetime(2027, 3, 1, 18, 15, tzinfo=UTC), date(2027, 3, 9)),
        ("Pacific/Kiritimati", datetime(2027, 3, 1, 10, 0, tzinfo=UTC), date(2027, 3, 9)),
        ("UTC", datetime(2028, 2, 22, 12, 0, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_plan_is_asked_about_seven_days_later_on_the_learners_own_calendar(
    school: School, ada: int, zone: str, written_at: datetime, due: date
) -> None:
    live_in(school, ada, zone)
    school.now = written_at

    school.write(ada, "first-bed", BED)

    assert days(school, ada) == [due]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe"])
def test_check_in_is_due_from_the_first_minute_of_its_day_and_not_before(school: School, ada: int, zone: str) -> None:
    live_in(school, ada, zone)
    school.now = datetime(2027, 3, 25, 12, 0, tzinfo=UTC)
    school.write(ada, "first-bed", BED)
    (card,) = cards(school, ada)
    midnight = datetime(card.due_on.year, card.due_on.month, card.due_on.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)

    before = split_by_day((card,), day_in(zone, midnight - timedelta(seconds=1)))
    after = split_by_day((card,), day_in(zone, midnight))

    assert (before, after) == (((), (card,)), ((card,), ()))


def test_day_is_kept_when_the_learner_moves_to_another_zone(school: School, ada: int) -> None:
    school.now = datetime(2027, 3, 1, 20, 0, tzinfo=UTC)
    school.write(ada, "first-bed", BED)

    live_in(school, ada, "Asia/Tokyo")

    assert days(school, ada) == [date(2027, 3, 8)]


# ---------------------------------------------------------------------------------------------------- what sets a day


def test_plan_that_is_half_written_sets_nothing(school: School, ada: int) -> None:
    school.write(ada, "first-bed", {**BED, "then": " "})

    assert cards(school, ada) == ()


def test_reflection_sets_no_day(school: School, ada: int) -> None:
    school.write(ada, "my-earth", EARTH)

    assert school.count("check_in") == 0


def test_plan_that_is_reworded_keeps_its_day_and_is_read_in_its_newest_words(school: School, ada: int) -> None:
    school.write(ada, "first-bed", BED)
    school.now += 3 * DAY
    school.write(ada, "first-bed", {**BED, "then": "I will dig two"}, base=1)

    (card,) = cards(school, ada)
    assert (card.due_on, card.body["then"], card.base) == (date(2027, 3, 8), "I will dig two", 2)


def test_plan_that_was_emptied_is_asked_about_no_more_and_again_once_it_is_written(school: School, ada: int) -> None:
    school.write(ada, "first-bed", BED)
    school.write(ada, "first-bed", {"if": "", "then": ""}, base=1)
    emptied = cards(school, ada)
    school.now += DAY
    school.write(ada, "first-bed", BED, base=2)

    assert emptied == ()
    assert days(school, ada) == [date(2027, 3, 9)]


def test_plan_written_anew_after_its_check_in_is_asked_about_again(school: School, ada: int) -> None:
    school.write(ada, "first-bed", BED)
    answer(school, cards(school, ada)[0])
    school.now += 10 * DAY
    answered = cards(school, ada)
    school.write(ada, "first-bed", {**BED, "then": "I will sow"}, base=1)

    assert answered == ()
    assert days(school, ada) == [date(2027, 3, 18)]


def test_same_text_sent_twice_sets_one_day(school: School, ada: int) -> None:
    for _ in range(2):
        school.write(ada, "first-bed", BED, key="same")

    assert school.count("check_in") == 1


# ------------------------------------------------------------------------------------------------------------ answers


def test_answer_sent_twice_is_kept_once_and_another_one_is_kept_too(school: School, ada: int) -> None:
    school.write(ada, "first-bed", BED)
    (card,) = cards(school, ada)

    answer(school, card, "dropped", "rain")
    answer(school, card, "dropped", "rain")
    answer(school, card, "adapted", "rain, and then sun")

    assert school.count("check_in_answer") == 2
    with school.database.reading() as session:
        assert [(each.outcome, each.obstacle) for each in answered_check_ins(session, ada)] == [
            ("adapted", "rain, and then sun")
        ]


def test_check_in_of_another_is_not_found(school: School, ada: int, max_: int) -> None:
    school.write(ada, "first-bed", BED)
    (card,) = cards(school, ada)

    with school.database.reading() as session:
        assert find_check_in(session, ada, card.public_id) == card
        assert find_check_in(session, max_, card.public_id) is None
        assert find_check_in(session, ada, "nonexistent0") is None
    assert cards(school, max_) == ()


def test_guests_check_ins_join_the_member_and_the_last_written_is_asked_about(school: School, ada: int) -> None:
    guest = school.guest("a visit")
    school.enrol(guest)
    school.write(ada, "first-bed", BED)
    school.now += 2 * DAY
    school.write(guest, "first-bed", {**BED, "then": "I will sow"})

    with school.database.writing() as session:
        merge_guest(session, guest, ada, school.catalog, now=school.now)

    (card,) = cards(school, ada)
    assert (card.due_on, card.body["then"]) == (date(2027, 3, 10), "I will sow")
    assert school.count("check_in") == 2


def test_plan_of_one_is_asked_about_whatever_another_plans(school: School, ada: int, max_: int) -> None:
    school.enrol(max_)
    school.write(ada, "first-bed", BED)
    school.write(max_, "first-bed", {**BED, "then": "I will rest"})
    with school.database.writing() as session:
        answer_check_in(session, cards(school, max_)[0].id, "done", "", key="k", now=school.now)
    school.write(max_, "first-bed", {**BED, "then": "I will sow"}, base=1)

    (card,) = cards(school, ada)
    assert card.body == BED


def test_guests_check_ins_are_numbered_behind_the_members_own(school: School, ada: int, max_: int) -> None:
    guest = school.guest("a visit")
    school.enrol(guest, max_)
    for person in (max_, guest):
        school.write(person, "first-bed", BED)

    with school.database.writing() as session:
        merge_guest(session, guest, ada, school.catalog, now=school.now)

    assert school.count("check_in", f"person_id = {ada} AND number = 1") == 1


def test_facts_are_only_added(school: School, ada: int) -> None:
    school.write(ada, "first-bed", BED)
    before = school.dump("check_in", "check_in_answer")
    answer(school, cards(school, ada)[0])
    school.write(ada, "first-bed", {**BED, "if": "see rain"}, base=1)
    after = school.dump("check_in", "check_in_answer")

    assert all(row in after[table] for table, rows in before.items() for row in rows)
    with school.database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM check_in")).scalar_one() == 2
