"""Passkeys in a real browser, whose authenticator is a virtual one (the WebAuthn domain of its debugging protocol)."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.fixtures.browser import BrowserFaults, OpenPage
from tests.fixtures.campus import Campus
from tests.fixtures.people import PASSWORD

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SHOW = """async (token) => {
  const body = new URLSearchParams({ csrf_token: token });
  const options = await (await fetch("/login/passkey/options", { method: "POST", body })).json();
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return JSON.stringify((await navigator.credentials.get({ publicKey })).toJSON());
}"""
Device = tuple[Page, CDPSession, str]


@pytest.fixture
def address(campus: Campus) -> str:
    """By its name: no passkey belongs to a number."""
    return f"http://localhost:{urlsplit(campus.url).port}"


@pytest.fixture
def device(open_browser_page: OpenPage) -> Callable[[], Device]:
    def make() -> Device:
        page = open_browser_page()
        protocol = page.context.new_cdp_session(page)
        protocol.send("WebAuthn.enable")
        made = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        return page, protocol, made["authenticatorId"]

    return make


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/login")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{address}/")


def add_passkey(page: Page, address: str) -> None:
    page.goto(f"{address}/account/second-factor")
    page.locator("#add-passkey").get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")


def sign_out(page: Page, address: str) -> None:
    page.goto(f"{address}/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(f"{address}/")


def test_passkey_is_added_signs_in_and_is_removed(
    campus: Campus, address: str, device: Callable[[], Device], browser_faults: BrowserFaults
) -> None:
    page, _, _ = device()
    sign_in(page, address)
    add_passkey(page, address)
    sign_out(page, address)

    page.goto(f"{address}/login?next=/account/second-factor")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{address}/account/second-factor")
    assert campus.school.count("person_session", "second_factor_at_utc is not null") == 1

    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("status").first).to_contain_text("Removed")
    assert campus.school.count("passkey") == campus.school.count("recovery_code") == 0
    sign_out(page, address)
    page.goto(f"{address}/login")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("This passkey is not good here")).to_be_visible()


def test_wrong_password_makes_no_passkey(
    campus: Campus, address: str, device: Callable[[], Device], browser_faults: BrowserFaults
) -> None:
    browser_faults.expect("status of 422")
    page, protocol, authenticator = device()
    sign_in(page, address)
    page.goto(f"{address}/account/second-factor")
    page.locator("#add-passkey").get_by_label("Your password").fill("wrong password")
    page.get_by_role("button", name="Add a passkey").click()

    expect(page.get_by_text("This is not your password")).to_be_visible()
    made = protocol.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})
    assert made["credentials"] == []
    assert campus.school.count("passkey") == 0


def test_answer_of_a_passkey_is_taken_once(campus: Campus, address: str, device: Callable[[], Device]) -> None:
    page, _, _ = device()
    sign_in(page, address)
    add_passkey(page, address)
    sign_out(page, address)
    page.goto(f"{address}/login")
    token = page.locator("input[name=csrf_token]").first.input_value()
    credential = page.evaluate(SHOW, token)
    cookies = page.context.cookies()

    def send() -> str:
        page.context.clear_cookies()
        page.context.add_cookies(cookies)  # type: ignore[arg-type] # as they were given
        sent = {"csrf_token": token, "credential": credential}
        return page.request.post(f"{address}/login/passkey", form=sent, max_redirects=0).headers["location"]

    assert [send(), send()] == ["/", "/login"]


def test_device_that_checks_nobody_is_refused(campus: Campus, address: str, device: Callable[[], Device]) -> None:
    page, protocol, authenticator = device()
    sign_in(page, address)
    add_passkey(page, address)
    sign_out(page, address)
    protocol.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto(f"{address}/login")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_text("No passkey came from your device")).to_be_visible()
    assert campus.school.count("person_session", "second_factor_at_utc is not null") == 0


@pytest.mark.parametrize("javascript", [False], ids=["no-script"])
def test_nothing_is_offered_that_needs_a_script(campus: Campus, address: str, browser_page: Page) -> None:
    browser_page.goto(f"{address}/login")

    expect(browser_page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    expect(browser_page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
