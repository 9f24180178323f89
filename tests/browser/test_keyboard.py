"""A lesson done with Tab, Space, arrows and Enter alone: every stop can be seen, and nothing lies over it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.browser import OpenPage
from tests.fixtures.campus import Campus, SignedIn
from tests.material.garden import GARDEN

MOST_STOPS = 60
SEEN = """() => {
  const focused = document.activeElement;
  const marked = focused.matches('input[type=radio], input[type=checkbox]') ? focused.closest('label') : focused;
  const outline = getComputedStyle(marked);
  const box = marked.getBoundingClientRect();
  const status = document.getElementById('lesson-status');
  const covered = status && !status.contains(focused) ? status.getBoundingClientRect().top : innerHeight;
  return {
    what: `${focused.tagName} ${focused.textContent.trim().slice(0, 40) || focused.name || ''}`,
    marked: outline.outlineStyle !== 'none' && parseFloat(outline.outlineWidth) >= 2,
    top: box.top, bottom: box.bottom, height: box.height, covered,
  };
}"""


class Keyboard:
    """Somebody without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, target: Locator) -> None:
        """Press Tab until `target` has the focus; at every stop it can be seen where one is."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            self.check_stop()
            if target.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"Tab does not reach {target}")

    def check_stop(self) -> None:
        stop = self.page.evaluate(SEEN)
        assert stop["marked"], f"no visible focus on {stop}"
        enough = min(stop["height"], 40)
        assert stop["top"] >= -1, f"above the screen: {stop}"
        assert stop["top"] + enough <= stop["covered"] + 1, f"under the status or below the screen: {stop}"

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 700)], ids=["desk", "phone"])
def test_a_lesson_by_keyboard_alone(campus: Campus, signed_in: SignedIn, width: int, height: int) -> None:
    page = signed_in("Ada", viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.goto(campus.lesson)
    keyboard = Keyboard(page)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    choose_one(keyboard, page.locator("#q-holds-water"), "Clay")
    choose_several(keyboard, page.locator("#q-good-signs"), "Worms", "Crumbs")
    write(keyboard, page.locator("#r-my-earth"), "Heavy and dark.")
    keyboard.tab_to(page.get_by_role("link", name="Next: Feed the soil"))
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Feed the soil")
    keyboard.tab_to(page.get_by_role("button", name="Finish"))
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose plants")


def test_the_whole_course_by_keyboard_alone(campus: Campus, open_browser_page: OpenPage) -> None:
    """From “Start” as a guest to the certificate: no mouse, and nothing that only a mouse could reach."""
    page = open_browser_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(f"{campus.url}/courses/{GARDEN}")
    keyboard = Keyboard(page)
    keyboard.tab_to(page.get_by_role("button", name="Start"))
    keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)

    expect(heading).to_have_text("Know your soil")
    choose_one(keyboard, page.locator("#q-holds-water"), "Clay")
    choose_several(keyboard, page.locator("#q-good-signs"), "Worms", "Crumbs")
    write(keyboard, page.locator("#r-my-earth"), "Heavy and dark.")
    go_on(keyboard, "Next: Feed the soil")
    expect(heading).to_have_text("Feed the soil")
    keyboard.tab_to(page.get_by_role("button", name="Finish"))
    keyboard.press("Enter")
    expect(heading).to_have_text("Choose plants")
    choose_one(keyboard, page.locator("#q-lettuce-shade"), "True")
    answer_in_words(keyboard, page.locator("#q-nitrogen-crop"), "clover")
    answer_in_words(keyboard, page.locator("#q-loose-earth"), "15 cm")
    write_all(keyboard, page)
    page.keyboard.press("n")
    expect(heading).to_have_text("Water wisely")
    choose_one(keyboard, page.locator("#q-when-to-water"), "In the morning")
    write_all(keyboard, page)
    go_on(keyboard, "See the whole course")
    expect(heading).to_have_text("A first garden")
    go_on(keyboard, "Your certificate")
    expect(heading).to_have_text("Your certificate")
    keyboard.tab_to(page.get_by_label("Name on the certificate"))
    page.keyboard.type("Ada Moreau")
    keyboard.press("Enter")
    expect(page.get_by_role("article", name="Ada Moreau")).to_be_visible()


def go_on(keyboard: Keyboard, link: str) -> None:
    keyboard.tab_to(keyboard.page.get_by_role("link", name=link))
    keyboard.press("Enter")


def answer_in_words(keyboard: Keyboard, question: Locator, words: str) -> None:
    keyboard.tab_to(question.get_by_role("textbox"))
    keyboard.page.keyboard.type(words)
    check(keyboard, question)


def write_all(keyboard: Keyboard, page: Page) -> None:
    """Whatever a lesson asks to be written: each field, then its Save."""
    for prompt in page.locator("section.prompt").all():
        for field in prompt.locator("textarea").all():
            keyboard.tab_to(field)
            keyboard.page.keyboard.type("next Saturday")
        keyboard.tab_to(prompt.get_by_role("button", name="Save", exact=True))
        keyboard.press("Enter")
        expect(prompt.locator("[data-state]")).to_contain_text("Saved")


def test_keys_go_on_and_back_and_are_letters_while_one_types(campus: Campus, signed_in: SignedIn) -> None:
    page = signed_in("Ada", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(campus.lesson)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")
    expect(page.get_by_text("Keys on this page")).to_be_focused()
    field = page.get_by_label("Your reflection")
    field.focus()
    page.keyboard.type("nap?")
    expect(field).to_have_value("nap?")
    page.keyboard.press("Tab")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_have_text("A first garden")

    page.goto(f"{campus.url}/account/preferences")
    page.get_by_label("Keys for lessons").uncheck()
    page.get_by_role("button", name="Save").click()
    page.goto(campus.lesson)
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Know your soil")
    expect(page.locator("#keys")).to_have_count(0)


def choose_one(keyboard: Keyboard, question: Locator, label: str) -> None:
    """Tab enters a group of radio buttons once; arrows move in it."""
    keyboard.tab_to(question.get_by_role("radio").first)
    keyboard.press("Space")
    wanted = question.get_by_label(label, exact=True)
    for _ in range(question.get_by_role("radio").count()):
        if wanted.is_checked():
            break
        keyboard.press("ArrowDown")
        keyboard.check_stop()
    expect(wanted).to_be_checked()
    check(keyboard, question)


def choose_several(keyboard: Keyboard, question: Locator, *labels: str) -> None:
    boxes = question.get_by_role("checkbox")
    wanted = [question.get_by_label(label, exact=True) for label in labels]
    for box in boxes.all():
        keyboard.tab_to(box)
        if any(each.evaluate("element => element === document.activeElement") for each in wanted):
            keyboard.press("Space")
    check(keyboard, question)


def check(keyboard: Keyboard, question: Locator) -> None:
    keyboard.tab_to(question.get_by_role("button", name="Check"))
    keyboard.press("Enter")
    result = question.locator(".feedback h3")
    expect(result).to_have_text("Right.")
    expect(result).to_be_focused()
    expect(result).to_be_in_viewport()


def write(keyboard: Keyboard, prompt: Locator, text: str) -> None:
    keyboard.tab_to(prompt.get_by_label("Your reflection"))
    keyboard.page.keyboard.type(text)
    keyboard.tab_to(prompt.get_by_role("button", name="Save", exact=True))
    keyboard.press("Enter")
    expect(prompt.locator("[data-state]")).to_contain_text("Saved")


def test_questions_and_downloads_by_keyboard_alone(campus: Campus, signed_in: SignedIn) -> None:
    campus.school.answer(campus.ada, "nitrogen-crop", ("peas",))
    page = signed_in("Ines", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(f"{campus.url}/teach/{campus.cohort.public_id}")
    keyboard = Keyboard(page)

    keyboard.tab_to(page.get_by_role("main").get_by_role("link", name="Questions"))
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Questions")
    keyboard.tab_to(page.get_by_role("link", name="Which crop enriches the earth").first)
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Which crop")
    keyboard.tab_to(page.locator("summary").first)
    keyboard.press("Enter")
    expect(page.get_by_text("Computed as credit given").first).to_be_visible()
    keyboard.tab_to(page.get_by_role("link", name="Accept this"))
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Accept “peas”")
