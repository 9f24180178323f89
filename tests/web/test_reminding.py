"""Mails on the day of a check-in: only for who asked, once, without their words unless they said so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from commands import clock as commands_clock
from commands.reminding import remind_of_check_ins
from config import Settings
from course.people.accounts import change_place
from course.people.personal_links import make_mailed_link
from course.records.mail_kinds import CHECK_IN
from course.records.mailing import Post, send_waiting
from course.records.outbox import stop_mails
from course.reflecting.reminders import Reminders, choose_reminders
from tests.fixtures.mail import MailServer
from tests.fixtures.people import School
from tests.visitor import Visitor

CANARY = "canary-e07a"
MINE = {"if": f"see {CANARY}", "then": "I will dig"}
WEEK = timedelta(days=7)


@pytest.fixture
def remind(school: School, settings: Settings, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> "Remind":
    monkeypatch.setattr(commands_clock, "now", lambda: school.now)
    return Remind(school, replace(settings, smtp_url=mail_server.url, mail_from="runway@example.org"), mail_server)


class Remind:
    """Does the day's reminding and sends it; gives subject and text of each mail that came."""

    def __init__(self, school: School, settings: Settings, server: MailServer) -> None:
        self._school, self._settings, self._server = school, settings, server

    def __call__(self) -> list[tuple[str, str]]:
        remind_of_check_ins(self._settings, self._school.database)
        post = Post(self._server.url, "runway@example.org", "http://localhost")
        send_waiting(self._school.database, post, make_mailed_link, clock=lambda: self._school.now)
        came = [(message["Subject"], message.get_content()) for _to, message in self._server.mails]
        self._server.mails.clear()
        return came


def choose(school: School, person: int, **chosen: bool) -> None:
    with school.database.writing() as session:
        choose_reminders(session, person, Reminders(**chosen), now=school.now)


def test_who_wants_none_any_more_keeps_nobody_else_from_theirs(
    school: School, ada: int, max_: int, remind: Remind
) -> None:
    for person in (ada, max_):
        choose(school, person, by_mail=True)
        school.enrol(person)
        school.write(person, "first-bed", MINE)
    with school.database.writing() as session:
        stop_mails(session, max_, CHECK_IN, now=school.now)
    school.now += WEEK

    assert len(remind()) == 1


def test_nobody_is_mailed_who_did_not_ask(school: School, ada: int, remind: Remind) -> None:
    school.write(ada, "first-bed", MINE)
    school.now += WEEK

    assert remind() == []


def test_who_asked_is_mailed_once_on_the_day_without_their_words(school: School, ada: int, remind: Remind) -> None:
    choose(school, ada, by_mail=True, words_in_calendar=True)
    school.write(ada, "first-bed", MINE)
    early = remind()
    school.now += WEEK
    ((subject, body),) = remind()

    assert early == []
    assert subject == "A check-in is due"
    assert "/checkins" in body
    assert "/mail/stop/" in body
    assert CANARY not in subject + body
    assert remind() == []
    assert CANARY not in str(school.dump("outbox"))


def test_mail_says_the_words_where_the_learner_wants_that_and_never_in_its_subject(
    school: School, ada: int, remind: Remind
) -> None:
    choose(school, ada, by_mail=True, words_in_mail=True)
    school.write(ada, "first-bed", MINE)
    school.now += WEEK

    ((subject, body),) = remind()

    assert f"When I next see {CANARY}, then I will dig." in body
    assert CANARY not in subject


def test_one_click_stops_them_and_asking_again_brings_them_back(
    app: Flask, school: School, ada: int, remind: Remind, ada_here: Visitor
) -> None:
    app.extensions["runway.site"] = replace(app.extensions["runway.site"], has_mail=True)
    ada_here.get("/checkins")
    ada_here.submit("/checkins/reminders", {"by_mail": "y"})
    school.write(ada, "first-bed", MINE)
    school.now += WEEK
    ((_subject, body),) = remind()
    stop = "/mail/stop/" + body.partition("/mail/stop/")[2].split()[0]
    assert Visitor(app).client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    school.write(ada, "first-bed", {"if": "", "then": ""}, base=1)
    school.write(ada, "first-bed", MINE, base=2)
    school.now += WEEK

    assert remind() == []
    ada_here.get("/checkins")
    ada_here.submit("/checkins/reminders", {"by_mail": "y"})
    assert len(remind()) == 1


@pytest.mark.parametrize(
    ("zone", "minute_before"),
    [
        ("Europe/Berlin", datetime(2027, 3, 27, 22, 59, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 3, 28, 3, 59, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2027, 3, 27, 9, 59, tzinfo=UTC)),
    ],
)
def test_day_of_a_mail_is_the_learners_own(
    school: School, ada: int, remind: Remind, zone: str, minute_before: datetime
) -> None:
    with school.database.writing() as session:
        change_place(session, ada, time_zone=zone, language="en")
    choose(school, ada, by_mail=True)
    school.now = minute_before - timedelta(days=6, hours=4)
    school.write(ada, "first-bed", MINE)
    school.now = minute_before
    before = remind()
    school.now += timedelta(minutes=1)

    assert (len(before), len(remind())) == (0, 1)


def test_check_in_that_was_answered_is_not_mailed(school: School, ada: int, remind: Remind, ada_here: Visitor) -> None:
    choose(school, ada, by_mail=True)
    school.write(ada, "first-bed", MINE)
    school.now += WEEK
    ada_here.get("/")
    (form,) = (each for each in ada_here.page.forms if "outcome" in each.fields)
    ada_here.submit(form, {"outcome": "done"})

    assert remind() == []
