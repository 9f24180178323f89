"""Signing in through a provider, in a browser: away, back, and in, without a second button."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from course.database import Database
from tests.accessibility import check_accessibility
from tests.fixtures.browser import OpenPage
from tests.fixtures.databases import Databases
from tests.fixtures.people import School, compiled
from tests.fixtures.provider import CLIENT, EMAIL, SECRET, TestProvider, provider_running
from tests.fixtures.servers import StartServer
from tests.material.garden import COURSES, GARDEN


@pytest.fixture
def provider() -> Iterator[TestProvider]:
    with provider_running(lambda: datetime.now(UTC)) as provider:
        yield provider


@pytest.fixture
def site(databases: Databases, start_server: StartServer, provider: TestProvider) -> Iterator[str]:
    """The address of a site that has this provider."""
    with databases.fresh("sqlite") as database_url:
        school = School(Database(database_url), now=datetime.now(UTC))
        school.publish(compiled(COURSES))
        school.database.dispose()
        asked = {"OIDC_ISSUER": provider.issuer, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET}
        with start_server(database_url, content_dir=COURSES, **asked, OIDC_NAME="Acme") as server:
            yield server.url


def test_new_person_is_in_after_one_click(site: str, open_browser_page: OpenPage) -> None:
    page = open_browser_page()
    page.goto(f"{site}/login?next=/account")
    page.get_by_role("link", name="Sign in with Acme").click()

    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page.locator("main")).to_contain_text(EMAIL)
    expect(page.locator("main")).to_contain_text("Welcome. Everything you do is kept under your account.")
    check_accessibility(page)


def test_guest_chooses_whether_their_work_comes_along(site: str, open_browser_page: OpenPage) -> None:
    page = open_browser_page()
    page.goto(f"{site}/courses/{GARDEN}")
    page.get_by_role("button", name="Start").first.click()
    page.goto(f"{site}/login")
    page.get_by_role("link", name="Sign in with Acme").click()

    expect(page.get_by_label("Bring along what I did here as a guest")).to_be_checked()
    check_accessibility(page)
    page.get_by_role("button", name="Go on").dblclick()

    expect(page.get_by_text("Welcome. Everything you do is kept under your account.")).to_be_visible()
    page.goto(f"{site}/account")
    expect(page.locator("main")).to_contain_text(EMAIL)
    page.goto(f"{site}/account/provider")
    check_accessibility(page)
