"""Coming in without a password: by mail, and by an instructor's link where there is no mail."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from course.models import Person
from course.people.cohorts import CohortCard, leave_cohort
from course.people.personal_links import SIGN_IN_LASTS, NoSignInLink, make_mailed_link, make_sign_in_link
from course.people.practice import practice_identity
from course.records.mail_kinds import CHECK_IN
from course.records.mailing import Post, send_waiting
from course.records.outbox import queue_mail
from tests.fixtures.mail import MailServer
from tests.fixtures.people import PASSWORD, School
from tests.material.garden import EARTH, GARDEN, SOIL, lesson_page
from tests.visitor import Visitor
from tests.web.conftest import SignIn

NEW = "a longer spade"
ADDRESS = re.compile(r"https?://[^/\s]+(/\S+)")


@pytest.fixture
def app_with_mail(app: Flask) -> Flask:
    app.extensions["runway.site"] = replace(app.extensions["runway.site"], has_mail=True)
    return app


def deliver(school: School, server: MailServer) -> None:
    post = Post(server.url, "runway@example.org", "http://localhost")
    send_waiting(school.database, post, make_mailed_link, clock=lambda: school.now)


def link_in(server: MailServer, to: str) -> str:
    address, message = server.take()
    assert address == to
    found = ADDRESS.search(message.get_content())
    assert found is not None
    return found[1]


def ask_for_link(visitor: Visitor, email: str) -> str:
    visitor.get("/login")
    visitor.follow("Forgot your password?")
    sent = visitor.page.form("/forgotten").filled({"email": email})
    response = visitor.post("/forgotten", sent)
    assert response.status_code == 303
    return response.get_data(as_text=True)


def test_password_is_reset_by_mail(
    app_with_mail: Flask, school: School, ada_here: Visitor, visitor: Visitor, sign_in: SignIn, mail_server: MailServer
) -> None:
    ask_for_link(visitor, "ADA@example.org")
    deliver(school, mail_server)
    link = link_in(mail_server, "ada@example.org")
    visitor.get(link)
    visitor.submit(link, password="short", status=422)
    visitor.submit(link, password=NEW)

    assert visitor.get("/account").h1 == "Your account"
    assert ada_here.get("/account").h1 == "Sign in"
    assert visitor.request("GET", link).status_code == 404
    deliver(school, mail_server)
    assert mail_server.take()[1]["Subject"] == "Your password was changed"


def test_answer_is_the_same_for_who_has_no_account(
    app_with_mail: Flask, school: School, ada: int, mail_server: MailServer
) -> None:
    answers = {ask_for_link(Visitor(app_with_mail), email) for email in ("ada@example.org", "max@example.org")}
    deliver(school, mail_server)

    assert len(answers) == 1
    assert mail_server.take()[0] == "ada@example.org"


def test_nobodys_mailbox_is_filled(app_with_mail: Flask, school: School, ada: int) -> None:
    for _ in range(12):
        ask_for_link(Visitor(app_with_mail), "ada@example.org")

    assert school.count("outbox") == 3


def test_link_that_expired_is_not_found(
    app_with_mail: Flask, school: School, ada: int, visitor: Visitor, mail_server: MailServer
) -> None:
    ask_for_link(visitor, "ada@example.org")
    deliver(school, mail_server)
    link = link_in(mail_server, "ada@example.org")
    school.now += timedelta(hours=1)

    assert visitor.request("GET", link).status_code == 404


def test_link_is_good_for_nothing_else(
    app_with_mail: Flask, school: School, ada: int, visitor: Visitor, mail_server: MailServer
) -> None:
    ask_for_link(visitor, "ada@example.org")
    deliver(school, mail_server)
    token = link_in(mail_server, "ada@example.org").rpartition("/")[2]

    for address in ("/become-instructor", "/confirm-email", "/mail/stop"):
        assert visitor.request("GET", f"{address}/{token}").status_code == 404


def test_guest_brings_work_along_through_a_link(
    app_with_mail: Flask, school: School, ada: int, visitor: Visitor, mail_server: MailServer
) -> None:
    visitor.get(f"/courses/{GARDEN}")
    visitor.submit("/start")
    visitor.submit("/prompts/my-earth", {"field-text": EARTH["text"]})
    visitor.get("/forgotten")
    visitor.submit("/forgotten", email="ada@example.org")
    deliver(school, mail_server)
    link = link_in(mail_server, "ada@example.org")
    visitor.get(link)
    visitor.submit(link, password=NEW)

    assert EARTH["text"] in visitor.get(lesson_page(SOIL)).text
    assert school.count("person") == 1


# --------------------------------------------------------------------------------------------------- changing the email


def ask_for_email(visitor: Visitor, email: str) -> str:
    visitor.get("/account/email")
    sent = visitor.page.form("/account/email").filled({"email": email, "password_now": PASSWORD})
    response = visitor.post("/account/email", sent)
    assert response.status_code == 303
    return response.get_data(as_text=True)


def test_new_email_counts_once_it_is_confirmed(
    app_with_mail: Flask, school: School, ada_here: Visitor, mail_server: MailServer
) -> None:
    ask_for_email(ada_here, "ada@home.example")
    before = ada_here.get("/account").text
    deliver(school, mail_server)
    link = link_in(mail_server, "ada@home.example")
    ada_here.get(link)
    ada_here.submit(link)

    assert "ada@example.org" in before
    assert school.count("person", "email = 'ada@home.example'") == 1
    deliver(school, mail_server)
    address, message = mail_server.take()
    assert (address, message["Subject"]) == ("ada@example.org", "Your address was changed")


def test_email_of_another_is_told_to_its_owner_alone(
    app_with_mail: Flask, school: School, ines: int, ada_here: Visitor, mail_server: MailServer
) -> None:
    answers = {ask_for_email(ada_here, email) for email in ("ines@example.org", "nobody@example.org")}
    deliver(school, mail_server)

    assert len(answers) == 1
    assert {address: message["Subject"] for address, message in mail_server.mails} == {
        "ines@example.org": "Somebody tried to use your address",
        "nobody@example.org": "Confirm your new address",
    }
    assert school.count("person", "email IN ('ada@example.org', 'ines@example.org')") == 2


# ---------------------------------------------------------------------------------------------------------------- stop


def stop_address(school: School, person: int, server: MailServer) -> str:
    with school.database.writing() as session:
        queue_mail(session, person, CHECK_IN, subject="Check-in", body="How did it go?", now=school.now)
    deliver(school, server)
    found = ADDRESS.search(server.take()[1]["List-Unsubscribe"].strip("<>"))
    assert found is not None
    return found[1]


def test_mailbox_provider_stops_mails_by_one_click(
    app: Flask, school: School, ada: int, mail_server: MailServer
) -> None:
    address = stop_address(school, ada, mail_server)

    assert app.test_client().post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert school.count("mail_stop", f"person_id = {ada}") == 1


def test_one_click_opens_no_other_form(app: Flask, ada: int) -> None:
    data = {"List-Unsubscribe": "One-Click", "email": "ada@example.org", "password": PASSWORD}

    assert app.test_client().post("/login", data=data).status_code == 400


def test_learner_stops_mails_by_a_button_and_asks_for_them_again(
    school: School, ada: int, visitor: Visitor, ada_here: Visitor, mail_server: MailServer
) -> None:
    address = stop_address(school, ada, mail_server)
    visitor.get(address)
    looked = school.count("mail_stop")
    visitor.submit(address)
    stopped = school.count("mail_stop")
    ada_here.get("/account")
    ada_here.submit("/account/mails/allow")

    assert visitor.page.h1 == "You get no more of these mails"
    assert (looked, stopped, school.count("mail_stop")) == (0, 1, 0)


# -------------------------------------------------------------------------------------------------- a link handed over


def hand_over(school: School, instructor: Visitor, cohort: CohortCard, public_id: str) -> str:
    page = f"/teach/{cohort.public_id}/learners/{public_id}"
    instructor.get("/account")
    token = instructor.page.form("/logout").fields["csrf_token"].values[0]
    assert instructor.post(f"{page}/sign-in-link", {"csrf_token": token}).status_code == 303
    found = ADDRESS.search(instructor.get(page).text)
    return found[1] if found else instructor.page.text


def public_id_of(school: School, person: int) -> str:
    with school.database.reading() as session:
        return session.get_one(Person, person).public_id


def test_instructors_link_signs_a_learner_in_and_they_are_told(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor, ada_here: Visitor, visitor: Visitor
) -> None:
    link = hand_over(school, ines_here, cohort, public_id_of(school, ada))
    visitor.get(link)
    visitor.submit(link, password=NEW)

    assert "Ines made a link that signs you in" in visitor.get("/account").text
    assert ada_here.get("/account").h1 == "Sign in"


def test_instructors_link_signs_a_guest_in_without_a_password(
    app: Flask, school: School, ines_here: Visitor, cohort: CohortCard, visitor: Visitor
) -> None:
    guest = school.guest("visit")
    school.join(cohort, guest)
    link = hand_over(school, ines_here, cohort, public_id_of(school, guest))
    visitor.get(link)
    visitor.submit(link)

    assert "You are learning as a guest." in visitor.get("/account").text
    assert school.count("person_session", f"person_id = {guest}") == 1


def test_where_mails_are_sent_an_instructor_makes_no_link(
    app_with_mail: Flask, school: School, ada: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    said = hand_over(school, ines_here, cohort, public_id_of(school, ada))

    assert "They can have a link mailed to them" in said
    assert school.count("one_time_link") == school.count("sign_in_link_made") == 0


def test_link_is_made_for_learners_of_own_cohorts_alone(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard
) -> None:
    gone, practice = school.member("Gone"), 0
    school.join(cohort, gone, max_)
    with school.database.writing() as session:
        leave_cohort(session, gone, cohort.id, now=school.now)
        practice = practice_identity(session, ines, now=school.now)

    for instructor, learner in ((max_, ada), (ines, gone), (ines, max_), (ines, practice), (ines, ines), (ada, ada)):
        with school.database.writing() as session, pytest.raises(NoSignInLink):
            make_sign_in_link(session, instructor, learner, now=school.now)

    assert school.count("one_time_link") == school.count("sign_in_link_made") == 0
    with school.database.writing() as session:
        assert make_sign_in_link(session, ines, ada, now=school.now)
    assert timedelta(days=1) == SIGN_IN_LASTS
