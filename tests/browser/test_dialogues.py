"""A word about a shared answer, and the answer to it: on the device until the server has them; and the keys between."""

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from tests.fixtures.browser import BrowserFaults
from tests.fixtures.campus import Campus, SignedIn
from tests.fixtures.people import PASSWORD
from tests.material.garden import EARTH, GARDEN

WORDS = "Dig it twice 🌱, בבקשה — and “rest” <b>."
KEPT_HERE = "Kept on this device, will send"


@pytest.fixture
def shared(campus: Campus) -> Campus:
    """Ada and Ben shared what they wrote of their earth with Ines."""
    school = campus.school
    ben = school.member("Ben")
    school.enrol(ben)
    school.join(campus.cohort, ben)
    for learner in (campus.ada, ben):
        school.share(learner, school.write(learner, "my-earth", EARTH), campus.cohort)
    return campus


def review(campus: Campus) -> str:
    return f"{campus.url}/teach/{campus.cohort.public_id}/reflections/my-earth"


def entry(page: Page, name: str) -> Locator:
    return page.locator(".entry").filter(has=page.get_by_role("heading", name=name))


def word(page: Page, name: str = "Ada") -> Locator:
    return page.get_by_label(f"A word to {name}")


def test_word_that_did_not_leave_is_there_after_a_reload(shared: Campus, signed_in: SignedIn) -> None:
    page = signed_in("Ines")
    page.goto(review(shared))
    word(page).fill(WORDS)
    expect(entry(page, "Ada").locator("[data-state]")).to_have_text(KEPT_HERE)
    page.reload()
    expect(word(page)).to_have_value(WORDS)
    expect(entry(page, "Ada").locator("[data-state]")).to_have_text("Draft saved")
    assert copies(page) == 0


def test_word_typed_without_a_network_is_sent_when_it_is_back(
    shared: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect_no_server()
    page = signed_in("Ines")
    page.goto(review(shared))
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        word(page).fill(WORDS)
    expect(entry(page, "Ada").locator("[data-state]")).to_have_text(KEPT_HERE)
    page.context.set_offline(False)
    expect(entry(page, "Ada").locator("[data-state]")).to_have_text("Draft saved")


def test_word_of_a_session_that_ended_is_there_after_signing_in(
    shared: Campus, signed_in: SignedIn, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect("status of 40")
    page = signed_in("Ines")
    page.goto(review(shared))
    with shared.school.database.writing() as session:
        session.execute(text("DELETE FROM person_session"))
    word(page).fill(WORDS)
    expect(entry(page, "Ada").locator("[data-state]")).to_have_text(KEPT_HERE)
    page.goto(f"{shared.url}/login")
    page.get_by_label("Email").fill("ines@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{shared.url}/")
    page.goto(review(shared))
    expect(word(page)).to_have_value(WORDS)


def test_answer_of_a_learner_comes_back_and_is_said_once(shared: Campus, signed_in: SignedIn) -> None:
    shared.school.say(shared.ines, shared.ada, "my-earth", shared.cohort, "How deep did you dig?")
    page = signed_in("Ada")
    dialogues = f"{shared.url}/courses/{GARDEN}/dialogues"
    page.goto(dialogues)
    page.get_by_label("Your answer").fill(WORDS)
    expect(page.locator("[data-comment] [data-state]")).to_have_text(KEPT_HERE)
    page.goto(dialogues)
    expect(page.get_by_label("Your answer")).to_have_value(WORDS)
    page.get_by_role("button", name="Answer").click()
    expect(page.locator(".mine .kept")).to_have_text(WORDS)
    expect(page.get_by_label("Your answer")).to_have_value("")
    assert shared.school.count("comment") == 2
    assert copies(page) == 0


@pytest.mark.parametrize("who", ["Ada", "Ines"])
def test_correction_that_was_not_sent_comes_back_and_leaves_the_device_once_it_is_there(
    shared: Campus, signed_in: SignedIn, who: str
) -> None:
    person = {"Ada": shared.ada, "Ines": shared.ines}[who]
    shared.school.say(shared.ines, shared.ada, "my-earth", shared.cohort, "How deep did you dig?")
    shared.school.say(person, shared.ada, "my-earth", shared.cohort, "As I saied.")
    page = signed_in(who)
    where = f"{shared.url}/courses/{GARDEN}/dialogues" if who == "Ada" else f"{review(shared)}?show=all"
    page.goto(where)
    thread = page.locator(".mine").last
    thread.get_by_text("Correct it").click()
    thread.get_by_label("What you said").fill(WORDS)
    expect(thread.locator("[data-kept]")).to_have_text("Kept on this device until you save it")

    page.goto(where)
    expect(thread.get_by_label("What you said")).to_have_value(WORDS)
    expect(thread.locator("[data-kept]")).to_have_text("Brought back from this device; it had not been sent yet.")
    thread.get_by_role("button", name="Keep the correction").click()

    expect(page.locator(".mine .kept").last).to_have_text(WORDS)
    page.goto(where)
    assert copies(page) == 0


def test_keys_go_from_answer_to_answer_and_are_letters_while_one_types(shared: Campus, signed_in: SignedIn) -> None:
    page = signed_in("Ines")
    page.goto(review(shared))
    page.keyboard.press("j")
    expect(entry(page, "Ada")).to_be_focused()
    page.keyboard.press("j")
    expect(entry(page, "Ben")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(word(page)).to_be_focused()
    page.keyboard.type("jk")
    expect(word(page)).to_have_value("jk")
    page.keyboard.press("Escape")
    expect(entry(page, "Ada")).to_be_focused()


def test_keys_can_be_turned_off_and_stay_off(shared: Campus, signed_in: SignedIn) -> None:
    page = signed_in("Ines")
    page.goto(review(shared))
    off = page.get_by_role("button", name="Turn these keys off")
    off.click()
    page.reload()
    expect(off).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("j")
    expect(page.locator(".entry:focus")).to_have_count(0)


def copies(page: Page) -> int:
    count: int = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('runway:text:')).length")
    return count
