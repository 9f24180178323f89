"""A learner at the lesson page, who goes by what can be read there."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

from tests.browser.nadia import Note

RIGHT_IN_WORDS = re.compile(r"^\s*(?:Right|Noted)\.\s*$")
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
        """Pick these labels and no others, choose from the lists, or type the texts; then press the button."""
        section = self.question(question)
        expect(section).to_be_visible()
        if section.locator("details.recall:not([open])").count():
            section.locator("details.recall > summary").click()
        if fields := section.get_by_role("textbox").all():
            for field, words in zip(fields, answer, strict=True):
                field.fill(words)
        elif section.get_by_role("combobox").count():
            _choose(section, answer)
        else:
            _pick(section, answer)
        section.get_by_role("button", name=re.compile("^(?:Check|Save)")).click()

    def answer_right(self, question: str, answer: Sequence[str]) -> None:
        self.give(question, answer)
        expect(self.question(question).locator(".feedback h3"), f"{question}: {answer}").to_have_text(RIGHT_IN_WORDS)

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


def _choose(section: Locator, pairs: Sequence[str]) -> None:
    """Choose from the lists as the pairs say: "left → right", or "place. step"."""
    for pair in pairs:
        left, arrow, right = pair.partition(" → ")
        place, _, step = pair.partition(". ")
        label, choice = (left, right) if arrow else (step, place)
        section.get_by_label(label, exact=True).select_option(label=choice)


def _pick(section: Locator, labels: Sequence[str]) -> None:
    ticked = section.get_by_role("checkbox", checked=True)
    while ticked.count():
        ticked.first.uncheck()
    for label in labels:
        number = "(?:[0-9]+: )?"  # before the words of a scale's level
        section.get_by_label(re.compile(f"^{number}{re.escape(label)}$")).check()


def is_on(page: Page, address: str) -> None:
    """Wait until this address is open, whatever comes behind it."""
    expect(page).to_have_url(re.compile(rf"^http://[^/]+{re.escape(address)}([?#].*)?$"))
