"""Random scenarios of network cuts, reloads, killed browsers, dead servers and ended sessions while somebody types."""

import json
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser
from sqlalchemy import text

from tests.fixtures.campus import Campus
from tests.trust.amounts import amount, draw_seed, note_result
from tests.trust.typist import Typist

SCENARIOS = amount(3, 50)
STEPS = 8

pytestmark = pytest.mark.trust


def test_the_text_at_the_end_is_the_text_typed(campus: Campus, browser: Browser, tmp_path: Path) -> None:
    seed = draw_seed()
    happened: Counter[str] = Counter()
    longest = 0
    for number in range(SCENARIOS):
        person = campus.school.member(f"Typist{number}")
        campus.school.enrol(person)
        typist = Typist(
            browser.browser_type,
            tmp_path / str(number),
            campus.lesson,
            f"typist{number}@example.org",
            Random(f"{seed}.{number}"),
            partial(stored, campus, person),
        )
        typist.open_browser()
        try:
            typist.come_back()
            happened.update(live_through(campus, person, typist))
            assert newest_revision(campus, person) == typist.typed, f"seed {seed}, scenario {number}"
        finally:
            typist.close()
        longest = max(longest, len(typist.typed))
    note_result("typing", n=SCENARIOS, seed=seed, texts_lost=0, longest_characters=longest, happened=dict(happened))


def live_through(campus: Campus, person: int, typist: Typist) -> list[str]:
    """Type, and between the words let things happen; at the end all is well again, and the text is looked for."""
    events: dict[str, Callable[[], object]] = {
        "cut": lambda: typist.cut_the_network(is_cut=True),
        "mend": lambda: typist.cut_the_network(is_cut=False),
        "reload": typist.reload,
        "another tab": typist.open_another_tab,
        "browser killed": typist.kill_browser,
        "session ended": lambda: end_sessions(campus, person),
        "server killed": campus.server.kill,
        "rest": lambda: typist.page.wait_for_timeout(2500),  # long enough for a draft to leave
    }
    happened: list[str] = []
    for _ in range(STEPS):
        typist.type()
        if happened and happened[-1] == "server killed":
            campus.server.start()
        happened.append(typist.dice.choice(list(events)))
        events[happened[-1]]()
    if happened[-1] == "server killed":
        campus.server.start()
    typist.cut_the_network(is_cut=False)
    typist.come_back()
    typist.page.get_by_role("button", name="Save", exact=True).click()
    typist.page.locator("#r-my-earth [data-state]", has_text="Saved").wait_for()
    typist.page.reload()
    typist.finds_the_text()
    return happened


def end_sessions(campus: Campus, person: int) -> None:
    with campus.school.database.writing() as session:
        session.execute(text("DELETE FROM person_session WHERE person_id = :person"), {"person": person})


def newest_revision(campus: Campus, person: int) -> str:
    newest = "SELECT body FROM reflection_revision WHERE person_id = :person ORDER BY number DESC LIMIT 1"
    return "".join(texts(campus, newest, person))


def stored(campus: Campus, person: int) -> list[str]:
    """Every text of theirs that the server would bring back."""
    written = "SELECT body FROM draft WHERE person_id = :person UNION SELECT body FROM reflection_revision"
    return ["", *texts(campus, f"{written} WHERE person_id = :person", person)]


def texts(campus: Campus, statement: str, person: int) -> list[str]:
    with campus.school.database.reading() as session:
        return [json.loads(body)["text"] for body in session.scalars(text(statement), {"person": person})]
