"""Pages ask the database a fixed number of times, however much there is to show."""

from datetime import timedelta
from typing import Protocol

import pytest
from flask import Flask

from course.people.cohorts import CohortCard
from course.teaching.item_analysis import ItemAnalyses
from tests.fixtures.counting import asked
from tests.fixtures.people import School
from tests.material.garden import EARTH, FEED, GARDEN, PLANTS, SOIL, WATER, WRONG, lesson_page
from tests.visitor import Visitor
from tests.web.conftest import SignIn

pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)


class Count(Protocol):
    """Fetches a page twice, and counts the statements of the second time."""

    def __call__(self, visitor: Visitor, address: str, *, afresh: bool = False) -> int: ...


@pytest.fixture
def count(app: Flask) -> Count:
    """Fetch a page that has been fetched before, and count its statements."""
    database = app.extensions["runway.database"]

    def count(visitor: Visitor, address: str, *, afresh: bool = False) -> int:
        visitor.request("GET", address)
        if afresh:
            app.extensions["runway.analyses"] = ItemAnalyses()
        with asked(database) as statements:
            assert visitor.request("GET", address).status_code == 200
            return len(statements)

    return count


def test_lesson_page_asks_the_same_whatever_was_answered(
    school: School, ada: int, cohort: CohortCard, ada_here: Visitor, count: Count
) -> None:
    school.share(ada, school.write(ada, "my-earth", EARTH), cohort)
    first = count(ada_here, lesson_page(SOIL))
    for _ in range(3):
        school.complete(ada)
        school.write(ada, "my-earth", {"text": f"{school.now}"}, base=school.base(ada, "my-earth"))

    assert count(ada_here, lesson_page(SOIL)) == first
    assert count(ada_here, lesson_page(PLANTS)) <= first
    assert first <= 10


def test_lesson_page_of_whoever_is_in_no_cohort_asks_less(
    school: School, ada: int, ada_here: Visitor, count: Count
) -> None:
    assert count(ada_here, lesson_page(SOIL)) <= 7


def test_outline_asks_the_same_whatever_was_done(school: School, ada: int, ada_here: Visitor, count: Count) -> None:
    first = count(ada_here, f"/courses/{GARDEN}")
    school.complete(ada)

    assert count(ada_here, f"/courses/{GARDEN}") == first
    assert first <= 5


@pytest.mark.parametrize("part", ["questions", "questions/holds-water", "exports"])
@pytest.mark.parametrize("kept", [True, False])
def test_questions_ask_the_same_for_one_and_for_three(
    app: Flask, school: School, ada: int, cohort: CohortCard, ines_here: Visitor, count: Count, part: str, kept: bool
) -> None:
    """Also where nothing was computed before: the page is fetched once before it is counted."""
    address = f"/teach/{cohort.public_id}/{part}"
    school.answer(ada, "holds-water", WRONG["holds-water"])
    one = count(ines_here, address, afresh=not kept)
    for number in range(2):
        guest = school.guest(f"visit-{number}")
        school.join(cohort, guest)
        school.complete(guest, SOIL, WATER)

    assert count(ines_here, address, afresh=not kept) == one
    assert one <= 12


@pytest.mark.parametrize("file", ["export.csv", "responses.csv", "questions.csv"])
def test_downloads_ask_the_same_for_one_and_for_three(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor, count: Count, file: str
) -> None:
    address = f"/teach/{cohort.public_id}/{file}"
    school.answer(ada, "holds-water", WRONG["holds-water"])
    one = count(ines_here, address)
    for number in range(2):
        guest = school.guest(f"visit-{number}")
        school.join(cohort, guest)
        school.complete(guest, SOIL, WATER)

    assert count(ines_here, address) == one
    assert one <= 12


