"""Ines at her pages."""

import re

from playwright.sync_api import Page, expect

from tests.browser.learning import is_on
from tests.fixtures.servers import LiveServer

COHORT = "Spring 2027"
NAME = "Ines Keller"
PASSWORD = "quietly but in writing"


def link_for_an_instructor(server: LiveServer) -> str:
    """The one-time link that the server prints while nobody is an instructor."""
    found = re.search(r"http://\S+/become-instructor/\S+", server.log)
    assert found, server.log
    return found[0]


def become_instructor(page: Page, server: LiveServer) -> None:
    page.goto(link_for_an_instructor(server))
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("Email").fill("ines@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Become an instructor").click()
    is_on(page, "/teach")
    expect(page.get_by_role("status")).to_have_text("You are an instructor now. Make your first cohort.")


def make_cohort(page: Page) -> str:
    """Make a cohort on /teach; returns its join link as it stands on the page."""
    page.get_by_label("Name of the cohort").fill(COHORT)
    page.get_by_label("Course", exact=True).select_option(label="Own your career")
    page.get_by_role("button", name="Make the cohort").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(COHORT)
    expect(page.get_by_text("Nobody has joined yet.")).to_be_visible()
    return page.locator(".copyable").inner_text()
