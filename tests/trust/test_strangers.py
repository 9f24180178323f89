"""People who have nothing to do with each other: what one does changes nothing of the other's and shows them nothing.

Two casts do all that their pages offer, the second while the first one's work stands in the same tables. Both must then
see the same pages, but for their names; and what the first one left must stand as it was after the second has ended
all that it can end.
"""

import re
from collections import Counter
from collections.abc import Mapping
from difflib import unified_diff
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.people import Dump, School
from tests.pages import text_of
from tests.trust.cast import make_cast, open_school
from tests.trust.quick_forms import read_tree
from tests.trust.walking import ENDINGS, Found, Walker

pytestmark = pytest.mark.trust

OF_A_CAST = re.compile(
    r"((?:Ada|Lin|Mia|Ines|Tom|Alma|Sam|Kim|Spring|Autumn|visit|new|moved|friend)\W?)\d+", re.IGNORECASE
)
DRAWN = re.compile(r"\b[a-z0-9]{12}\b|\b[a-z0-9]{24}\b|(?<=2027-03-01.12:)01(?=:00Z| UTC)")
"""Names made by chance, and when a letter is tried again that waited in the first one's outbox."""
READABLE = (
    "text/html",
    "text/csv",
    "text/markdown",
    "text/calendar",
    "application/json",
    "application/zip",
)
Seen = Counter[tuple[str, str, str]]
SEES_EVERYBODY = {"admin"}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_strangers_change_and_see_nothing_of_each_other(app: Flask, school: School) -> None:
    open_school(school)
    ours = make_cast(school, 0).walkers(app, school)
    do_everything(ours)
    seen = look_everywhere(ours)
    before = school.dump()
    theirs = make_cast(school, 1).walkers(app, school)
    # Without what came of making their links: a new one for instructors ends the last, and mails are tried in turn.
    ours_left = still_there(before, school)
    do_everything(theirs)
    also_seen = look_everywhere(theirs)
    do_everything(theirs, then_end=True)

    assert differences(seen, also_seen) == []
    assert still_there(ours_left, school) == ours_left


def still_there(rows: Dump, school: School) -> Dump:
    """Those of these rows that are as they were."""
    now = {table: set(those) for table, those in school.dump().items()}
    return {table: [row for row in those if row in now[table]] for table, those in rows.items()}


def differences(ours: Seen, theirs: Seen) -> list[str]:
    """What one cast sees on a page of a kind, and the other does not."""
    ours, theirs = ours - theirs, theirs - ours
    found = []
    for key in sorted({(who, endpoint) for who, endpoint, _ in ours | theirs}):
        here, there = (
            " ".join(sorted(text for who, endpoint, text in each if (who, endpoint) == key)) for each in (ours, theirs)
        )
        changed = [line for line in unified_diff(here.split(), there.split(), n=3, lineterm="") if line[:1] in "+- "]
        found.append(f"{key}: {' '.join(changed)}")
    return found


def do_everything(people: Mapping[str, Walker], *, then_end: bool = False) -> None:
    """Let everybody send every form once: those that do not end something, or all, the last first."""
    for walker in reversed(list(people.values())) if then_end else people.values():
        walker.come_in()
        walker.crawl()
        done: set[str] = set()
        while found := _next(walker, done, then_end=then_end):
            done.add(found.address)
            if fresh := walker.again(found):
                walker.send(fresh, walker.filled(fresh))
                walker.come_in()
                walker.look_again(fresh.page)


def _next(walker: Walker, done: set[str], *, then_end: bool) -> Found | None:
    waiting = (each for each in walker.forms.values() if each.address not in done)
    return min((each for each in waiting if then_end or each.endpoint not in ENDINGS), key=_turn, default=None)


def _turn(found: Found) -> tuple[int, str]:
    return found.turn


def look_everywhere(people: Mapping[str, Walker]) -> Seen:
    found: Seen = Counter()
    for who, walker in people.items():
        if who in SEES_EVERYBODY:
            continue
        walker.come_in()
        walker.crawl()
        for address, answer in walker.seen.items():
            if answer.mimetype in READABLE:
                words = DRAWN.sub("…", OF_A_CAST.sub(r"\1", words_of(answer))).split()
                found[who, walker.endpoint(address, "GET"), " ".join(sorted(words))] += 1
    return found


def words_of(answer: TestResponse) -> str:
    if answer.mimetype == "text/html":
        return text_of(read_tree(answer.text))
    if answer.mimetype == "application/zip":
        with ZipFile(BytesIO(answer.data)) as zipped:
            return "\n".join(zipped.read(name).decode() for name in zipped.namelist())
    return answer.text
