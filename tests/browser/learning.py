"""A learner at the lesson page, who goes by what can be read there."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

from tests.browser.nadia import Note

WRONG_IN_WORDS = re.compile(r"Not right yet\.|Partly right\.")
SAVED = re.compile(r"^\s*Saved ")


class Learner:
    """Answers and writes on whatever lesson page is open."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self._url = url

    def open(self, address: str) -> None:
        self.page.goto(self._url + address)

    def question(self, question: str) -> Locator:
        return self.page.locator(f"#q-{question}")

    def prompt(self, prompt: str) -> Locator:
        return self.page.locator(f"#r-{prompt}")

    @property
    def questions_shown(self) -> list[str]:
        """Ids of the questions on this page."""
        sections = self.page.locator("section.question").all()
        return [(section.get_attribute("id") or "").removeprefix("q-") for section in sections]

    @property
    def status(self) -> Locator:
        return self.page.locator("#lesson-status")

    def give(self, question: str, answer: Sequence[str]) -> None:
        """Pick these labels and no others, or type the one text; then press the button."""
        section = self.question(question)
        expect(section).to_be_visible()
        if section.get_by_role("textbox").count():
            section.get_by_role("textbox").fill(answer[0])
        else:
            _pick(section, answer)
        section.get_by_role("button", name=re.compile("^Check")).click()

    def answer_right(self, question: str, answer: Sequence[str]) -> None:
        self.give(question, answer)
        expect(self.question(question).locator(".feedback h3"), f"{question}: {answer}").to_have_text("Right.")

    def answer_wrong(self, question: str, answer: Sequence[str]) -> None:
        self.give(question, answer)
        expect(self.question(question).locator(".feedback h3"), f"{question}: {answer}").to_have_text(WRONG_IN_WORDS)

    def type(self, note: Note) -> None:
        for name, text in note.fields.items():
            fields = self.prompt(note.prompt).locator(f"[name=field-{name}]")
            if fields.first.get_attribute("type") == "radio":
                fields.and_(self.page.locator(f"[value='{text}']")).check()
            else:
                fields.fill(text)

    def write(self, note: Note) -> None:
        self.type(note)
        self.prompt(note.prompt).get_by_role("button", name="Save", exact=True).click()
        expect(self.prompt(note.prompt).locator("[data-state]")).to_have_text(SAVED)


def _pick(section: Locator, labels: Sequence[str]) -> None:
    ticked = section.get_by_role("checkbox", checked=True)
    while ticked.count():
        ticked.first.uncheck()
    for label in labels:
        section.get_by_label(label, exact=True).check()


def is_on(page: Page, address: str) -> None:
    """Wait until this address is open, whatever comes behind it."""
    expect(page).to_have_url(re.compile(rf"^http://[^/]+{re.escape(address)}([?#].*)?$"))
