"""The account page: changing what one is called, ending sessions, taking everything along, going for good."""

import io
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from course.leaving.ledger import Ledger
from course.models import PersonSession
from course.people.cohorts import CohortCard
from course.people.throttle import FAILURES_PER_EMAIL_AND_ADDRESS
from tests.fixtures.people import PASSWORD, School
from tests.fixtures.threads import at_once
from tests.material.garden import GARDEN
from tests.visitor import Visitor
from tests.web.conftest import SignIn
from web.browser_names import browser_name
from web.site import Site

NEW = "a longer spade"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def guest_here(school: School, visitor: Visitor) -> Visitor:
    visitor.get(f"/courses/{GARDEN}")
    visitor.submit("/start")
    return visitor


def signs_in(app: Flask, email: str, password: str) -> bool:
    visitor = Visitor(app)
    visitor.get("/login")
    answer = visitor.post("/login", visitor.page.form("/login").filled({"email": email, "password": password}))
    return answer.status_code == 303


# ------------------------------------------------------------------------------------------------------------ settings


def test_name_and_time_zone_are_changed(ada_here: Visitor) -> None:
    ada_here.get("/account/details")
    ada_here.submit("/account/details", name="Ada L.", time_zone="Asia/Tokyo")

    assert "Ada L." in ada_here.page.text
    assert "Asia/Tokyo" in ada_here.page.text
    assert "1 Mar 2027, 21:00" in ada_here.page.text


def test_time_zone_that_does_not_exist_is_refused(school: School, ada_here: Visitor) -> None:
    ada_here.get("/account/details")
    sent = ada_here.page.form("/account/details").filled({}) | {"time_zone": ["Mars/Olympus"]}

    assert ada_here.post("/account/details", sent).status_code == 422
    assert school.count("person", "time_zone = 'UTC'") == school.count("person")


def test_password_is_changed_and_ends_other_sessions(app: Flask, school: School, ada: int, sign_in: SignIn) -> None:
    here, there = sign_in("ada"), sign_in("ada")
    here.get("/account/password")
    here.submit("/account/password", password_now=PASSWORD, password=NEW)

    assert here.page.h1 == "Your account"
    assert there.get("/account").h1 == "Sign in"
    assert signs_in(app, "ada@example.org", NEW)
    assert not signs_in(app, "ada@example.org", PASSWORD)


@pytest.mark.parametrize("address", ["/account/password", "/account/email", "/account/delete"])
def test_wrong_password_changes_nothing_and_is_counted(school: School, ada_here: Visitor, address: str) -> None:
    before = school.dump("person")
    fields = {"/account/password": {"password": NEW}, "/account/email": {"email": "new@example.org"}}
    ada_here.get(address)
    wrong = {"password_now": "wrong password", **fields.get(address, {})}
    for _ in range(FAILURES_PER_EMAIL_AND_ADDRESS):
        ada_here.submit(address, wrong, status=422)
    said = ada_here.page.text
    ada_here.submit(address, wrong | {"password_now": PASSWORD}, status=422)

    assert "This is not your password." in said
    assert "Too many passwords were wrong." in ada_here.page.text
    assert school.dump("person") == before


def test_email_is_changed_at_once_where_no_mails_are_sent(app: Flask, ada_here: Visitor) -> None:
    ada_here.get("/account/email")
    ada_here.submit("/account/email", email="ada@home.example", password_now=PASSWORD)

    assert signs_in(app, "ADA@home.example", PASSWORD)
    assert not signs_in(app, "ada@example.org", PASSWORD)


def test_email_that_is_taken_gets_the_same_answer_and_stays_its_owners(
    app: Flask, ines: int, ada_here: Visitor
) -> None:
    answers = {}
    for email in ("ines@example.org", "nobody@example.org"):
        ada_here.get("/account/email")
        sent = ada_here.page.form("/account/email").filled({"email": email, "password_now": PASSWORD})
        answers[email] = ada_here.post("/account/email", sent)

    assert len({(answer.status_code, answer.location, answer.data) for answer in answers.values()}) == 1
    assert signs_in(app, "ines@example.org", PASSWORD)
    assert signs_in(app, "nobody@example.org", PASSWORD)


def test_guest_and_practice_identity_have_no_account_to_change(guest_here: Visitor, ines_here: Visitor) -> None:
    assert guest_here.request("GET", "/account/password").status_code == 404
    ines_here.get("/teach")
    ines_here.submit(f"/teach/preview/{GARDEN}")

    for address in ("/account/details", "/account/email", "/account/password", "/account/delete"):
        assert ines_here.request("GET", address).status_code == 404
    assert "Delete my account" not in ines_here.get("/account").text


