"""People double-click buttons; one press is meant, and one effect comes of it."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.fixtures.browser import OpenPage
from tests.fixtures.campus import Campus, SignedIn
from tests.material.garden import GARDEN


@pytest.mark.trust
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_double_click_has_one_effect(campus: Campus, signed_in: SignedIn, open_browser_page: OpenPage) -> None:
    sent: Counter[str] = Counter()
    ada, ines, guest, newcomer = signed_in("Ada"), signed_in("Ines"), open_browser_page(), open_browser_page()
    for page in (ada, ines, guest, newcomer):
        page.on("request", lambda request: note(sent, request))

    work_on_a_lesson(ada, campus)
    open_a_closed_lesson(ada, campus)
    make_a_cohort(ines, campus)
    start(guest, campus)
    join(newcomer, campus)

    # Stopped in good order, the server is through with all it was sent, also where the browser no longer listens.
    campus.server.stop()
    count = campus.school.count
    assert count("response") == 1
    assert count("reflection_revision") == 1
    assert count("share") == 1
    assert count("gate_pass") == 1
    assert count("cohort", "name = 'Autumn'") == 1
    assert count("person", "email IS NULL") == 2
    assert count("person", "name = 'Lin'") == 1
    assert count("enrolment", f"person_id <> {campus.ada}") == 2
    assert count("membership", f"person_id <> {campus.ada}") == 1
    assert len(sent) == 7, sent
    print(f"double clicks, n={len(sent)}: sent twice {sum(times > 1 for times in sent.values())}, doubled effects 0")  # noqa: T201


def note(sent: Counter[str], request: Request) -> None:
    if request.method == "POST" and not request.url.endswith("/draft"):
        sent[urlsplit(request.url).path] += 1


def work_on_a_lesson(page: Page, campus: Campus) -> None:
    page.goto(campus.lesson)
    question, prompt = page.locator("#q-holds-water"), page.locator("#r-my-earth")
    question.get_by_label("Sand", exact=True).check()
    twice(question, "Check")
    expect(question.locator(".feedback h3")).to_have_text("Not right yet.")
    prompt.get_by_label("Your reflection").fill("Heavy and dark.")
    twice(prompt, "Save")
    expect(prompt.locator("[data-state]")).to_contain_text("Saved")
    twice(prompt, "Share this version with Ines (Spring)")
    expect(prompt).to_contain_text("You shared this with:")


def open_a_closed_lesson(page: Page, campus: Campus) -> None:
    page.goto(f"{campus.url}/courses/{GARDEN}/lessons/choose-plants")
    twice(page.locator("main"), "Continue anyway")
    expect(page.locator("#q-nitrogen-crop")).to_be_visible()


def make_a_cohort(page: Page, campus: Campus) -> None:
    page.goto(f"{campus.url}/teach")
    page.get_by_label("Name of the cohort").fill("Autumn")
    twice(page.locator("main"), "Make the cohort")
    expect(page.get_by_role("heading", level=1)).to_have_text("Autumn")


def start(page: Page, campus: Campus) -> None:
    page.goto(f"{campus.url}/courses/{GARDEN}")
    twice(page.locator("main"), "Start")
    expect(page.get_by_role("heading", level=1)).to_have_text("Know your soil")


def join(page: Page, campus: Campus) -> None:
    page.goto(f"{campus.url}/join/{campus.cohort.join_code}")
    page.get_by_label("Your name").fill("Lin")
    twice(page.locator("main"), "Join")
    expect(page.get_by_role("heading", level=1)).to_have_text("A first garden")


def twice(within: Locator, button: str) -> None:
    within.get_by_role("button", name=button, exact=True).dblclick()