@pytest.mark.parametrize("page", ["", "/needs", "?state=under-way&sort=active-down", "?show=all", "cohorts"])
def test_roster_asks_the_same_for_one_and_for_three(
    school: School, cohort: CohortCard, ines_here: Visitor, count: Count, page: str
) -> None:
    address = "/teach" if page == "cohorts" else f"/teach/{cohort.public_id}{page}"
    one = count(ines_here, address)
    for number in range(2):
        guest = school.guest(f"visit-{number}")
        school.join(cohort, guest)
        school.complete(guest, SOIL, WATER)

        school.share(guest, school.write(guest, "my-earth", EARTH), cohort)

    assert count(ines_here, address) == one
    assert one <= 13
    assert "3 learners" in ines_here.page.text or page == "/needs"


def test_shared_answers_ask_the_same_for_one_and_for_three(
    school: School, ada: int, ines: int, cohort: CohortCard, ines_here: Visitor, count: Count
) -> None:
    address = f"/teach/{cohort.public_id}/reflections"
    counts = []
    for people in ([ada], [school.guest("one"), school.guest("two")]):
        for person in people:
            school.join(cohort, person)
            for prompt in ("my-earth", "my-water"):
                school.share(person, school.write(person, prompt, EARTH), cohort)
                school.say(ines, person, prompt, cohort, "Try compost.")
        counts.append((count(ines_here, address), count(ines_here, f"{address}/my-earth?show=all")))

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12
    assert ines_here.page.text.count("Try compost.") >= 3


def test_lesson_page_asks_about_dialogues_only_where_there_is_one(
    school: School, ada: int, ines: int, cohort: CohortCard, ada_here: Visitor, count: Count
) -> None:
    for prompt in ("my-earth", "my-water"):
        school.share(ada, school.write(ada, prompt, EARTH), cohort)
    silent = count(ada_here, lesson_page(SOIL))
    school.say(ines, ada, "my-earth", cohort, "Try compost.")
    one = count(ada_here, lesson_page(SOIL))
    for _ in range(2):
        school.say(ines, ada, "my-earth", cohort, "And sand.")

    assert count(ada_here, lesson_page(SOIL)) == one <= silent + 4


def test_one_learners_page_asks_the_same_whatever_was_done(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor, count: Count
) -> None:
    address = f"/teach/{cohort.public_id}/learners/{school.public_id(ada)}"
    one = count(ines_here, address)
    for _ in range(3):
        school.complete(ada)
        school.write(ada, "my-earth", {"text": f"{school.now}"}, base=school.base(ada, "my-earth"))

    assert count(ines_here, address) == one
    assert one <= 12


def test_course_page_asks_once_more_for_the_last_words_of_whoever_comes_back(
    school: School, ada: int, ada_here: Visitor, count: Count
) -> None:
    school.write(ada, "my-earth", EARTH)
    first = count(ada_here, f"/courses/{GARDEN}")
    school.now += timedelta(days=30)

    assert count(ada_here, f"/courses/{GARDEN}") == first + 1


def test_nothing_is_asked_for_what_was_missed(
    school: School, ada: int, ada_here: Visitor, sign_in: SignIn, count: Count
) -> None:
    """A lesson with a warm-up, and the course and the front page while a review is due."""
    addresses = (lesson_page(FEED), f"/courses/{GARDEN}", "/")
    rival = school.member("Rival")
    school.enrol(rival)
    school.answer(ada, "holds-water", WRONG["holds-water"])
    for person in (ada, rival):
        school.complete(person, SOIL)
    school.now += timedelta(days=2)

    missed = [count(ada_here, address) for address in addresses]

    assert "Asked again" in ada_here.get(lesson_page(FEED)).text
    assert missed == [count(sign_in("rival"), address) for address in addresses]


@pytest.mark.parametrize("page", ["progress", "review", "review/questions/holds-water"])
def test_looking_back_asks_the_same_whatever_was_done(
    school: School, ada: int, ada_here: Visitor, count: Count, page: str
) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    first = count(ada_here, f"/courses/{GARDEN}/{page}")
    school.complete(ada)
    for _ in range(3):
        school.review(ada, "holds-water", WRONG["holds-water"])

    assert count(ada_here, f"/courses/{GARDEN}/{page}") == first
    assert first <= 7
