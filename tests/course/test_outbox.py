"""Mails are queued with what they are about and sent apart: once, by one process, again where that failed."""

from datetime import timedelta

import pytest

from course.people.personal_links import find_personal_link, make_mailed_link
from course.records.leases import end_lease, take_lease
from course.records.mail_kinds import ACCOUNT_CHANGED, CHECK_IN, LINK, RESET, MailKind
from course.records.mailing import LEASE_LASTS, WORK, Post, send_waiting
from course.records.outbox import MOST_TRIES, allow_mails, find_stop, forget_old_mails, queue_mail, stop_mails
from tests.fixtures.mail import MailServer
from tests.fixtures.people import School

SITE = "https://learn.example.org"


def queue(
    school: School, person: int, kind: MailKind = CHECK_IN, *, body: str = "How did it go?\n", **when: timedelta
) -> bool:
    due = school.now + when["after"] if when else None
    with school.database.writing() as session:
        return queue_mail(session, person, kind, subject="Check-in", body=body, due=due, now=school.now)


def send(school: School, server: MailServer) -> tuple[int, int]:
    post = Post(server.url, "Runway <runway@example.org>", SITE)
    return send_waiting(school.database, post, make_mailed_link, clock=lambda: school.now)


def test_mail_is_sent_once_and_its_text_forgotten(school: School, ada: int, mail_server: MailServer) -> None:
    queue(school, ada)

    assert send(school, mail_server) == (1, 0)
    assert send(school, mail_server) == (0, 0)

    address, message = mail_server.take()
    assert address == message["To"] == "ada@example.org"
    assert message["Subject"] == "Check-in"
    assert message["From"] == "Runway <runway@example.org>"
    assert message.get_content().startswith("How did it go?")
    assert school.count("outbox", "body = '' AND sent_at_utc IS NOT NULL") == 1
    assert school.count("lease") == 0


def test_each_mail_goes_to_its_own_address(school: School, ada: int, max_: int, mail_server: MailServer) -> None:
    for person in (max_, ada):
        queue(school, person, body=f"For number {person}\n")

    assert send(school, mail_server) == (2, 0)
    came = {message["To"]: message.get_content().splitlines()[0] for _to, message in mail_server.mails}
    assert came == {"ada@example.org": f"For number {ada}", "max@example.org": f"For number {max_}"}


def test_mail_is_sent_when_it_is_due(school: School, ada: int, mail_server: MailServer) -> None:
    queue(school, ada, after=timedelta(days=7))

    assert send(school, mail_server) == (0, 0)
    school.now += timedelta(days=7)
    assert send(school, mail_server) == (1, 0)


def test_mail_that_is_refused_is_tried_again_later_and_then_given_up(
    school: School, ada: int, mail_server: MailServer
) -> None:
    queue(school, ada)
    mail_server.refuses = "450 ada@example.org is busy"

    tries = []
    for _ in range(MOST_TRIES + 2):
        tries.append(send(school, mail_server))
        assert send(school, mail_server) == (0, 0)
        school.now += timedelta(hours=6)

    assert tries == [(0, 1)] * MOST_TRIES + [(0, 0)] * 2
    assert school.count("outbox", "last_error = 'SMTPRecipientsRefused 450' AND sent_at_utc IS NULL") == 1


def test_mail_that_comes_twice_has_one_message_id(school: School, ada: int, mail_server: MailServer) -> None:
    queue(school, ada)
    mail_server.refuses = "450 busy"
    send(school, mail_server)
    mail_server.refuses = ""
    school.now += timedelta(minutes=1)
    send(school, mail_server)
    _, message = mail_server.take()

    with school.database.reading() as session:
        (row,) = session.connection().exec_driver_sql("SELECT public_id FROM outbox").all()
    assert message["Message-ID"] == f"<{row[0]}@example.org>"


def test_server_that_is_down_leaves_mails_waiting(school: School, ada: int, mail_server: MailServer) -> None:
    queue(school, ada)
    nobody = MailServer(url="smtp://127.0.0.1:9?tls=none")

    assert send(school, nobody) == (0, 1)

    school.now += timedelta(minutes=1)
    assert send(school, mail_server) == (1, 0)


