"""What is typed into a check-in stays on the device until it is taken, whatever happens in between."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from tests.fixtures.browser import BrowserFaults
from tests.fixtures.campus import Campus, SignedIn
from tests.fixtures.people import PASSWORD
from tests.material.garden import BED

OBSTACLE = "Rain 🌧️, and then גשם.\nThe spade broke."
ON_THE_DEVICE = "Kept on this device until you save it"
BROUGHT_BACK = "Brought back from this device; it had not been sent yet."


@pytest.fixture
def due(campus: Campus) -> Campus:
    """Something that Ada set out to do is to be asked about."""
    campus.school.now -= timedelta(days=8)
    campus.school.write(campus.ada, "first-bed", BED)
    campus.school.now += timedelta(days=8)
    return campus


def obstacle(page: Page) -> Locator:
    return page.get_by_label("What got in the way?")


def state(page: Page) -> Locator:
    return page.locator(".check-in [data-state]")


def begin(page: Page) -> None:
    page.get_by_label("I let it go").check()
    obstacle(page).fill(OBSTACLE)
    expect(state(page)).to_have_text(ON_THE_DEVICE)


def is_brought_back(page: Page) -> None:
    expect(obstacle(page)).to_have_value(OBSTACLE)
    expect(page.get_by_label("I let it go")).to_be_checked()
    expect(state(page)).to_have_text(BROUGHT_BACK)


def copies(page: Page) -> int:
    count: int = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('runway:text:')).length")
    return count


def answers(campus: Campus) -> list[str]:
    with campus.school.database.reading() as session:
        return list(session.scalars(text("SELECT obstacle FROM check_in_answer")))


def test_check_in_survives_a_reload_and_leaves_the_device_once_it_is_taken(due: Campus, signed_in: SignedIn) -> None:
    page = signed_in("Ada")
    begin(page)
    page.reload()
    is_brought_back(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Noted: let go.")).to_be_visible()
    assert answers(due) == [OBSTACLE]
    assert copies(page) == 0


def test_check_in_written_on_one_page_is_found_on_the_other_and_leads_back_there(
    due: Campus, signed_in: SignedIn
) -> None:
    page = signed_in("Ada")
    begin(page)
    page.goto(f"{due.url}/checkins")
    is_brought_back(page)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Noted: let go.")).to_be_visible()
    expect(page).to_have_url(f"{due.url}/checkins")


def test_check_in_without_a_network_says_so_and_is_still_there(
    due: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect_no_server()
    page = signed_in("Ada")
    begin(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(state(page)).to_have_text(
        "The server could not be reached. Your answer is still here; try again in a moment."
    )
    page.context.set_offline(False)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Noted: let go.")).to_be_visible()
    assert answers(due) == [OBSTACLE]


def test_check_in_of_a_session_that_ended_is_there_after_signing_in(
    due: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect("status of 40")
    page = signed_in("Ada")
    begin(page)
    with due.school.database.writing() as session:
        session.execute(text("DELETE FROM person_session"))
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="sign in here, your text is safe").click()
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    is_brought_back(page)


def test_check_in_that_was_not_taken_stays_on_the_device(
    due: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect("status of 422")
    page = signed_in("Ada")
    obstacle(page).fill(OBSTACLE)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".check-in [role=alert]")).to_be_visible()
    expect(obstacle(page)).to_have_value(OBSTACLE)
    assert copies(page) == 1
    page.goto(f"{due.url}/checkins")
    expect(obstacle(page)).to_have_value(OBSTACLE)


def test_unsent_check_in_is_asked_about_at_sign_out_and_no_other_person_sees_it(
    due: Campus, signed_in: SignedIn
) -> None:
    page = signed_in("Ada")
    begin(page)
    page.goto(f"{due.url}/account")
    page.get_by_role("button", name="Sign out").first.click()
    unsent = page.locator("#unsent")
    expect(unsent.get_by_role("link", name="How did it go?")).to_be_visible()
    assert answers(due) == []
    unsent.get_by_role("button", name="Delete that text and sign out").click()
    page.wait_for_url(f"{due.url}/**")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert copies(page) == 0
