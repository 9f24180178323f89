"""Somebody who types, in a browser that can be killed, with a network that can be cut."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from playwright.sync_api import BrowserContext, BrowserType, Error, Page, expect

from tests.fixtures.browser import FLAGS, PATIENCE, find_chromium
from tests.fixtures.people import PASSWORD

PIECES = (
    "Heavy and dark. ",
    "it sticks 🌱👩‍🌾🏳️‍🌈 ",
    "אדמה כבדה, ",
    "تربة ثقيلة. ",
    "\n\n",
    "<b>&amp; “always”</b> ",
    "e\u0301 ñ 漢字 ",
    "A longer sentence, as people write when they think of something else at the same time. ",
)
LONGEST = 50_000
ON_THE_DEVICE = """async () => new Promise((resolve) => {
    const asked = indexedDB.open("runway", 1);
    asked.onerror = () => resolve([]);
    asked.onsuccess = () => {
        const all = asked.result.transaction("texts").objectStore("texts").getAll();
        all.onsuccess = () => resolve(all.result.map((each) => JSON.parse(each.text)[0][1]));
    };
})"""


def utf16(text: str) -> int:
    """How many characters a browser counts."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class Typist:
    """One person, and what their browser keeps between its lives; `typed` is what must be there at the end."""

    chromium: BrowserType
    folder: Path
    lesson: str
    email: str
    dice: Random
    on_the_server: Callable[[], list[str]]
    is_prolific: bool = False  # their first words are as many as a field takes
    typed: str = ""
    is_offline: bool = False
    _context: BrowserContext | None = field(default=None, init=False)
    _page: Page | None = field(default=None, init=False)

    @property
    def page(self) -> Page:
        assert self._page is not None
        return self._page

    @property
    def context(self) -> BrowserContext:
        assert self._context is not None
        return self._context

    def open_browser(self) -> None:
        self._context = self.chromium.launch_persistent_context(
            self.folder, executable_path=find_chromium(), args=FLAGS, locale="en-GB"
        )
        self._context.set_default_timeout(PATIENCE)
        self._page = self._context.pages[0]

    def close(self) -> None:
        with suppress(Error):
            self.context.close()

    def come_back(self) -> None:
        """Open the lesson as people do, and sign in where that is asked for."""
        self.page.goto(self.lesson)
        if self.page.url != self.lesson:
            site, slash, path = self.lesson.partition("/courses/")
            self.page.goto(f"{site}/login?next={slash}{path}")
            self.page.get_by_label("Email").fill(self.email)
            self.page.get_by_label("Password").fill(PASSWORD)
            self.page.get_by_role("button", name="Sign in").click()
            self.page.wait_for_url(self.lesson)
        self.finds_the_text()

    def finds_the_text(self) -> None:
        expect(self.page.get_by_label("Your reflection")).to_have_value(self.typed)

    def type(self) -> None:
        """Put a few words where the cursor happens to be."""
        words = "".join(self.dice.choices(PIECES, k=self.dice.randint(1, 5)))
        if self.is_prolific or self.dice.random() < 0.05:
            words *= (LONGEST - len(self.typed)) // len(words)
            self.is_prolific = False
        if len(self.typed) + len(words) > LONGEST:
            return
        at = self.dice.choice([len(self.typed), *(place for place, each in enumerate(self.typed) if each == "\n")])
        area = self.page.get_by_label("Your reflection")
        area.focus()
        area.evaluate("(area, at) => area.setSelectionRange(at, at)", utf16(self.typed[:at]))
        self.page.keyboard.insert_text(words)
        self.typed = self.typed[:at] + words + self.typed[at:]

    def wait_for_a_disk(self) -> None:
        """A keystroke takes some milliseconds to a disk; nobody can promise more of a process that is killed."""
        for _ in range(200):
            if self.typed in self.page.evaluate(ON_THE_DEVICE) or self.typed in self.on_the_server():
                return
            self.page.wait_for_timeout(20)
        raise AssertionError("the text reached neither the device nor the server")

    def cut_the_network(self, *, is_cut: bool) -> None:
        self.context.set_offline(is_cut)
        self.is_offline = is_cut

    def reload(self) -> None:
        if not self.is_offline:
            self.page.reload()
            self.come_back()

    def open_another_tab(self) -> None:
        if self.is_offline:
            return
        old, self._page = self.page, self.context.new_page()
        old.close()
        self.come_back()

    def kill_browser(self) -> None:
        self.wait_for_a_disk()
        for process in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                given = process.read_bytes().split(b"\0")
                if f"--user-data-dir={self.folder}".encode() in given and not any(
                    each.startswith(b"--type=") for each in given
                ):
                    os.kill(int(process.parent.name), signal.SIGKILL)
        self.close()
        self.is_offline = False
        self.open_browser()
        self.come_back()
