"""Codes beside a password: set up, asked for, taken once; required of who sees others’ work on a production site."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from course.people.personal_links import SIGN_IN, make_personal_link
from course.people.roles import make_admin
from course.people.second_factor import WRONG_CODES, reset_second_factor
from course.people.totp import code_of, step_at
from tests.fixtures.people import PASSWORD, School
from tests.pages import text_of
from tests.visitor import Visitor
from tests.web.conftest import SignIn

PAGE = "/account/second-factor"
HALF_A_MINUTE = timedelta(seconds=30)
Secret = Callable[[], str]


@pytest.fixture
def strict(app: Flask) -> None:
    """As on a production site."""
    app.extensions["runway.site"] = replace(app.extensions["runway.site"], needs_second_factor=True)


def set_up_app(visitor: Visitor, school: School) -> tuple[str, list[str]]:
    """Set up an app; gives its secret and the recovery codes."""
    visitor.get(PAGE)
    visitor.submit(f"{PAGE}/app", password_now=PASSWORD)
    secret = codes_on(visitor)[0].replace(" ", "")
    visitor.submit("/confirm", code=code_of(secret, step_at(school.now)))
    assert visitor.page.h1 == "Your recovery codes"
    return secret, codes_on(visitor)


def codes_on(visitor: Visitor) -> list[str]:
    return [text_of(each) for each in visitor.page.all("code")]


def begin(app: Flask, name: str = "ada") -> Visitor:
    """Somebody who has typed their password."""
    visitor = Visitor(app)
    visitor.get("/login")
    visitor.submit("/login", email=f"{name}@example.org", password=PASSWORD)
    return visitor


def test_code_is_asked_for_after_the_password(app: Flask, school: School, ada_here: Visitor) -> None:
    secret, _ = set_up_app(ada_here, school)
    visitor = begin(app)

    assert visitor.page.h1 == "A code, to be sure that it is you"
    assert visitor.get("/account").h1 == "Sign in"
    visitor.get("/login/code")
    school.now += HALF_A_MINUTE
    visitor.submit("/login/code", code=code_of(secret, step_at(school.now)))
    assert visitor.get("/account").h1 == "Your account"


def test_code_is_taken_once(app: Flask, school: School, ada_here: Visitor) -> None:
    secret, _ = set_up_app(ada_here, school)
    first, second = begin(app), begin(app)
    school.now += HALF_A_MINUTE
    code = code_of(secret, step_at(school.now))
    first.submit("/login/code", code=code)

    second.submit("/login/code", code=code, status=422)
    assert "was used before" in second.page.text
    second.submit("/login/code", code=code_of(secret, step_at(school.now) - 1), status=422)


def test_recovery_code_lets_in_once(app: Flask, school: School, ada_here: Visitor) -> None:
    _, codes = set_up_app(ada_here, school)
    assert len(set(codes)) == 10
    first, second = begin(app), begin(app)
    first.submit("/login/code", code=codes[0].upper())
    second.submit("/login/code", code=codes[0], status=422)

    assert first.get("/account").h1 == "Your account"
    assert school.count("recovery_code", "used_at_utc is not null") == 1
    assert not any(code.replace("-", "") in str(school.dump("recovery_code")) for code in codes)


def test_guessing_codes_is_slowed_down(app: Flask, school: School, ada_here: Visitor) -> None:
    secret, _ = set_up_app(ada_here, school)
    visitor = begin(app)
    school.now += HALF_A_MINUTE
    for _attempt in range(WRONG_CODES):
        visitor.submit("/login/code", code="000000", status=422)
    visitor.submit("/login/code", code=code_of(secret, step_at(school.now)), status=422)

    assert "Too many codes were wrong" in visitor.page.text


def test_waiting_for_a_code_ends(app: Flask, school: School, ada_here: Visitor) -> None:
    secret, _ = set_up_app(ada_here, school)
    visitor = begin(app)
    school.now += timedelta(minutes=11)
    visitor.submit("/login/code", code=code_of(secret, step_at(school.now)))

    assert visitor.page.h1 == "Sign in"


def test_link_to_sign_in_is_no_way_around(app: Flask, school: School, ada: int, ada_here: Visitor) -> None:
    set_up_app(ada_here, school)
    with school.database.writing() as session:
        token = make_personal_link(session, ada, SIGN_IN, lasts=timedelta(hours=1), now=school.now)
    visitor = Visitor(app)
    visitor.get(f"/sign-in/{token}")
    visitor.submit(f"/sign-in/{token}", password="a longer spade")

    assert visitor.page.h1 == "A code, to be sure that it is you"
    assert visitor.get("/account").h1 == "Sign in"


def test_teaching_waits_for_a_second_factor(strict: None, school: School, ines_here: Visitor) -> None:
    ines_here.get("/teach")
    assert ines_here.page.h1 == "Passkeys and codes"
    assert "a password alone is not enough" in ines_here.page.text

    set_up_app(ines_here, school)
    ines_here.follow("Go on to teaching")
    assert ines_here.page.h1 == "Your cohorts"


def test_every_page_of_teaching_and_administration_waits(
    strict: None, app: Flask, school: School, ines: int, sign_in: SignIn
) -> None:
    with school.database.writing() as session:
        make_admin(session, ines, by=None, now=school.now)
    visitor = sign_in("ines")
    for address in ("/teach", "/teach/tokens", "/admin", "/admin/acts"):
        reply = visitor.request("GET", address)
        assert reply.status_code == 303
        assert (reply.location or "").startswith(PAGE)
    assert visitor.get("/").h1


def test_learner_needs_none(strict: None, ada_here: Visitor) -> None:
    assert ada_here.get("/account").h1 == "Your account"


def test_who_has_a_password_alone_cannot_add_a_factor_beside_one_there_is(
    strict: None, app: Flask, school: School, ines: int, sign_in: SignIn
) -> None:
    earlier, here = sign_in("ines"), sign_in("ines")
    _secret, codes = set_up_app(here, school)
    earlier.get(PAGE)
    token = earlier.page.form("/account/second-factor").fields["csrf_token"].values[0]
    before = school.dump("code_app", "recovery_code", "passkey")
    for end in ("app", "app/remove", "codes"):
        reply = earlier.post(f"{PAGE}/{end}", {"csrf_token": token, "password_now": PASSWORD})
        assert reply.location == PAGE
    assert earlier.request("POST", "/account/passkeys/options", data={"csrf_token": token}).status_code == 403
    assert school.dump("code_app", "recovery_code", "passkey") == before

    earlier.get("/teach")
    earlier.submit(PAGE, code=codes[1])
    assert earlier.page.h1 == "Your cohorts"


def test_factor_goes_on_through_practicing_and_a_new_password(strict: None, school: School, ines_here: Visitor) -> None:
    set_up_app(ines_here, school)
    ines_here.get("/account/password")
    ines_here.submit("/account/password", password_now=PASSWORD, password="a longer spade")
    assert ines_here.get("/teach").h1 == "Your cohorts"
    ines_here.submit("/teach/preview/first-garden")
    ines_here.submit("/preview/end")
    assert ines_here.page.h1 == "Your cohorts"


def test_lost_factor_is_taken_away(app: Flask, school: School, ada: int, ada_here: Visitor) -> None:
    set_up_app(ada_here, school)
    with school.database.writing() as session:
        reset_second_factor(session, ada, by=None, now=school.now)

    assert ada_here.get("/account").h1 == "Sign in"
    assert begin(app).get("/account").h1 == "Your account"
    assert school.count("act", "kind = 'second-factor-reset'") == 1


def test_app_is_removed_with_its_recovery_codes(app: Flask, school: School, ada_here: Visitor) -> None:
    set_up_app(ada_here, school)
    ada_here.get(PAGE)
    ada_here.submit("/app/remove")

    assert school.count("code_app") == school.count("recovery_code") == 0
    assert begin(app).get("/account").h1 == "Your account"


def test_secret_in_use_is_never_shown_again(school: School, ada_here: Visitor) -> None:
    secret, _ = set_up_app(ada_here, school)

    assert secret not in ada_here.get(f"{PAGE}/app").html.replace(" ", "")
    assert ada_here.page.h1 == "Passkeys and codes"


@pytest.mark.parametrize("host", ["a:\u0663\u00b2".encode().decode("latin-1"), "[::1", "", "127.0.0.1"])
def test_passkey_is_offered_for_names_alone(app: Flask, host: str) -> None:
    visitor = Visitor(app)
    token = visitor.get("/login").form("/login").filled({})["csrf_token"]
    offered = visitor.post("/login/passkey/options", {"csrf_token": token})
    assert offered.get_json()["rpId"] == "localhost"

    refused = visitor.request("POST", "/login/passkey/options", data={"csrf_token": token}, headers={"Host": host})
    assert refused.status_code in {400, 404}
