"""Check-ins in pages, in calendars and in mails: first on the front page on their day, and told to nobody else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from flask import Flask
from sqlalchemy import text

from course.people.cohorts import CohortCard
from course.reflecting.check_ins import open_check_ins
from tests.fixtures.people import School
from tests.material.garden import BED, EARTH
from tests.pages import text_of
from tests.visitor import Visitor
from web.calendar_file import Event, write_calendar

CANARY = "canary-5d2e"
MINE = {"if": f"see {CANARY}", "then": "I will dig 🌱, and rest; then dig \\ again"}
WEEK = timedelta(days=7)


def due_form(visitor: Visitor) -> str:
    (form,) = (each for each in visitor.page.forms if each.action.startswith("/checkins/") and "outcome" in each.fields)
    return form.action


def check_in_ids(school: School, person: int) -> list[str]:
    with school.database.reading() as session:
        return [card.public_id for card in open_check_ins(session, person)]


def test_check_in_is_the_first_thing_on_the_front_page_on_its_day(school: School, ada: int, ada_here: Visitor) -> None:
    school.write(ada, "first-bed", BED)
    before = ada_here.get("/").text
    school.now += WEEK
    after = ada_here.get("/").text

    assert "How did it go?" not in before
    assert "What you set out to do" in before
    assert after.index("How did it go?") < after.index("A first garden")
    assert "When I next see the first warm Saturday, then I will dig one square metre." in after


def test_check_in_is_answered_once_and_leads_back(school: School, ada: int, ada_here: Visitor) -> None:
    school.write(ada, "first-bed", BED)
    school.now += WEEK
    ada_here.get("/")
    action = due_form(ada_here)
    sent = ada_here.page.form(action).filled({"outcome": "dropped", "obstacle": "It rained."})

    for _ in range(2):
        assert ada_here.post(action, sent).headers["Location"] == "/"

    assert school.count("check_in_answer") == 1
    assert "How did it go?" not in ada_here.get("/").text
    listed = ada_here.get("/checkins").text
    assert "let go" in listed
    assert "It rained." in listed


def test_check_in_without_an_outcome_is_asked_for_and_nothing_typed_is_lost(
    school: School, ada: int, ada_here: Visitor
) -> None:
    school.write(ada, "first-bed", BED)
    school.now += WEEK
    ada_here.get("/")

    ada_here.submit(due_form(ada_here), {"obstacle": "Rain.", "field-if": "see sun"}, status=422)

    fields = ada_here.page.form(due_form(ada_here)).fields
    assert "Choose how it went." in ada_here.page.text
    assert [value.strip() for value in fields["obstacle"].values] == ["Rain."]
    assert [value.strip() for value in fields["field-if"].values] == ["see sun"]
    assert school.count("check_in_answer") == 0


def test_new_plan_in_a_check_in_is_a_version_of_the_same_reflection_and_is_asked_about(
    school: School, ada: int, ada_here: Visitor
) -> None:
    school.write(ada, "first-bed", BED)
    school.now += WEEK
    ada_here.get("/checkins")

    ada_here.submit(due_form(ada_here), {"outcome": "adapted", "field-then": "I will sow peas"})

    with school.database.reading() as session:
        (card,) = open_check_ins(session, ada)
    assert (card.body, card.due_on) == ({**BED, "then": "I will sow peas"}, date(2027, 3, 15))
    assert school.count("reflection_revision", "prompt_key = 'first-bed'") == 2


@pytest.mark.parametrize("outcome", ["done", "adapted", "dropped"])
def test_outcome_alone_changes_nothing_of_the_plan(school: School, ada: int, ada_here: Visitor, outcome: str) -> None:
    school.write(ada, "first-bed", BED)
    school.now += WEEK
    ada_here.get("/checkins")

    ada_here.submit(due_form(ada_here), {"outcome": outcome})

    assert check_in_ids(school, ada) == []
    assert school.count("reflection_revision") == 1


# ----------------------------------------------------------------------------------------------------- the calendar


def calendar(visitor: Visitor, address: str = "/checkins/calendar.ics") -> list[Any]:
    response = visitor.request("GET", address)
    assert response.status_code == 200
    assert response.mimetype == "text/calendar"
    assert all(len(line) <= 75 for line in response.data.split(b"\r\n"))
    return list(icalendar.Calendar.from_ical(response.data).walk("VEVENT"))


def test_calendar_has_each_check_in_on_its_day_without_its_words(school: School, ada: int, ada_here: Visitor) -> None:
    school.write(ada, "first-bed", MINE)

    (event,) = calendar(ada_here)

    assert event["DTSTART"].dt == date(2027, 3, 8)
    assert str(event["SUMMARY"]) == "Check-in: A first garden"
    assert CANARY not in ada_here.client.get("/checkins/calendar.ics").text


def test_calendar_says_the_words_once_the_learner_wants_that(school: School, ada: int, ada_here: Visitor) -> None:
    school.write(ada, "first-bed", MINE)
    ada_here.get("/checkins")
    ada_here.submit("/checkins/reminders", {"words_in_calendar": "y"})

    (event,) = calendar(ada_here)

    assert str(event["SUMMARY"]) == f"When I next see {CANARY}, then I will dig 🌱, and rest; then dig \\ again."


def test_calendar_address_is_shown_once_read_by_anybody_who_has_it_and_revoked(
    app: Flask, school: School, ada: int, ada_here: Visitor
) -> None:
    school.write(ada, "first-bed", MINE)
    ada_here.get("/checkins")
    ada_here.submit("/checkins/calendar")
    address = text_of(ada_here.page.by_id["calendar"]) and _address_on(ada_here)
    anybody = Visitor(app)

    assert len(calendar(anybody, address)) == 1
    assert "/calendar/" not in ada_here.get("/checkins").text.replace("/checkins/calendar", "")
    ada_here.submit("/checkins/calendar/revoke")
    gone = anybody.request("GET", address)
    never = anybody.request("GET", "/calendar/weeds.ics")
    assert (gone.status_code, never.status_code) == (404, 404)
    assert gone.data == never.data
    assert address.removeprefix("/calendar/").removesuffix(".ics") not in str(school.dump("calendar_address"))


def _address_on(visitor: Visitor) -> str:
    words = visitor.page.text.split()
    found = next(word for word in words if "/calendar/" in word and word.endswith(".ics"))
    return "/calendar/" + found.rpartition("/calendar/")[2]


def test_second_calendar_address_ends_the_first(app: Flask, ada_here: Visitor) -> None:
    ada_here.get("/checkins")
    ada_here.submit("/checkins/calendar")
    first = _address_on(ada_here)
    ada_here.get("/checkins")
    ada_here.submit("/checkins/calendar")
    second = _address_on(ada_here)

    assert [Visitor(app).request("GET", each).status_code for each in (first, second)] == [404, 200]


def test_file_is_folded_and_escaped_as_the_format_wants_it() -> None:
    title = "🌱é" * 60 + "; a, b \\ c\nd\r\x07e"
    stamp = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)

    written = write_calendar("Check-ins", [Event("x@runway", date(2027, 3, 8), title, "", "http://x/", stamp)])

    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert all(line.decode() for line in written.split(b"\r\n")[:-1])  # no character is cut
    found: list[Any] = list(icalendar.Calendar.from_ical(written).walk("VEVENT"))
    (event,) = found
    assert str(event["SUMMARY"]) == "🌱é" * 60 + "; a, b \\ c\nd\ne"
    assert event["DTSTAMP"].dt == stamp


# --------------------------------------------------------------------------------------------- nobody else's business


def test_check_in_is_answered_by_nobody_else(school: School, ada: int, ada_here: Visitor, max_here: Visitor) -> None:
    school.write(ada, "first-bed", MINE)
    (mine,) = check_in_ids(school, ada)
    max_here.get("/checkins")
    token = max_here.page.form("/checkins/reminders").fields["csrf_token"].values[0]
    sent = {"csrf_token": token, "submission_key": "k", "base": "1", "outcome": "done"}

    others = max_here.post(f"/checkins/{mine}", sent)
    none = max_here.post("/checkins/nonexistent0", sent)

    assert (others.status_code, others.data) == (none.status_code, none.data) == (404, none.data)
    assert CANARY not in max_here.get("/checkins").text
    assert calendar(max_here) == []


def test_instructor_reads_nothing_of_a_private_plan_whatever_became_of_it(
    school: School, ada: int, cohort: CohortCard, ada_here: Visitor, ines_here: Visitor
) -> None:
    school.write(ada, "first-bed", MINE)
    school.now += WEEK
    ada_here.get("/")
    ada_here.submit(due_form(ada_here), {"outcome": "dropped", "obstacle": f"{CANARY} again"})
    school.now += WEEK
    pages = [f"/teach/{cohort.public_id}", f"/teach/{cohort.public_id}/needs"]
    pages += [f"/teach/{cohort.public_id}/learners/{school.public_id(ada)}", "/checkins", "/"]

    for page in pages:
        assert CANARY not in ines_here.get(page).text


def test_overdue_commitment_is_named_to_its_reader_only_where_it_was_shared(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    revision = school.write(ada, "first-bed", MINE)
    school.now += WEEK + timedelta(days=4)
    private = ines_here.get(f"/teach/{cohort.public_id}/needs").text
    school.share(ada, revision, cohort)
    shared = ines_here.get(f"/teach/{cohort.public_id}/needs").text

    assert "has not said yet how it went" not in private
    assert "whose day was 8 Mar 2027, and has not said yet how it went." in shared
    assert CANARY not in shared


def test_plan_that_was_rewritten_in_private_after_its_answer_is_not_overdue_to_its_reader(
    school: School, ada: int, cohort: CohortCard, ada_here: Visitor, ines_here: Visitor
) -> None:
    school.share(ada, school.write(ada, "first-bed", BED), cohort)
    school.now += WEEK
    ada_here.get("/")
    ada_here.submit(due_form(ada_here), {"outcome": "adapted", "field-then": f"I will {CANARY}"})
    school.now += WEEK + timedelta(days=4)

    assert len(check_in_ids(school, ada)) == 1
    assert "has not said yet how it went" not in ines_here.get(f"/teach/{cohort.public_id}/needs").text


def test_front_page_asks_the_database_the_same_for_one_and_for_three_courses_of_nobody(visitor: Visitor) -> None:
    assert "How did it go?" not in visitor.get("/").text


def test_reading_changes_nothing(school: School, ada: int, ada_here: Visitor) -> None:
    school.write(ada, "first-bed", MINE)
    school.write(ada, "my-earth", EARTH)
    school.now += WEEK
    before = school.dump()

    for page in ("/", "/checkins", "/courses/first-garden/plan"):
        ada_here.get(page)
    calendar(ada_here)

    assert school.dump() == before
    with school.database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM reminder_choice")).scalar_one() == 0
