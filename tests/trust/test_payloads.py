"""Scripts written into every field that takes text: in Chromium none runs, and the policy has nothing to report.

Pages are made by the application in this process and shown by the browser with the headers they came with, so also
those that only a refused form leads to.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page, Route
from werkzeug.test import TestResponse

from sources.markup import to_html
from tests.fixtures.people import School
from tests.page_forms import Field
from tests.trust.amounts import amount, note_result
from tests.trust.cast import make_cast, open_school
from tests.trust.payloads import payloads
from tests.trust.test_canaries import KEPT
from tests.trust.walking import Walker

pytestmark = [pytest.mark.trust, pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)]

PAYLOADS = amount(50, 1000)
A_CAST_OF = amount(25, 40)
KEEPS_ALL = ("learner.write", "instructor.make_cohort", "instructor.submit_token")
"""What is sent there stands beside what was sent before."""
AGAIN = 4
MARK = re.compile(r"p(\d+)q")
ORIGIN = "http://localhost"
"""Everything is answered by the test: nothing listens there."""
CATCH = """
window.caught = [];
window.xss = () => { window.caught.push("run"); };
addEventListener("securitypolicyviolation", (event) => window.caught.push(event.violatedDirective));
"""


@dataclass
class Shown:
    """What the browser is given, and what it complained about."""

    app: Flask
    waiting: dict[str, TestResponse] = field(default_factory=dict)
    caught: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        found = self.waiting.get(address.path) or self._file(address.path)
        if address.netloc != "localhost" or found is None:
            route.abort()
            return
        headers = {name: value for name, value in found.headers if name.lower() != "set-cookie"}
        route.fulfill(status=found.status_code, headers=headers, body=found.get_data())

    def catch(self, dialog: Dialog) -> None:
        self.caught.append("dialog")
        dialog.dismiss()

    def _file(self, path: str) -> TestResponse | None:
        return self.app.test_client().get(path, buffered=True) if path.startswith("/static/") else None


@pytest.fixture
def shown(app: Flask) -> Shown:
    return Shown(app)


@pytest.fixture
def window(browser: Browser, shown: Shown) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script(CATCH)
    context.route("**/*", shown.answer)
    page = context.new_page()
    page.on("dialog", shown.catch)
    page.on("console", lambda said: shown.caught.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()


class Payloads:
    """Fills fields with payloads, each field of each person with the next one."""

    def __init__(self, found: Iterable[str]) -> None:
        self._payloads = list(found)
        self._next = 0

    def __call__(self, _name: str, _field: Field) -> str:
        self._next += 1
        return self._payloads[self._next % len(self._payloads)]


def test_no_payload_runs_wherever_it_is_shown(app: Flask, school: School, window: Page, shown: Shown) -> None:
    open_school(school)
    tried = list(islice(payloads(), PAYLOADS))
    seen: set[str] = set()
    sinks: set[str] = set()
    loads, wrong = 0, []
    for number, first in enumerate(range(0, len(tried), A_CAST_OF)):
        texts = Payloads(tried[first : first + A_CAST_OF])
        for sink, response in pages_with_payloads(app, school, number, texts):
            marks = set(MARK.findall(response.text))
            if not marks - seen and sink in sinks:
                continue
            seen |= marks
            sinks.add(sink)
            loads += 1
            wrong += [f"{sink} with {sorted(marks)}: {each}" for each in what_runs(window, shown, response)]
    assert wrong == []
    wanted = {str(each) for each in range(1, PAYLOADS + 1)}
    assert wanted - seen == set(), "these were shown nowhere"
    note_result("payloads", n=len(tried), pages_with_payloads=len(sinks), loads=loads, executions=0, policy_reports=0)


def pages_with_payloads(app: Flask, school: School, number: int, texts: Payloads) -> Iterator[tuple[str, TestResponse]]:
    """Every page, and every refused form, that shows what these people wrote, with the name of what it is."""
    cast = make_cast(school, number)
    walkers = cast.walkers(app, school, texts)
    for who, walker in walkers.items():
        for response in write_everywhere(walker):
            # What leads elsewhere is shown by no browser, which would follow it out of this test.
            if "Location" not in response.headers and MARK.search(response.text):
                yield f"{who} sends {response.request.path}", response
    for who, walker in walkers.items():
        walker.come_in()
        walker.crawl()
        for address, response in walker.seen.items():
            if response.mimetype == "text/html" and MARK.search(response.text):
                yield f"{who} reads {walker.endpoint(address, 'GET')}", response


def write_everywhere(walker: Walker) -> Iterator[TestResponse]:
    yield from walker.send_everything(KEPT)
    for found in [each for each in walker.forms.values() if each.endpoint in KEEPS_ALL]:
        for _ in range(AGAIN):
            if fresh := walker.again(found):
                yield walker.send(fresh, walker.filled(fresh))


def what_runs(window: Page, shown: Shown, response: TestResponse) -> list[str]:
    """Open the page as it came, press what a payload would have one press, and tell what ran or was reported."""
    shown.waiting = {"/shown": response}
    shown.caught.clear()
    window.goto(f"{ORIGIN}/shown", wait_until="load")
    if (press := window.locator("#press")).count():
        press.first.click(no_wait_after=True)
    return [*window.evaluate("window.caught"), *shown.caught]


def test_what_runs_is_seen(app: Flask, window: Page, shown: Shown) -> None:
    """The test above would see a script that runs, and one that the policy stops."""
    page = app.test_client().get("/login", buffered=True)
    page.set_data(b"<!DOCTYPE html><title>x</title><img src=x onerror=xss()>")
    page.headers["Content-Length"] = str(len(page.data))
    stopped = what_runs(window, shown, page)
    del page.headers["Content-Security-Policy"]
    window.wait_for_timeout(0)
    run = what_runs(window, shown, page)

    assert any("script-src" in each or "Content Security Policy" in each for each in stopped), stopped
    assert "run" in run


def test_no_payload_runs_in_what_an_author_writes(app: Flask, window: Page, shown: Shown) -> None:
    """Authors' Markdown becomes HTML in one place: paragraphs, lists, headings, links."""
    tried = list(islice(payloads(), PAYLOADS))
    wrong = []
    for first in range(0, len(tried), 50):
        html = "".join(
            to_html(f'{each}\n\n- {each}\n\n## {each}\n\n[a]({each} "{each}")\n') for each in tried[first : first + 50]
        )
        page = app.test_client().get("/login", buffered=True)
        page.set_data(f"<!DOCTYPE html><title>x</title><main>{html}</main>".encode())
        page.headers["Content-Length"] = str(len(page.data))
        wrong += what_runs(window, shown, page)
    assert wrong == []
    note_result("payloads-of-authors", n=len(tried), executions=0, policy_reports=0)
