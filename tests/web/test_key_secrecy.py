"""The key does not leave the server before an answer: twin courses that differ in nothing else look alike."""

import re
from collections.abc import Iterator
from random import Random

import pytest
from flask import Flask

from course.material.compiled import CompiledCourse
from tests.fixtures.people import School, compiled
from tests.material.edits import with_key, with_question_changed
from tests.material.garden import COURSES, GARDEN, LESSONS, RIGHT, SKY, SOIL, lesson_page
from tests.pages import text_of
from tests.trust.amounts import amount, draw_seed, note_result
from tests.visitor import Visitor

TOKEN = re.compile(r'name="csrf_token"\s+value="[^"]*"')
REVISION = re.compile(r'value="(\w[\w-]*\.)?\d+(\.0)?"')
TWINS = amount(10, 200)
# The slugs have the same length; names of the twins are replaced before comparing.
TWIN = "second-garden"
CHOICES = {"holds-water": ("sand", "clay", "gravel"), "when-to-water": ("morning", "noon")}
SEVERAL = ("worms", "crust", "crumbs", "smell")


def twin(chance: Random) -> CompiledCourse:
    """The garden course with another key in every question, explained in other words."""
    course = compiled(COURSES)[GARDEN]
    for question, options in CHOICES.items():
        course = with_key(course, question, chance.choice([each for each in options if each not in RIGHT[question]]))
    course = with_key(course, "good-signs", *chance.sample(SEVERAL, k=chance.randint(1, 3)))
    course = with_question_changed(course, "lettuce-shade", right=False)
    course = with_question_changed(course, "nitrogen-crop", accepted=("beans", "* beans *"))
    course = with_question_changed(course, "loose-earth", value=str(chance.randint(1, 90)))
    for question in RIGHT:
        course = with_question_changed(course, question, explanation=f"<p>{chance.random()}</p>")
    return course


@pytest.fixture
def twins(school: School, ada: int) -> School:
    school.publish({GARDEN: compiled(COURSES)[GARDEN], TWIN: twin(Random(1)), SKY: school.published(SKY).course})
    school.enrol(ada, slug=TWIN)
    return school


def as_sent(visitor: Visitor, address: str) -> tuple[str, str]:
    """The page and its headers with the session’s token and the course’s name replaced."""
    response = visitor.request("GET", address)
    body = TOKEN.sub('name="csrf_token" value=""', response.text).replace(TWIN, GARDEN)
    headers = [(name, value) for name, value in response.headers if name != "Set-Cookie"]
    return body, str([each for each in headers if each[0] != "Content-Length"])


def opened(school: School, person: int, slug: str) -> Iterator[str]:
    for lesson in LESSONS:
        yield lesson_page(lesson, slug)
        yield lesson_page(lesson, slug) + "?only=missed"
    yield f"/courses/{slug}"


def test_twins_with_other_keys_are_byte_for_byte_alike_before_an_answer(
    twins: School, ada: int, ada_here: Visitor
) -> None:
    for slug in (GARDEN, TWIN):
        for lesson in LESSONS[1:]:
            ada_here.get(lesson_page(lesson, slug))
            ada_here.submit("/continue-anyway")

    for one, other in zip(opened(twins, ada, GARDEN), opened(twins, ada, TWIN), strict=True):
        assert as_sent(ada_here, one) == as_sent(ada_here, other)


@pytest.mark.trust
def test_many_twins_are_alike(school: School, ada: int, ada_here: Visitor) -> None:
    number = draw_seed()
    for lesson in LESSONS[1:]:
        school.pass_gate(ada, lesson)

    def pages(seed: int) -> list[tuple[str, str]]:
        school.publish({GARDEN: twin(Random(seed)), SKY: school.published(SKY).course})
        shown = (as_sent(ada_here, address) for address in opened(school, ada, GARDEN))
        # The number of the revision tells how often a question was changed, not what its key is.
        return [(REVISION.sub("", body), headers) for body, headers in shown]

    first = pages(number)
    unlike = [seed for seed in range(number + 1, number + TWINS) if pages(seed) != first]
    assert unlike == []
    note_result("twins", n=TWINS, seed=number, pages_of_each=len(first), unlike=0)


def test_twins_differ_after_an_answer(twins: School, ada_here: Visitor) -> None:
    """The comparison above would see a key."""
    for slug in (GARDEN, TWIN):
        ada_here.get(lesson_page(SOIL, slug))
        form = ada_here.page.form("/questions/holds-water")
        ada_here.submit(form, answer=form.option("answer", "Clay"))

    assert as_sent(ada_here, lesson_page(SOIL)) != as_sent(ada_here, lesson_page(SOIL, TWIN))


def test_nothing_of_the_feedback_is_in_the_page_before_an_answer(ada_here: Visitor) -> None:
    page = ada_here.get(lesson_page(SOIL)).html

    asked = {each.question.id: each.question for each in compiled(COURSES)[GARDEN].lessons[0].questions}
    secrets = [each.explanation for each in asked.values()]
    secrets += [option.reason for each in asked.values() for option in each.options]  # type: ignore[union-attr]
    assert len(secrets) == 9
    assert [secret for secret in secrets if secret in page] == []


def test_option_ids_are_opaque(ada_here: Visitor) -> None:
    form = ada_here.get(lesson_page(SOIL)).form("/questions/holds-water")

    values = set(form.fields["answer"].options.values())
    assert len(values) == 3
    assert all(re.fullmatch(r"[\w-]{12}", value) for value in values)
    assert "gravel" not in re.sub("Gravel", "", ada_here.page.html)


def order(visitor: Visitor, question: str) -> list[str]:
    visitor.get(lesson_page(SOIL))
    return list(visitor.page.form(f"/questions/{question}").fields["answer"].options)


def test_option_order_is_each_learners_own_and_stays(app: Flask, ada_here: Visitor) -> None:
    guests = [Visitor(app) for _ in range(8)]
    for guest in guests:
        guest.get(f"/courses/{GARDEN}")
        guest.submit("/start")

    orders = {tuple(order(guest, "good-signs")) for guest in guests}

    assert len(orders) > 1
    assert order(ada_here, "good-signs") == order(ada_here, "good-signs")


def test_option_order_stays_when_the_key_changes(school: School, ada_here: Visitor) -> None:
    before = order(ada_here, "good-signs")

    school.publish({GARDEN: with_key(school.published().course, "good-signs", "smell")})

    assert order(ada_here, "good-signs") == before


def test_only_the_answered_question_shows_its_key(ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    form = ada_here.page.form("/questions/holds-water")
    ada_here.submit(form, answer=form.option("answer", "Sand"))

    assert "Clay keeps it." in text_of(ada_here.page.by_id["q-holds-water"])
    assert "They live where it is good to live." not in ada_here.page.html
