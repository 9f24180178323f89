"""Signing in through a provider that speaks HTTP and signs with its own keys; and what is not believed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask
from joserfc.jwk import RSAKey

from config import Settings
from course.people.accounts import find_password_hash
from course.people.second_factor import factors_of
from tests.fixtures.people import PASSWORD, School
from tests.fixtures.provider import CLIENT, SECRET, Claims, TestProvider, provider_running
from tests.material.garden import GARDEN
from tests.page_forms import Values
from tests.pages import Page
from tests.visitor import Visitor
from tests.web.conftest import SignIn
from tests.web.test_second_factor import set_up_app

GO = "/login/provider"
NO_CHOICES: Values = {}
WELCOME = "Welcome. Everything you do is kept under your account."


@pytest.fixture
def provider(school: School) -> Iterator[TestProvider]:
    with provider_running(lambda: school.now) as provider:
        yield provider


@pytest.fixture
def settings(settings: Settings, provider: TestProvider) -> Settings:
    return replace(
        settings,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="Acme",
    )


def go_away(visitor: Visitor, address: str = GO) -> str:
    """Go to the provider and come back; gives the page of ours that it leads to."""
    reply = visitor.request("GET", address)
    assert reply.status_code == 303
    back = urlsplit(requests.get(reply.location, allow_redirects=False, timeout=5).headers["Location"])
    assert f"{back.scheme}://{back.netloc}" == "http://127.0.0.1:8000"
    return f"{back.path}?{back.query}"


def come_in(visitor: Visitor, address: str = GO, choices: Values = NO_CHOICES) -> Page:
    visitor.get(go_away(visitor, address))
    return visitor.submit("go-on", {**choices})


def connect(visitor: Visitor) -> Page:
    """Connect the provider, after one's password."""
    visitor.get("/account/provider")
    visitor.submit("/account/provider", password_now=PASSWORD)
    return come_in(visitor, visitor.page.link("Go to Acme").href)


def test_somebody_new_gets_an_account_with_the_email_that_is_confirmed(
    school: School, provider: TestProvider, visitor: Visitor
) -> None:
    provider.claims["name"] = "Ada  Moreau\n"

    come_in(visitor, f"{GO}?next=/account")

    assert WELCOME in visitor.page.text
    assert "ada@elsewhere.example" in visitor.page.text
    assert "Ada Moreau" in visitor.page.text
    assert school.count("person", "email_key = 'ada@elsewhere.example'") == 1


def test_who_comes_again_is_the_same_whatever_their_email_is_then(
    app: Flask, school: School, provider: TestProvider, visitor: Visitor
) -> None:
    come_in(visitor)
    provider.claims["email"] = "moreau@elsewhere.example"

    again = Visitor(app)
    come_in(again, f"{GO}?next=/account")

    assert "ada@elsewhere.example" in again.page.text
    assert school.count("provider_identity") == 1


@pytest.mark.parametrize("confirmed", [False, "true", None])
def test_email_that_is_not_confirmed_makes_no_account(
    school: School, provider: TestProvider, visitor: Visitor, confirmed: object
) -> None:
    provider.claims["email_verified"] = confirmed
    before = school.count("person")

    come_in(visitor)

    assert "has not confirmed an email of yours" in visitor.page.text
    assert school.count("person") == before


def test_account_with_the_same_email_is_not_taken_over(
    school: School, ada: int, provider: TestProvider, visitor: Visitor
) -> None:
    provider.claims["email"] = "ADA@example.org"

    come_in(visitor)

    assert "There is an account with your email" in visitor.page.text
    assert visitor.page.h1 == "Sign in"
    assert school.count("provider_identity") == 0


def test_guest_who_comes_in_keeps_their_work_or_leaves_it(
    app: Flask, school: School, provider: TestProvider, visitor: Visitor
) -> None:
    visitor.get(f"/courses/{GARDEN}")
    visitor.submit(f"/courses/{GARDEN}/start")
    guests = school.count("person", "email IS NULL")
    come_in(visitor)
    assert school.count("person", "email IS NULL") == guests - 1

    other = Visitor(app)
    other.get(f"/courses/{GARDEN}")
    other.submit(f"/courses/{GARDEN}/start")
    come_in(other, GO, {"bring_along": []})
    assert school.count("person", "email IS NULL") == guests
    assert school.count("enrolment", "person_id IN (SELECT person_id FROM provider_identity)") == 1


