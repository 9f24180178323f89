"""What an operator does for people from a terminal: links, cohorts without an instructor, the daily work, mails."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from flask import Flask

from commands.serving import prepare
from config import Settings
from course.leaving.guests import GUESTS_LAST
from course.people.cohorts import CohortCard, cohorts_taught
from course.people.personal_links import SIGN_IN, find_personal_link
from course.people.second_factor import begin_code_app, make_recovery_codes
from course.records.mail_kinds import CHECK_IN
from course.records.outbox import queue_mail
from tests.fixtures.databases import DatabaseKind
from tests.fixtures.mail import MailServer
from tests.fixtures.people import School
from tests.fixtures.servers import StartServer
from tests.material.garden import COURSES


@pytest.fixture
def database_kind() -> DatabaseKind:
    return "sqlite"


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=list(words))
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def queue(school: School, person: int) -> None:
    with school.database.writing() as session:
        queue_mail(session, person, CHECK_IN, subject="Check-in", body="How did it go?", now=school.now)


@pytest.fixture
def long_ago(school: School) -> None:
    school.now = datetime.now(UTC) - GUESTS_LAST - timedelta(days=1)


@pytest.fixture
def mailing_app(settings: Settings, mail_server: MailServer) -> Flask:
    mailing = replace(settings, smtp_url=mail_server.url, mail_from="runway@example.org")
    app: Flask = import_module("app").create_app(mailing)
    return app


def test_idle_guests_are_expired(command_app: Flask, school: School, long_ago: None) -> None:
    school.enrol(school.guest("idle"))

    assert run(command_app, "people", "expire-guests") == (
        0,
        "Guests who had not been here for 180 days, now erased: 1.\n",
    )
    assert run(command_app, "people", "expire-guests") == (0, "No guest has been away for 180 days.\n")
    assert school.count("person") == 0


def test_daily_work_expires_guests_and_sends_mails(
    mailing_app: Flask, school: School, long_ago: None, ada: int, mail_server: MailServer
) -> None:
    school.guest("idle")
    queue(school, ada)

    code, said = run(mailing_app, "daily")

    assert code == 0
    assert "now erased: 1." in said
    assert "Mails sent: 1; to be tried again: 0." in said
    assert mail_server.take()[0] == "ada@example.org"
    assert run(mailing_app, "daily") == (0, "")


def test_start_in_development_does_the_daily_work(
    settings: Settings, school: School, long_ago: None, capsys: pytest.CaptureFixture[str]
) -> None:
    school.guest("idle")

    prepare(settings)

    assert "now erased: 1." in capsys.readouterr().out
    assert school.count("person") == 0


def test_mails_are_sent_and_what_could_not_be_is_said(
    mailing_app: Flask, school: School, ada: int, ines: int, mail_server: MailServer
) -> None:
    school.now = datetime.now(UTC)
    queue(school, ada)
    mail_server.refuses = "450 busy"
    refused = run(mailing_app, "mail", "send")
    mail_server.refuses = ""
    queue(school, ines)

    assert refused == (1, "Mails sent: 0; to be tried again: 1.\n")
    assert run(mailing_app, "mail", "send") == (0, "Mails sent: 1; to be tried again: 0.\n")


def test_sending_without_a_mail_server_says_what_to_set(command_app: Flask) -> None:
    code, said = run(command_app, "mail", "send")

    assert code == 1
    assert "Set SMTP_URL and MAIL_FROM" in said


def test_sign_in_link_is_made(command_app: Flask, school: School, ada: int) -> None:
    code, said = run(command_app, "people", "sign-in-link", "ada@example.org")
    token = said.strip().rpartition("/sign-in/")[2]

    with school.database.reading() as session:
        link = find_personal_link(session, token, SIGN_IN, now=datetime.now(UTC))
    assert code == 0
    assert link is not None
    assert link.person_id == ada
    assert run(command_app, "people", "sign-in-link", "nobody@example.org")[0] == 1


def test_cohort_is_given_to_another_instructor(
    command_app: Flask, school: School, max_: int, ada: int, cohort: CohortCard
) -> None:
    for _ in range(2):
        assert run(command_app, "people", "teach", "max@example.org", cohort.join_code)[0] == 0
    refused = [
        run(command_app, "people", "teach", *words)[0]
        for words in (("ada@example.org", cohort.join_code), ("max@example.org", "nocode"))
    ]

    assert refused == [1, 1]
    with school.database.reading() as session:
        assert [card.id for card in cohorts_taught(session, max_)] == [cohort.id]


def test_serving_process_sends_by_itself(
    school: School, school_url: str, ada: int, mail_server: MailServer, start_server: StartServer
) -> None:
    school.now = datetime.now(UTC)
    queue(school, ada)
    mail = {"SMTP_URL": mail_server.url, "MAIL_FROM": "runway@example.org"}
    with start_server(school_url, content_dir=COURSES, **mail) as server:
        give_up_at = time.monotonic() + 20
        # Granian does not hear that it shall stop while a worker is on its way.
        while not (mail_server.mails and "Started worker-2" in server.log) and time.monotonic() < give_up_at:
            time.sleep(0.02)

    assert mail_server.take()[0] == "ada@example.org"


def test_second_factor_is_taken_away(command_app: Flask, school: School, ada: int) -> None:
    with school.database.writing() as session:
        begin_code_app(session, ada, now=school.now)
        make_recovery_codes(session, ada, now=school.now)

    code, said = run(command_app, "people", "reset-second-factor", "ada@example.org")
    assert (code, said) == (0, "ada@example.org signs in with their password alone, and is signed out everywhere.\n")
    assert school.count("code_app") == school.count("recovery_code") == 0
    assert run(command_app, "people", "reset-second-factor", "max@example.org")[0] == 1
