"""Every kind of prompt as a person writes to it, with JavaScript and without."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from course.database import Database
from tests.browser.learning import Learner, is_on
from tests.browser.nadia import Note
from tests.fixtures.browser import BrowserFaults, OpenPage
from tests.fixtures.databases import Databases
from tests.fixtures.servers import LiveServer, StartServer
from tests.material.every_prompt import COURSE_PAGE, PROMPTS_FOLDER, SPRING, WRITTEN

DRAFT_SAVED = re.compile(r"^Draft saved \d\d:\d\d$")
NEXT_CENTURY = "2127-03-20"
LESSON = f"{COURSE_PAGE}/lessons/{SPRING}"


@dataclass(frozen=True, slots=True)
class Year:
    """The server of the course that asks in every way, and its database."""

    server: LiveServer
    database: Database

    def stored(self, table: str, prompt: str) -> list[dict[str, str]]:
        statement = text(f"SELECT body FROM {table} WHERE prompt_key = :prompt")  # noqa: S608
        with self.database.reading() as session:
            return [json.loads(body) for body in session.scalars(statement, {"prompt": prompt})]


@pytest.fixture
def year(databases: Databases, start_server: StartServer) -> Iterator[Year]:
    with databases.fresh("sqlite") as url, start_server(url, content_dir=PROMPTS_FOLDER) as server:
        database = Database(url)
        yield Year(server, database)
        assert "Traceback" not in server.log, server.log
        database.dispose()


@pytest.fixture
def learner(year: Year, open_browser_page: OpenPage) -> Learner:
    """Somebody who has just pressed Start."""
    learner = Learner(open_browser_page(reduced_motion="reduce"), year.server.url)
    learner.open(COURSE_PAGE)
    learner.page.get_by_role("button", name="Start").click()
    is_on(learner.page, COURSE_PAGE)
    return learner


def note(prompt: str) -> Note:
    fields = dict(WRITTEN[prompt])
    return Note(prompt, fields | {"when": NEXT_CENTURY} if "when" in fields else fields)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_every_kind_is_written_from_the_welcome_to_the_end(year: Year, learner: Learner) -> None:
    page = learner.page
    for prompt in ("know-garden", "my-hopes"):
        learner.write(note(prompt))
    page.get_by_role("link", name="Next: Spring").click()
    is_on(page, LESSON)
    expect(page.get_by_label("I will have done it by")).to_have_value(re.compile(r"^\d{4}-\d\d-\d\d$"))
    for prompt in ("my-wish", "first-bed", "sure-hand"):
        learner.write(note(prompt))
    expect(learner.prompt("my-wish")).to_contain_text("If that happens, I will water at once.")
    expect(learner.prompt("first-bed")).to_contain_text("I will have done it by 20 March 2127.")
    learner.status.get_by_role("link", name="Next: Autumn").click()
    learner.write(note("seeds"))
    expect(learner.prompt("sure-hand--again")).not_to_contain_text("Then")
    learner.write(note("sure-hand--again"))
    expect(learner.prompt("sure-hand--again")).to_contain_text("Then: 0 · Now: 2")
    learner.status.get_by_role("link", name="See the whole course").click()
    expect(page.locator("#r-know-garden")).to_have_count(0)
    for prompt in ("looking-back", "know-garden--again"):
        learner.write(note(prompt))
    expect(learner.prompt("know-garden--again")).to_contain_text("Then: 2 · Now: 4")
    for prompt in WRITTEN:
        assert year.stored("reflection_revision", prompt)[-1] == note(prompt).fields


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_day_that_is_over_is_refused_and_everything_typed_stays(
    year: Year, learner: Learner, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect("status of 422")
    learner.open(LESSON)
    card = learner.prompt("first-bed")
    card.get_by_label("I will", exact=True).fill("sow peas")
    card.get_by_label("I will have done it by").fill("2020-03-20")
    card.get_by_role("button", name="Save", exact=True).click()
    expect(card.locator(".error")).to_have_text("This day is over. Choose today or one to come.")
    expect(card.locator(".error")).to_be_visible()
    expect(card.get_by_label("I will", exact=True)).to_have_value("sow peas")
    expect(card.get_by_label("I will have done it by")).to_have_value("2020-03-20")
    assert year.stored("reflection_revision", "first-bed") == []


def test_levels_and_days_save_themselves_and_survive_a_reload(year: Year, learner: Learner) -> None:
    page = learner.page
    page.get_by_role("radio", name=re.compile("^3: by season")).check()
    expect(learner.prompt("know-garden").locator("[data-state]")).to_have_text(DRAFT_SAVED)
    assert year.stored("draft", "know-garden") == [{"level": "3"}]
    page.reload()
    expect(page.get_by_role("radio", name=re.compile("^3: by season"))).to_be_checked()

    learner.open(LESSON)
    page.get_by_label("I will have done it by").fill(NEXT_CENTURY)
    expect(learner.prompt("first-bed").locator("[data-state]")).to_have_text(DRAFT_SAVED)
    page.reload()
    expect(page.get_by_label("I will have done it by")).to_have_value(NEXT_CENTURY)
    assert year.stored("reflection_revision", "first-bed") == [], "a day alone is nothing written"


def test_levels_and_days_that_never_left_come_back_with_the_page(
    year: Year, learner: Learner, browser_faults: BrowserFaults
) -> None:
    browser_faults.expect_no_server()
    page = learner.page
    learner.open(LESSON)
    year.server.kill()
    learner.type(Note("first-bed", note("first-bed").fields))
    learner.type(Note("sure-hand", {"level": "1"}))
    for prompt in ("first-bed", "sure-hand"):
        expect(learner.prompt(prompt).locator("[data-state]")).to_have_text("Kept on this device, will send")
    later = page.context.new_page()
    page.close()
    year.server.start()
    browser_faults.watch(later)
    later.goto(year.server.url + LESSON)
    expect(later.get_by_label("I will have done it by")).to_have_value(NEXT_CENTURY)
    expect(later.get_by_role("radio", name=re.compile("^1"))).to_be_checked()
    for prompt in ("first-bed", "sure-hand"):
        expect(later.locator(f"#r-{prompt} [data-state]")).to_have_text(DRAFT_SAVED)
    assert year.stored("draft", "sure-hand") == [{"level": "1"}]


def test_choosing_a_level_needs_no_mouse_and_is_announced(learner: Learner) -> None:
    page: Page = learner.page
    learner.open(LESSON)
    page.get_by_role("radio", name=re.compile("^0")).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name=re.compile("^1"))).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_have_text(re.compile("^Saved"))
    expect(page.get_by_role("group", name="Your rating")).to_be_visible()
