"""People who have nothing to do with each other: what one does changes nothing of the other's and shows them nothing.

Two casts do all that their pages offer, one after the other, with other words and other choices, and the second ends
all that it can end. Then the first must see the same pages as before, and what it left must stand in the tables as it
was; and the second must have met no word of the first.
"""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.people import Dump, School
from tests.page_forms import Field
from tests.pages import text_of
from tests.trust.amounts import note_result
from tests.trust.cast import make_cast, open_school
from tests.trust.quick_forms import read_tree
from tests.trust.walking import ENDINGS, Walker

pytestmark = pytest.mark.trust

People = Mapping[str, Walker]
Seen = dict[tuple[str, str], str]
OURS = ("Loam, and a spade.", "0@example.org", "Ada0", "Lin0", "Mia0", "Ines0", "Spring 0", "Autumn 0")
SEES_EVERYBODY = {"admin"}
READABLE = frozenset("text/html text/csv text/markdown text/calendar application/json application/zip".split())
"""Spreadsheets and PDF files say when they were made; they hold what CSV and pages do."""


def our_words(_name: str, _field: Field) -> str:
    return OURS[0]


def their_words(_name: str, _field: Field) -> str:
    return "Silt, and a rake."


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_strangers_change_and_see_nothing_of_each_other(app: Flask, school: School) -> None:
    open_school(school)
    ours = make_cast(school, 0).walkers(app, school, our_words)
    posts = do_everything(ours)
    before = school.dump()
    theirs = make_cast(school, 1).walkers(app, school, their_words)
    # Without what came of making their links: a new one for instructors ends the last, and mails are tried in turn.
    seen, left = look_everywhere(ours), still_there(before, school)
    for walker in theirs.values():
        walker.choice = -1
    posts += do_everything(theirs)
    told = look_everywhere(theirs)
    posts += do_everything(theirs, then_end=True)

    now = look_everywhere(ours)
    assert [key for key in seen if now.get(key) != seen[key]] == []
    assert still_there(left, school) == left
    assert [key for key, words in told.items() if any(word in words for word in OURS)] == []
    note_result("strangers", n=posts, pages=len(seen), changed=0, told=0)


def do_everything(people: People, *, then_end: bool = False) -> int:
    """Send every form once: those that do not end something, or all, the last first; gives how many were sent."""
    everybody = list(people.values())
    everybody, but = (everybody[::-1], ()) if then_end else (everybody, ENDINGS)
    return sum(1 for walker in everybody for _ in walker.send_everything(but))


def look_everywhere(people: People) -> Seen:
    """Give the words of every page, by who sees it and its address."""
    found: Seen = {}
    for who, walker in people.items():
        if who not in SEES_EVERYBODY:
            walker.crawl()
            read = {address: answer for address, answer in walker.seen.items() if answer.mimetype in READABLE}
            found |= {(who, address): _words_of(answer) for address, answer in read.items()}
    return found


def _words_of(answer: TestResponse) -> str:
    if answer.mimetype == "text/html":
        return text_of(read_tree(answer.text))
    if answer.mimetype == "application/zip":
        with ZipFile(BytesIO(answer.data)) as zipped:
            return "\n".join(zipped.read(name).decode() for name in zipped.namelist())
    return answer.text


def still_there(rows: Dump, school: School) -> Dump:
    """Those of these rows that are as they were."""
    now = {table: set(those) for table, those in school.dump().items()}
    return {table: [row for row in those if row in now[table]] for table, those in rows.items()}
