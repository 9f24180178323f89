"""Whatever happens while somebody writes: what they typed is there afterwards, and the page says where it is."""

import json
import re

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from tests.fixtures.browser import BrowserFaults
from tests.fixtures.campus import Campus, SignedIn
from tests.fixtures.people import School
from tests.material.garden import GARDEN

EARTH = (
    "Heavy and dark 🌱👩‍🌾. בעברית: אדמה כבדה. بالعربية: تربة ثقيلة.\n\nIt sticks to the spade: “always”, <b> & more."
)
MORE = " After the rain it smells of iron."
DRAFT_SAVED = re.compile(r"^Draft saved \d\d:\d\d$")
KEPT_HERE = "Kept on this device, will send"
LONG_ENOUGH = 30_000
"""Milliseconds until the page has tried again; it waits longer after each failure."""


def field(page: Page) -> Locator:
    return page.get_by_label("Your reflection")


def state(page: Page) -> Locator:
    return page.locator("#r-my-earth [data-state]")


def drafts(school: School) -> list[str]:
    return stored(school, "SELECT body FROM draft ORDER BY saved_at_utc")


def versions(school: School) -> list[str]:
    return stored(school, "SELECT body FROM reflection_revision ORDER BY number")


def stored(school: School, statement: str) -> list[str]:
    with school.database.reading() as session:
        return [json.loads(body)["text"] for body in session.scalars(text(statement))]


def test_a_draft_saves_itself_and_survives_a_reload(campus: Campus, signed_in: SignedIn) -> None:
    page = signed_in("Ada")
    page.goto(campus.lesson)
    field(page).fill(EARTH)
    expect(state(page)).to_have_text(KEPT_HERE)
    expect(state(page)).to_have_text(DRAFT_SAVED)
    assert drafts(campus.school) == [EARTH]
    page.reload()
    expect(field(page)).to_have_value(EARTH)
    expect(state(page)).to_have_text(re.compile("^(Draft saved|Saved)"))


def test_text_typed_without_a_network_is_sent_when_it_is_back(
    campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect_no_server()
    page = signed_in("Ada")
    page.goto(campus.lesson)
    field(page).fill(EARTH)
    expect(state(page)).to_have_text(DRAFT_SAVED)
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        field(page).press_sequentially(MORE)
    expect(state(page)).to_have_text(KEPT_HERE)
    assert drafts(campus.school) == [EARTH]
    page.context.set_offline(False)
    expect(state(page)).to_have_text(DRAFT_SAVED)
    assert drafts(campus.school) == [EARTH + MORE]


def test_text_typed_while_the_server_is_down_is_sent_when_it_is_back(
    campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect_no_server()
    page = signed_in("Ada")
    page.goto(campus.lesson)
    field(page).press_sequentially("Heavy")
    campus.server.kill()
    with page.expect_event("requestfailed"):
        field(page).press_sequentially(" and dark")
    expect(state(page)).to_have_text(KEPT_HERE)
    campus.server.start()
    expect(state(page)).to_have_text(DRAFT_SAVED, timeout=LONG_ENOUGH)
    assert drafts(campus.school) == ["Heavy and dark"]


def test_text_that_never_left_comes_back_with_the_page(
    campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    """The server dies, the tab is closed in despair; the next day both are back, and so is the text."""
    browser_faults.expect_no_server()
    page = signed_in("Ada")
    page.goto(campus.lesson)
    campus.server.kill()
    field(page).fill(EARTH)
    expect(state(page)).to_have_text(KEPT_HERE)
    later = page.context.new_page()
    page.close()
    campus.server.start()
    browser_faults.watch(later)
    later.goto(campus.lesson)
    expect(field(later)).to_have_value(EARTH)
    expect(state(later)).to_have_text("Brought back from this device; it had not been sent yet.")
    expect(state(later)).to_have_text(DRAFT_SAVED)
    later.get_by_role("button", name="Save", exact=True).click()
    expect(state(later)).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    assert (versions(campus.school), drafts(campus.school)) == ([EARTH], [])


def test_two_tabs_write_and_both_texts_are_kept_and_shown(
    campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    page = signed_in("Ada")
    other = page.context.new_page()
    browser_faults.watch(other)
    for tab in (page, other):
        tab.goto(campus.lesson)
    for tab, typed in ((page, EARTH), (other, "Light and sandy.")):
        field(tab).fill(typed)
        field(tab).blur()
        expect(state(tab)).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    assert versions(campus.school) == [EARTH, "Light and sandy."]
    expect(other.locator("#r-my-earth")).to_contain_text("Both are kept; this is the other one:")
    expect(other.locator("#r-my-earth blockquote")).to_have_text(EARTH)
    other.reload()
    expect(field(other)).to_have_value("Light and sandy.")
    expect(other.locator("#r-my-earth blockquote")).to_have_text(EARTH)
    other.get_by_role("link", name="2 versions").click()
    expect(other.locator("article p.kept")).to_have_text(["Light and sandy.", EARTH])


def test_duplicated_tab_has_a_draft_of_its_own(
    campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    """A tab that another one opens begins with a copy of its name, and finds out that it is taken."""
    page = signed_in("Ada")
    page.goto(campus.lesson)
    with page.expect_popup() as opened:
        page.evaluate("() => void window.open(location.href)")
    copy = opened.value
    browser_faults.watch(copy)
    expect(field(copy)).to_be_visible()
    for tab, typed in ((page, EARTH), (copy, "Light and sandy.")):
        field(tab).fill(typed)
        expect(state(tab)).to_have_text(re.compile("^Draft saved"))
    assert sorted(drafts(campus.school)) == sorted([EARTH, "Light and sandy."])
    expect(state(copy)).to_contain_text("another tab or device has a different text")
    state(copy).get_by_role("link", name="compare the versions").click()
    expect(copy.get_by_role("heading", name="Draft, not yet a version")).to_have_count(2)


def test_texts_of_two_tabs_that_never_left_are_both_kept(
    campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect_no_server()
    page = signed_in("Ada")
    other = page.context.new_page()
    browser_faults.watch(other)
    for tab in (page, other):
        tab.goto(campus.lesson)
    campus.server.kill()
    for tab, typed in ((page, EARTH), (other, "Light and sandy.")):
        field(tab).fill(typed)
        expect(state(tab)).to_have_text(KEPT_HERE)
    later = page.context.new_page()
    page.close()
    other.close()
    campus.server.start()
    browser_faults.watch(later)
    later.goto(campus.lesson)
    expect(field(later)).to_have_value("Light and sandy.")
    expect(state(later)).to_have_text(re.compile("^Draft saved"))
    later.goto(campus.lesson)
    expect(field(later)).to_have_value("Light and sandy.")
    expect(later.locator("#r-my-earth blockquote")).to_have_text(EARTH)


def test_the_place_of_own_words_is_kept_with_them(campus: Campus, signed_in: SignedIn) -> None:
    page = signed_in("Ada")
    page.goto(f"{campus.url}/courses/{GARDEN}/plan")
    page.get_by_role("link", name="Add words of your own").first.click()
    words, place = page.get_by_role("textbox", name="Your own words"), page.get_by_label("Where they stand")
    words.fill(EARTH)
    expect(page.locator("[data-state]").first).to_have_text(DRAFT_SAVED)
    with page.expect_response(re.compile("/draft$")):
        place.select_option("at its beginning")
    page.reload()
    expect(words).to_have_value(EARTH)
    expect(place).to_have_value("_first")
