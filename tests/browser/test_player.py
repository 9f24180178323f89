"""The video comes when it is asked for, and not before."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.fixtures.browser import BrowserFaults
from tests.fixtures.campus import Campus, SignedIn

HOST = "www.youtube-nocookie.com"
VIDEO = "gardenvideo"
TIME, SECONDS = "2:10", 130


def answer_in_the_hosts_place(page: Page) -> list[str]:
    """Nothing leaves the machine; returns the list of what would have."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<!doctype html><p>the player</p>")

    page.context.route(lambda url: urlsplit(url).hostname != "127.0.0.1", answer)
    return asked


def test_the_players_host_hears_of_nobody_before_the_click(
    campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    page = signed_in("Ada")
    asked = answer_in_the_hosts_place(page)
    page.goto(campus.lesson)
    page.wait_for_load_state("networkidle")
    expect(page.locator("iframe")).to_have_count(0)
    assert asked == []

    browser_faults.expect(f"request to the outside: https://{HOST}/embed/")
    link = page.get_by_role("link", name=TIME)
    link.click()
    frame = page.locator("aside.player iframe")
    expect(frame).to_be_visible()
    expect(page.frame_locator("aside.player iframe").get_by_text("the player")).to_be_visible()
    address = urlsplit(frame.get_attribute("src") or "")
    assert (address.scheme, address.hostname, address.path) == ("https", HOST, f"/embed/{VIDEO}")
    assert parse_qs(address.query)["start"] == [str(SECONDS)]
    assert {urlsplit(url).hostname for url in asked} == {HOST}
    expect(page).to_have_url(campus.lesson)

    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(frame).to_have_count(0)
    expect(link).to_be_focused()


def test_another_time_moves_the_same_player(campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults) -> None:
    page = signed_in("Ada")
    browser_faults.expect(f"request to the outside: https://{HOST}/embed/")
    answer_in_the_hosts_place(page)
    page.goto(campus.lesson)
    page.get_by_role("link", name=TIME).click()
    page.get_by_role("link", name="1:05").click()
    expect(page.locator("iframe")).to_have_count(1)
    expect(page.locator("iframe")).to_have_attribute("src", re.compile(r"[?&]start=65(&|$)"))


@pytest.mark.parametrize("javascript", [False], ids=["no-script"])
def test_without_a_script_a_time_is_a_plain_link(campus: Campus, signed_in: SignedIn) -> None:
    page = signed_in("Ada")
    page.goto(campus.lesson)
    expect(page.get_by_role("link", name=TIME)).to_have_attribute(
        "href", f"https://www.youtube.com/watch?v={VIDEO}&t={SECONDS}s"
    )
    expect(page.locator("iframe")).to_have_count(0)
