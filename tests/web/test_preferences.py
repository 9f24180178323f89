"""Light or dark, and keys: chosen once, and so on every page and device."""

from tests.fixtures.people import School
from tests.material.garden import GARDEN, SOIL, lesson_page
from tests.visitor import Visitor
from tests.web.conftest import SignIn

PAGE = "/account/preferences"


def theme_of(visitor: Visitor, address: str) -> str:
    visitor.get(address)
    assert visitor.response is not None
    return visitor.response.text.partition('data-theme="')[2].partition('"')[0]


def test_theme_follows_the_person_to_every_page_and_device(ada: int, ada_here: Visitor, sign_in: SignIn) -> None:
    pages = ("/", "/account", f"/courses/{GARDEN}", lesson_page(SOIL))
    assert {theme_of(ada_here, each) for each in pages} == {"system"}

    ada_here.get(PAGE)
    ada_here.submit(PAGE, theme="dark")

    assert {theme_of(ada_here, each) for each in pages} == {"dark"}
    assert theme_of(sign_in("ada"), lesson_page(SOIL)) == "dark"


def test_kept_page_is_not_in_the_theme_of_who_came_before(school: School, ada: int, sign_in: SignIn) -> None:
    lin = school.member("Lin")
    school.enrol(lin)
    adas, lins = sign_in("ada"), sign_in("lin")
    adas.get(PAGE)
    adas.submit(PAGE, theme="dark")

    assert theme_of(adas, lesson_page(SOIL)) == "dark"
    assert theme_of(lins, lesson_page(SOIL)) == "system"


def test_guests_choose_too(visitor: Visitor) -> None:
    visitor.get(f"/courses/{GARDEN}")
    visitor.submit("/start")
    visitor.get(PAGE)

    visitor.submit(PAGE, theme="light")

    assert theme_of(visitor, lesson_page(SOIL)) == "light"


def test_keys_are_listed_until_they_are_turned_off(ada: int, ada_here: Visitor) -> None:
    assert "Keys on this page" in ada_here.get(lesson_page(SOIL)).text
    ada_here.get(PAGE)
    ada_here.submit(PAGE, {"shortcuts": []})

    assert "Keys on this page" not in ada_here.get(lesson_page(SOIL)).text


def test_theme_that_there_is_not_is_refused(ada: int, ada_here: Visitor) -> None:
    ada_here.get(PAGE)

    sent = ada_here.page.form(PAGE).filled({}) | {"theme": ["neon"]}

    assert ada_here.post(PAGE, sent).status_code == 422
    assert ada_here.page.h1 == "How pages look and work"
    assert theme_of(ada_here, "/") == "system"


def test_practice_looks_like_the_instructors_own_pages(school: School, ines: int, ines_here: Visitor) -> None:
    school.enrol(ines)
    ines_here.get(PAGE)
    ines_here.submit(PAGE, theme="dark")
    ines_here.get("/teach")
    ines_here.submit(f"/teach/preview/{GARDEN}")

    assert theme_of(ines_here, f"/courses/{GARDEN}") == "dark"
