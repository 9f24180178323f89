"""A started course without a network: its open lessons can be read, answered and written in, by this person alone."""

import re

from playwright.sync_api import Page, expect

from tests.fixtures.browser import BrowserFaults
from tests.fixtures.campus import Campus, SignedIn
from tests.material.garden import GARDEN

LATER = "Kept on this device. It will be checked when you are back online."
KEPT = """async (address) => {
    const names = (await caches.keys()).filter((name) => name.startsWith("runway-pages "));
    const found = await Promise.all(names.map(async (name) => (await caches.open(name)).match(address)));
    return found.some(Boolean);
}"""


def keep_lesson(page: Page, campus: Campus) -> None:
    """Open the lesson, and wait until the worker has it and serves."""
    page.goto(campus.lesson)
    address = campus.lesson.removeprefix(campus.url)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    for _ in range(300):
        if page.evaluate(KEPT, address):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the lesson was not kept")


def test_open_lesson_is_read_and_answered_without_a_network(
    campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect_no_server()
    page = signed_in("Ada")
    keep_lesson(page, campus)
    page.context.set_offline(True)
    page.goto(campus.lesson)
    question = page.locator("#q-holds-water")
    question.get_by_label("Clay", exact=True).check()
    question.get_by_role("button", name="Check").click()
    expect(question.locator(".trouble")).to_have_text(LATER)
    assert campus.school.count("response") == 0
    page.reload()
    expect(question.get_by_label("Clay", exact=True)).to_be_checked()
    expect(question.locator(".trouble")).to_have_text(LATER)
    page.context.set_offline(False)
    expect(question.locator(".feedback h3")).to_be_visible()
    assert campus.school.count("response") == 1


def test_text_written_without_a_network_is_there_after_a_reload_and_sent_later(
    campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    """What was sent before the network was cut is newer than the page that was kept."""
    browser_faults.expect_no_server()
    page = signed_in("Ada")
    keep_lesson(page, campus)
    field = page.get_by_label("Your reflection")
    state = page.locator("#r-my-earth [data-state]")
    field.fill("Heavy")
    expect(state).to_have_text(re.compile("^Draft saved"))
    page.context.set_offline(True)
    page.reload()
    expect(field).to_have_value("Heavy")
    field.press_sequentially(" and dark")
    expect(state).to_have_text("Kept on this device, will send")
    page.reload()
    expect(field).to_have_value(re.compile("dark"))
    typed = field.input_value()
    page.context.set_offline(False)
    expect(state).to_have_text(re.compile("^(Draft saved|Saved)"))
    page.reload()
    expect(field).to_have_value(typed)


def test_what_was_kept_is_gone_after_signing_out(
    campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect_no_server()
    page = signed_in("Ada")
    keep_lesson(page, campus)
    page.goto(f"{campus.url}/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(f"{campus.url}/")
    page.context.set_offline(True)
    page.goto(campus.lesson)
    expect(page.get_by_role("heading", level=1)).to_have_text("No network")


def test_what_was_kept_is_gone_once_the_session_was_ended_elsewhere(
    campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect_no_server()
    page = signed_in("Ada")
    keep_lesson(page, campus)
    other = signed_in("Ada")
    other.goto(f"{campus.url}/account")
    other.get_by_role("button", name="Sign out everywhere else").click()
    page.goto(f"{campus.url}/courses/{GARDEN}")
    page.context.set_offline(True)
    page.goto(campus.lesson)
    expect(page.get_by_role("heading", level=1)).to_have_text("No network")


def test_closed_lesson_is_not_kept(campus: Campus, signed_in: SignedIn) -> None:
    page = signed_in("Ada")
    keep_lesson(page, campus)
    closed = f"/courses/{GARDEN}/lessons/choose-plants"
    page.goto(campus.url + closed)
    page.goto(campus.lesson)
    assert page.evaluate(KEPT, closed) is False