def other_audience(claims: Claims) -> None:
    claims["aud"] = "another site"


def several_audiences(claims: Claims) -> None:
    claims["aud"] = [CLIENT, "another site"]


def other_issuer(claims: Claims) -> None:
    claims["iss"] = "https://accounts.evil.example"


def other_nonce(claims: Claims) -> None:
    claims["nonce"] = "of another round"


def no_nonce(claims: Claims) -> None:
    del claims["nonce"]


def too_old(claims: Claims) -> None:
    claims["exp"] -= 600


def of_tomorrow(claims: Claims) -> None:
    claims["iat"] += 86_400


def nobody(claims: Claims) -> None:
    del claims["sub"]


def too_long(claims: Claims) -> None:
    claims["sub"] = "x" * 256


@pytest.mark.parametrize(
    "spoil",
    [other_audience, several_audiences, other_issuer, other_nonce, no_nonce, too_old, of_tomorrow, nobody, too_long],
)
def test_token_that_was_not_made_for_this_round_is_not_believed(
    school: School, provider: TestProvider, visitor: Visitor, spoil: Callable[[Claims], None]
) -> None:
    provider.spoil = spoil

    come_in(visitor)

    assert "Acme could not say who you are" in visitor.page.text
    assert school.count("provider_identity") == 0


def test_token_that_another_signed_is_not_believed(school: School, provider: TestProvider, visitor: Visitor) -> None:
    provider.signs_with = RSAKey.generate_key(2048)

    come_in(visitor)

    assert "Acme could not say who you are" in visitor.page.text


def test_keys_that_were_changed_since_are_asked_for_again(
    app: Flask, school: School, provider: TestProvider, visitor: Visitor
) -> None:
    come_in(visitor)
    provider.key = RSAKey.generate_key(2048, {"kid": "new"})

    again = Visitor(app)
    come_in(again)

    assert again.get("/account").h1 == "Your account"


def test_answer_is_taken_in_the_browser_that_asked_and_once(
    app: Flask, school: School, provider: TestProvider, visitor: Visitor
) -> None:
    stolen = go_away(visitor)
    other = Visitor(app)
    other.get(stolen)
    other.submit("go-on")
    assert "began in another browser" in other.page.text

    victim = Visitor(app)
    go_away(victim)
    victim.get(stolen)  # an attacker's own code, to make somebody write into the attacker's account
    victim.submit("go-on")
    assert "began in another browser" in victim.page.text

    visitor.get(stolen)
    form = visitor.page.form("go-on")
    visitor.submit(form)
    assert visitor.get("/account").h1 == "Your account"
    visitor.post("/login/provider/back", form.filled({}))
    assert school.count("provider_identity") == 1


def test_button_that_is_pressed_twice_takes_nothing_back(
    app: Flask, school: School, provider: TestProvider, visitor: Visitor
) -> None:
    visitor.get(go_away(visitor))
    form, twin = visitor.page.form("go-on"), app.test_client()
    cookie = visitor.client.get_cookie("session")
    assert cookie
    twin.set_cookie("session", cookie.value)
    visitor.submit(form)

    second = twin.post("/login/provider/back", data=form.filled({}))

    assert (second.status_code, second.location, "Set-Cookie" in second.headers) == (303, "/login?unknown", False)
    assert visitor.get("/login?unknown").h1 != "Sign in"
    assert school.count("provider_identity") == 1


def test_round_that_took_too_long_is_over(school: School, provider: TestProvider, visitor: Visitor) -> None:
    back = go_away(visitor)
    school.now += timedelta(minutes=11)

    visitor.get(back)
    visitor.submit("go-on")

    assert "That took too long" in visitor.page.text


def test_who_thinks_better_of_it_is_back_at_the_sign_in(visitor: Visitor) -> None:
    go_away(visitor)

    visitor.get("/login/provider/back?error=access_denied&state=x")

    assert visitor.page.h1 == "Sign in"
    assert "You are not signed in through Acme" in visitor.page.text


def test_provider_that_is_down_is_said_to_be_and_passwords_go_on(
    app: Flask, school: School, ada: int, provider: TestProvider, visitor: Visitor
) -> None:
    provider.is_down = True

    visitor.get(GO)

    assert "Acme does not answer" in visitor.page.text
    visitor.submit("/login", email="ada@example.org", password=PASSWORD)
    assert visitor.get("/account").h1 == "Your account"


