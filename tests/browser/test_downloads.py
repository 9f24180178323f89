"""A download tells how far it is, and whether it is whole; it can be stopped."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.fixtures.browser import BrowserFaults
from tests.fixtures.campus import Campus, SignedIn


def exports(campus: Campus, signed_in: SignedIn) -> Page:
    page = signed_in("Ines")
    page.goto(f"{campus.url}/teach/{campus.cohort.public_id}/exports")
    return page


def test_file_arrives_whole_under_its_name(campus: Campus, signed_in: SignedIn, tmp_path: Path) -> None:
    page = exports(campus, signed_in)

    with page.expect_download() as arriving:
        page.locator("a[href$='/export.csv']").click()
    arriving.value.save_as(tmp_path / "told.csv")

    expect(page.locator("#told [role=status]")).to_have_text("The file is whole, and with your downloads.")
    assert arriving.value.suggested_filename == f"{campus.cohort.name} – Progress.csv"
    plain = page.request.get(f"{campus.url}/teach/{campus.cohort.public_id}/export.csv").body()
    assert (tmp_path / "told.csv").read_bytes() == plain


def test_file_that_breaks_off_is_said_to_be_broken(campus: Campus, signed_in: SignedIn) -> None:
    page = exports(campus, signed_in)
    page.route("**/responses.xlsx?told=yes", lambda route: route.fulfill(body="200 0\n400 12\nPK"))

    page.locator("a[href$='/responses.xlsx']").click()

    expect(page.locator("#told")).to_contain_text("The connection broke before the file was whole. Try it again.")
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()


def test_download_is_stopped_by_its_button(campus: Campus, signed_in: SignedIn, browser_faults: BrowserFaults) -> None:
    browser_faults.expect_no_server()
    page = exports(campus, signed_in)
    page.route("**/export.xlsx?told=yes", lambda _route: None)  # it never comes

    page.locator("a[href$='/export.xlsx']").click()
    expect(page.locator("#told")).to_contain_text("rows is being written")
    page.get_by_role("button", name="Stop").press("Enter")

    expect(page.locator("#told")).to_contain_text("Stopped. Nothing was kept.")
    expect(page.locator("a[href$='/export.xlsx']")).to_be_focused()


def test_signing_in_is_asked_for_where_the_session_has_ended(campus: Campus, signed_in: SignedIn) -> None:
    page = exports(campus, signed_in)
    page.context.clear_cookies()

    page.locator("a[href$='/export.csv']").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