def test_server_without_encryption_gets_nothing_unless_that_was_allowed(
    school: School, ada: int, mail_server: MailServer
) -> None:
    queue(school, ada)

    assert send(school, MailServer(url=mail_server.url.removesuffix("?tls=none"))) == (0, 1)
    assert mail_server.mails == []
    assert school.count("outbox", "last_error = 'SMTPNotSupportedError'") == 1


def test_one_process_at_a_time_sends(school: School, ada: int, mail_server: MailServer) -> None:
    queue(school, ada)
    with school.database.writing() as session:
        assert take_lease(session, WORK, "another", lasts=LEASE_LASTS, now=school.now)

    assert send(school, mail_server) == (0, 0)
    school.now += LEASE_LASTS
    assert send(school, mail_server) == (1, 0)


def test_lease_is_its_holders_until_it_ends(school: School) -> None:
    with school.database.writing() as session:
        taken = [take_lease(session, WORK, who, lasts=LEASE_LASTS, now=school.now) for who in ("a", "a", "b")]
        end_lease(session, WORK, "b")
        still = take_lease(session, WORK, "b", lasts=LEASE_LASTS, now=school.now)
        end_lease(session, WORK, "a")
        free = take_lease(session, WORK, "b", lasts=LEASE_LASTS, now=school.now)

    assert (taken, still, free) == ([True, True, False], False, True)


def test_guest_who_has_no_address_is_sent_nothing(school: School, mail_server: MailServer) -> None:
    queue(school, school.guest("visit"))

    assert send(school, mail_server) == (0, 0)
    assert school.count("outbox", "last_error = 'NoAddress' AND body = ''") == 1


def test_link_is_made_while_the_mail_is_sent_and_stands_nowhere(
    school: School, ada: int, mail_server: MailServer
) -> None:
    queue(school, ada, RESET, body=f"Open this:\n{LINK}\n")
    before = str(school.dump())
    send(school, mail_server)
    _, message = mail_server.take()

    address = message.get_content().splitlines()[1]
    token = address.removeprefix(f"{SITE}/sign-in/")
    assert token not in before + str(school.dump())
    with school.database.reading() as session:
        link = find_personal_link(session, token, "sign-in", now=school.now)
    assert link is not None
    assert link.person_id == ada


def test_mails_can_be_stopped_by_their_header_but_not_those_that_were_asked_for(
    school: School, ada: int, mail_server: MailServer
) -> None:
    queue(school, ada)
    queue(school, ada, ACCOUNT_CHANGED)
    send(school, mail_server)
    (_, check_in), (_, changed) = mail_server.mails
    mail_server.mails.clear()

    header = check_in["List-Unsubscribe"]
    token = header.removeprefix(f"<{SITE}/mail/stop/").removesuffix(">")
    assert check_in["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert header.strip("<>") in check_in.get_content()
    assert "List-Unsubscribe" not in changed

    queued_before = queue(school, ada)
    with school.database.writing() as session:
        assert find_stop(session, token) == (ada, CHECK_IN, "")
        for _ in range(2):
            stop_mails(session, ada, CHECK_IN, now=school.now)
    assert queued_before
    assert not queue(school, ada)
    assert queue(school, ada, ACCOUNT_CHANGED)
    assert send(school, mail_server) == (1, 0)
    with school.database.writing() as session:
        allow_mails(session, ada, CHECK_IN, now=school.now)
    assert queue(school, ada)


def test_subject_is_one_line(school: School, ada: int, mail_server: MailServer) -> None:
    with school.database.writing() as session:
        queue_mail(session, ada, CHECK_IN, subject="Hello\r\nBcc: max@example.org", body="Hi", now=school.now)

    assert send(school, mail_server) == (1, 0)
    assert mail_server.take()[1]["Bcc"] is None


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_old_mails_are_forgotten(school: School, ada: int) -> None:
    queue(school, ada)
    with school.database.writing() as session:
        forget_old_mails(session, now=school.now + timedelta(days=400))
        kept = school.count("outbox")
        forget_old_mails(session, now=school.now + timedelta(days=401))

    assert (kept, school.count("outbox")) == (1, 0)