def test_member_connects_comes_in_and_disconnects(
    app: Flask, school: School, ada: int, provider: TestProvider, ada_here: Visitor
) -> None:
    connect(ada_here)
    assert "From now on, Acme lets you in" in ada_here.page.text

    other = Visitor(app)
    come_in(other, f"{GO}?next=/account")
    assert "ada@example.org" in other.page.text

    other.submit("/account/provider/disconnect")
    assert school.count("provider_identity") == 0
    provider.claims["email"] = "ada@example.org"
    gone = Visitor(app)
    come_in(gone)
    assert "There is an account with your email" in gone.page.text


def test_what_is_another_members_is_not_connected(
    school: School, ada: int, provider: TestProvider, ada_here: Visitor, sign_in: SignIn
) -> None:
    connect(ada_here)

    school.member("Lin")
    lin_here = sign_in("lin")
    connect(lin_here)

    assert "belongs to somebody else here" in lin_here.page.text
    assert school.count("provider_identity", f"person_id = {ada}") == 1


def test_connecting_that_ends_in_another_account_connects_nothing(
    school: School, ada: int, ada_here: Visitor, sign_in: SignIn
) -> None:
    ada_here.get("/account/provider")
    ada_here.submit("/account/provider", password_now=PASSWORD)
    back = go_away(ada_here, ada_here.page.link("Go to Acme").href)
    school.member("Lin")
    lin_here = sign_in("lin")

    lin_here.get(back)
    lin_here.submit("go-on")

    assert school.count("provider_identity") == 0


def test_first_password_is_set_once_the_provider_has_said_who_it_is(
    app: Flask, school: School, provider: TestProvider, visitor: Visitor
) -> None:
    come_in(visitor)
    visitor.get("/account")
    visitor.submit("/account/provider/disconnect")
    assert "Set a password first: nothing but Acme lets you in" in visitor.page.text
    school.now += timedelta(minutes=11)
    visitor.get("/account/password")
    visitor.submit("/account/password", password="a quiet harbour", password_now="guessed", status=422)
    assert "You have no password yet" in visitor.page.text

    visitor.get(go_away(visitor, visitor.page.link("Go to Acme").href))
    visitor.submit("go-on")
    visitor.submit("/account/password", password="a quiet harbour")

    other = Visitor(app)
    other.get("/login")
    other.submit("/login", email="ada@elsewhere.example", password="a quiet harbour")
    assert other.get("/account").h1 == "Your account"
    other.submit("/account/provider/disconnect")
    assert school.count("provider_identity") == 0


def test_code_is_asked_for_after_the_provider_too(
    app: Flask, school: School, ada: int, provider: TestProvider, ada_here: Visitor
) -> None:
    connect(ada_here)
    set_up_app(ada_here, school)

    other = Visitor(app)
    come_in(other)

    assert other.page.h1 == "A code, to be sure that it is you"
    with school.database.reading() as session:
        assert factors_of(session, ada).has_app
        assert find_password_hash(session, ada)


def test_guest_and_visitor_connect_nothing(school: School, visitor: Visitor) -> None:
    assert visitor.request("GET", "/account/provider").status_code == 303
    visitor.get(f"/courses/{GARDEN}")
    visitor.submit(f"/courses/{GARDEN}/start")
    visitor.get("/account/provider", status=404)


def test_session_that_is_found_open_connects_nothing(school: School, ada: int, ada_here: Visitor) -> None:
    assert ada_here.get("/account/provider/go").h1 == "Connect Acme"
    ada_here.submit("/account/provider", password_now="a guess", status=422)
    assert "This is not your password" in ada_here.page.text
    assert ada_here.get("/account/provider/go").h1 == "Connect Acme"
    ada_here.submit("/account/provider", password_now=PASSWORD)
    school.now += timedelta(minutes=11)
    assert ada_here.get("/account/provider/go").h1 == "Connect Acme"


def test_account_without_a_password_is_given_to_nobody_else_at_the_provider(
    app: Flask, school: School, provider: TestProvider, visitor: Visitor
) -> None:
    come_in(visitor)
    provider.claims["sub"] = "2"

    come_in(visitor, "/account/provider/go")

    assert "At Acme you are not who this account belongs to" in visitor.page.text
    assert school.count("provider_identity", "subject = '1'") == school.count("provider_identity") == 1
