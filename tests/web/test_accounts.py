"""Signing up, in and out; a guest who becomes a member; links that make instructors."""

from datetime import timedelta

import pytest
from flask import Flask

from course.people.links import LINK_LASTS, make_instructor_link
from tests.fixtures.people import PASSWORD, School
from tests.fixtures.threads import at_once
from tests.material.garden import EARTH, GARDEN, RIGHT, SOIL, lesson_page
from tests.visitor import Visitor
from tests.web.conftest import SignIn

MAX = {"name": "Max", "email": "max@example.org", "password": PASSWORD}


def sign_up(visitor: Visitor, status: int = 200, **changes: str) -> None:
    visitor.get("/signup")
    visitor.submit("/signup", MAX | changes, status=status)


def start(visitor: Visitor) -> None:
    visitor.get(f"/courses/{GARDEN}")
    visitor.submit("/start")


def token(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie("session")
    assert cookie is not None
    return cookie.value


def test_signing_up_in_and_out(school: School, visitor: Visitor, sign_in: SignIn) -> None:
    sign_up(visitor)
    visitor.get("/account")
    signed_up_as = visitor.page.text
    visitor.submit("sign-out", button="Sign out")
    visitor.get("/account")
    left = visitor.page.h1
    again = sign_in("max")

    assert "max@example.org" in signed_up_as
    assert left == "Sign in"
    assert "max@example.org" in again.get("/account").text
    assert school.count("person") == 1


def test_guest_who_signs_up_keeps_everything(school: School, visitor: Visitor) -> None:
    start(visitor)
    visitor.submit("/prompts/my-earth", {"field-text": EARTH["text"]})
    before = school.dump("response", "reflection_revision", "progress", "enrolment")

    sign_up(visitor)

    assert school.dump("response", "reflection_revision", "progress", "enrolment") == before
    assert EARTH["text"] in visitor.get(lesson_page(SOIL)).text
    assert school.count("person") == school.count("person", "email = 'max@example.org'") == 1


@pytest.mark.parametrize("bring_along", [True, False])
def test_guest_who_signs_in_brings_work_along_or_not(
    school: School, ada: int, visitor: Visitor, *, bring_along: bool
) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    start(visitor)
    visitor.submit("/prompts/my-earth", {"field-text": EARTH["text"]})
    visitor.get("/login")
    ticked = ["y"] if bring_along else []

    visitor.submit("/login", {"email": "ada@example.org", "password": PASSWORD, "bring_along": ticked})

    assert (EARTH["text"] in visitor.get(lesson_page(SOIL)).text) is bring_along
    assert school.count("person") == (1 if bring_along else 2)
    assert school.count("reflection_revision") == 1
    assert school.lesson(ada, SOIL).right == 1


def test_member_is_not_asked_to_bring_anything_along(ada: int, visitor: Visitor) -> None:
    page = visitor.get("/login")
    assert "bring_along" not in page.form("/login").fields
    assert not [link for link in page.links if "provider" in link.href]


def test_email_that_is_taken_is_told_and_makes_nobody(school: School, ada: int, visitor: Visitor) -> None:
    before = school.dump()

    sign_up(visitor, email="ADA@example.org", status=422)

    assert "There is an account with this email." in visitor.page.text
    assert school.dump() == before


def test_email_taken_at_the_same_moment_is_told_to_one(school: School, app: Flask) -> None:
    visitors = [Visitor(app) for _ in range(4)]
    for each in visitors:
        each.get("/signup")

    statuses = at_once(
        *(
            lambda each=each: each.client.post("/signup", data=each.page.form("/signup").filled(MAX)).status_code
            for each in visitors
        )
    )

    assert sorted(statuses) == [303, 422, 422, 422]
    assert school.count("person") == 1


def test_start_at_the_same_moment_in_one_browser_makes_one_guest(school: School, app: Flask) -> None:
    visitor = Visitor(app)
    sent = visitor.get(f"/courses/{GARDEN}").form("/start").filled({})
    cookie = token(visitor)

    def click() -> int:
        client = app.test_client()
        client.set_cookie("session", cookie)
        return client.post(f"/courses/{GARDEN}/start", data=sent).status_code

    statuses = at_once(*[click] * 4)

    assert statuses == [303] * 4
    assert school.count("person") == school.count("enrolment") == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "Enter your name"),
        ({"name": "M" * 101}, "Enter a name of at most 100 characters"),
        ({"email": "max"}, "Enter an email address like name@example.org"),
        ({"email": "m@x." + "o" * 255}, "Enter an email address of at most 254 characters"),
        ({"password": "too short"}, "Enter a password of at least 10 characters"),
        ({"password": "x" * 201}, "Enter a password of at most 200 characters"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_sign_up_says_what_to_mend(school: School, visitor: Visitor, changes: dict[str, str], said: str) -> None:
    sign_up(visitor, status=422, **changes)

    assert said in visitor.page.text
    assert school.count("person") == 0


def test_sign_in_says_the_same_for_known_and_unknown(school: School, ada: int, app: Flask) -> None:
    pages = []
    for email in ("ada@example.org", "nobody@example.org"):
        visitor = Visitor(app)
        visitor.get("/login")
        visitor.submit("/login", email=email, password="a wrong password", status=422)
        pages.append(visitor.page.text)

    assert pages[0] == pages[1]
    assert "Email and password do not go together." in pages[0]


def test_sign_in_is_slowed_down_after_ten_failures(school: School, ada: int, visitor: Visitor) -> None:
    visitor.get("/login")
    for _ in range(10):
        visitor.submit("/login", email="ada@example.org", password="a guess", status=422)
    visitor.submit("/login", email="ada@example.org", password=PASSWORD, status=422)
    slowed = visitor.page.text
    school.now += timedelta(minutes=15, seconds=1)
    visitor.submit("/login", email="ada@example.org", password=PASSWORD)

    assert "Wait a quarter of an hour" in slowed
    assert visitor.get("/account").h1 == "Your account"


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/account", "/account"),
        (f"/courses/{GARDEN}?a=b", f"/courses/{GARDEN}?a=b"),
        ("", "/"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("\t//evil.example", "/"),
        (" https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("evil.example", "/"),
        ("http://[", "/"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_sign_in_leads_to_pages_of_this_site_alone(ada: int, visitor: Visitor, target: str, leads_to: str) -> None:
    visitor.request("GET", "/login", query_string={"next": target})
    form = visitor.page.form("/login").filled({"email": "ada@example.org", "password": PASSWORD})

    signing_in = visitor.post("/login", form | {"next": target})
    already_in = visitor.request("GET", "/login", query_string={"next": target})

    assert signing_in.location == leads_to
    assert already_in.location == leads_to


def test_page_that_needs_a_person_is_come_back_to(ada: int, visitor: Visitor) -> None:
    visitor.get("/account?from=mail")

    visitor.submit("/login", email="ada@example.org", password=PASSWORD)

    assert visitor.page.address == "/account?from=mail"


def test_session_is_dead_after_signing_out(ada: int, app: Flask, ada_here: Visitor) -> None:
    stolen = token(ada_here)
    ada_here.get("/account")
    ada_here.submit("sign-out", button="Sign out")

    thief = Visitor(app)
    thief.client.set_cookie("session", stolen)

    assert thief.get("/account").h1 == "Sign in"


def test_signing_out_ends_this_browser_alone(ada: int, ada_here: Visitor, sign_in: SignIn) -> None:
    elsewhere = sign_in("ada")
    ada_here.get("/account")
    ada_here.submit("sign-out", button="Sign out")

    assert elsewhere.get("/account").h1 == "Your account"


def test_session_ends_by_itself(school: School, ada: int, ada_here: Visitor) -> None:
    school.now += timedelta(days=180)

    assert ada_here.get("/account").h1 == "Sign in"


def test_session_is_renewed_by_doing_and_not_by_looking(school: School, ada: int, ada_here: Visitor) -> None:
    school.now += timedelta(days=100)
    ada_here.get(lesson_page(SOIL))
    looked = school.dump("person_session")
    ada_here.submit("/prompts/my-earth", {"field-text": "Sand."})
    school.now += timedelta(days=100)

    assert ada_here.get("/account").h1 == "Your account"
    assert looked != school.dump("person_session")


# ----------------------------------------------------------------------------------------------- becoming an instructor


@pytest.fixture
def link(school: School) -> str:
    with school.database.writing() as session:
        return f"/become-instructor/{make_instructor_link(session, now=school.now)}"


def test_link_is_not_used_up_by_looking(school: School, link: str, app: Flask) -> None:
    for method in ("GET", "GET", "HEAD"):
        Visitor(app).request(method, link)

    assert school.count("one_time_link", "used_at_utc IS NULL") == 1


def test_link_makes_a_new_member_an_instructor_once(school: School, link: str, visitor: Visitor, app: Flask) -> None:
    other = Visitor(app)
    other.get(link)
    sent = other.page.form(link).filled(MAX | {"email": "other@example.org"})
    visitor.get(link)
    visitor.submit(link, MAX)

    second = other.post(link, sent)

    assert visitor.page.h1 == "Your cohorts"
    assert second.status_code == 404
    assert other.request("GET", link).status_code == 404
    assert school.count("person") == school.count("person", "is_instructor") == 1


def test_link_with_a_form_to_mend_is_not_used_up(school: School, ada: int, link: str, visitor: Visitor) -> None:
    visitor.get(link)
    visitor.submit(link, MAX | {"password": "short"}, status=422)
    visitor.submit(link, MAX | {"email": "ada@example.org"}, status=422)

    assert school.count("person", "is_instructor") == 0
    assert school.count("person") == 1
    assert school.count("one_time_link", "used_at_utc IS NULL") == 1


def test_link_makes_a_member_an_instructor_under_a_new_session(
    school: School, ada: int, app: Flask, link: str, ada_here: Visitor
) -> None:
    stolen = token(ada_here)
    ada_here.get(link)
    ada_here.submit(link)
    thief = Visitor(app)
    thief.client.set_cookie("session", stolen)

    assert ada_here.page.h1 == "Your cohorts"
    assert thief.get("/account").h1 == "Sign in"
    assert school.count("person_session") == 1


def test_link_makes_a_guest_a_member_and_keeps_their_work(school: School, link: str, visitor: Visitor) -> None:
    start(visitor)
    visitor.submit("/prompts/my-earth", {"field-text": EARTH["text"]})
    visitor.get(link)
    visitor.submit(link, MAX)

    assert EARTH["text"] in visitor.get(lesson_page(SOIL)).text
    assert school.count("person") == 1


def test_link_that_expired_is_not_found(school: School, link: str, visitor: Visitor) -> None:
    visitor.get(link)
    sent = visitor.page.form(link).filled(MAX)
    school.now += LINK_LASTS

    assert visitor.request("GET", link).status_code == 404
    assert visitor.post(link, sent).status_code == 404
    assert school.count("person") == 0


def test_signing_up_gives_a_learners_rights_alone(school: School, visitor: Visitor) -> None:
    visitor.get("/signup")
    sent = visitor.page.form("/signup").filled(MAX)

    visitor.post("/signup", sent | {"is_instructor": ["y"], "role": ["instructor"]})

    assert visitor.request("GET", "/teach").status_code == 403
    assert school.count("person", "is_instructor") == 0


@pytest.mark.parametrize(
    ("password", "said"), [("Password123", "Many people use this password"), ("max@example.org", "guessed first")]
)
def test_password_that_is_guessed_first_is_refused(school: School, visitor: Visitor, password: str, said: str) -> None:
    before = school.count("person")
    visitor.get("/signup")
    visitor.submit("/signup", name="Max", email="max@example.org", password=password, status=422)

    assert said in visitor.page.text
    assert school.count("person") == before