# ------------------------------------------------------------------------------------------------------------ sessions


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_browsers_are_named_coarsely(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name


def test_sessions_are_listed_and_ended(app: Flask, ada: int, ada_here: Visitor, sign_in: SignIn) -> None:
    other = Visitor(app)
    other.client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    other.get("/login")
    other.submit("/login", email="ada@example.org", password=PASSWORD)
    third = sign_in("ada")

    ada_here.get("/account")
    assert "Firefox on Linux" in ada_here.page.text
    form = next(form for form in ada_here.page.forms if any("Firefox" in label for label in form.buttons))
    ada_here.submit(form)
    assert other.get("/account").h1 == "Sign in"
    assert third.get("/account").h1 == "Your account"

    ada_here.submit("/account/sessions/end-others")
    assert third.get("/account").h1 == "Sign in"
    assert ada_here.page.h1 == "Your account"


def test_session_of_another_cannot_be_ended(school: School, ada_here: Visitor, max_here: Visitor) -> None:
    max_here.get("/account")
    with school.database.reading() as session:
        numbers = session.scalars(select(PersonSession.id)).all()
    ada_here.get("/account")
    token = ada_here.page.form("/logout").fields["csrf_token"].values[0]
    for handle in ("", *map(str, numbers)):
        assert ada_here.post("/account/sessions/end", {"csrf_token": token, "session": handle}).status_code == 404

    assert max_here.get("/account").h1 == "Your account"


# ------------------------------------------------------------------------------------------------------------ take-out


def test_take_out_is_one_download(school: School, ada: int, ada_here: Visitor) -> None:
    school.write(ada, "my-earth", {"text": "Heavy clay."})

    response = ada_here.request("GET", "/account/take-out.zip")
    names = ZipFile(io.BytesIO(response.data)).namelist()

    assert response.mimetype == "application/zip"
    assert response.headers["Content-Disposition"] == 'attachment; filename="runway-2027-03-01.zip"'
    assert {"README.md", "everything.json", "reflections.md"} <= set(names)


# ------------------------------------------------------------------------------------------------------------ deletion


def test_deleting_gives_a_receipt_and_ends_all_sessions(
    app: Flask, school: School, ada: int, cohort: CohortCard, sign_in: SignIn
) -> None:
    school.write(ada, "my-earth", {"text": "Heavy clay."})
    here, there = sign_in("ada"), sign_in("ada")
    here.get("/account")
    here.follow("Delete my account")
    here.submit("/account/delete", password_now=PASSWORD)

    site: Site = app.extensions["runway.site"]
    (tombstone,) = Ledger(site.ledger.path).read()
    assert here.page.h1 == "Your account is deleted"
    assert tombstone.id in here.page.text
    assert "1 version of a text" in here.page.text
    assert "1 place in a cohort" in here.page.text
    assert "2 sign-ins" in here.page.text
    assert here.get("/account/deleted").text == here.page.text
    assert there.get("/account").h1 == here.get("/account").h1 == "Sign in"
    assert school.count("person", f"id = {ada}") == 0
    assert school.count("cohort") == 1


def test_second_click_gives_the_same_receipt(app: Flask, school: School, ada_here: Visitor) -> None:
    ada_here.get("/account/delete")
    sent = ada_here.page.form("/account/delete").filled({"password_now": PASSWORD})
    cookie = ada_here.client.get_cookie("session")
    assert cookie is not None

    def click() -> str:
        client = app.test_client()
        client.set_cookie("session", cookie.value)
        answer = client.post("/account/delete", data=sent)
        return client.get(answer.location).text if answer.location == "/account/deleted" else answer.location

    receipts = [text for text in at_once(click, click, click) if not text.startswith("/login")]
    site: Site = app.extensions["runway.site"]

    (tombstone,) = site.ledger.read()
    assert receipts
    assert all(tombstone.id in text and "1 sign-in" in text for text in receipts)
    assert school.count("person") == 0


def test_guest_deletes_by_typing_a_word(school: School, guest_here: Visitor) -> None:
    guest_here.get("/account/delete")
    guest_here.submit("/account/delete", word="yes", status=422)
    left = school.count("person")
    guest_here.submit("/account/delete", word="Delete")

    assert guest_here.page.h1 == "Your account is deleted"
    assert (left, school.count("person")) == (1, 0)


def test_instructor_is_told_which_cohorts_are_left_alone(
    school: School, ines: int, max_: int, cohort: CohortCard, ines_here: Visitor, ada_here: Visitor
) -> None:
    school.cohort(max_, name="Autumn")
    shown = ines_here.get("/account/delete").text
    ines_here.submit("/account/delete", password_now=PASSWORD)

    assert "Spring" in shown
    assert "Autumn" not in shown
    assert ada_here.get("/account").h1 == "Your account"
    assert ada_here.get(f"/join/{cohort.join_code}").h1 == "Join Spring"


def test_receipt_is_nobody_elses(visitor: Visitor) -> None:
    assert visitor.request("GET", "/account/deleted").status_code == 404


def test_new_password_is_not_ones_own_name(app: Flask, school: School, ada_here: Visitor) -> None:
    ada_here.get("/account/password")
    ada_here.submit("/account/password", password_now=PASSWORD, password="ada@example.org", status=422)

    assert "guessed first" in ada_here.page.text
    assert signs_in(app, "ada@example.org", PASSWORD)
