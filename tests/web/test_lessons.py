"""From "Start" to the end of a course, as pages."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from tests.fixtures.people import School
from tests.material.garden import BED, EARTH, FEED, GARDEN, PLANTS, RIGHT, SKY, SOIL, WATER, lesson_page
from tests.visitor import Visitor


def start(visitor: Visitor) -> None:
    visitor.get(f"/courses/{GARDEN}")
    visitor.submit("/start")


def test_front_page_offers_every_course(visitor: Visitor) -> None:
    visitor.get("/")

    assert {link.href for link in visitor.page.links} >= {f"/courses/{GARDEN}", f"/courses/{SKY}"}


def test_reading_the_outline_makes_nobody(school: School, visitor: Visitor) -> None:
    visitor.get("/")
    visitor.get(f"/courses/{GARDEN}")

    assert school.count("person") == 0


def test_lesson_before_the_start_leads_to_the_button(school: School, visitor: Visitor) -> None:
    visitor.get(lesson_page(SOIL))

    assert visitor.page.address == f"/courses/{GARDEN}"
    assert "Start" in visitor.page.form("/start").buttons
    assert school.count("person") == 0


def test_start_makes_one_guest_and_opens_the_first_lesson(school: School, visitor: Visitor) -> None:
    start(visitor)

    assert visitor.page.h1 == "Know your soil"
    assert school.count("person") == school.count("enrolment") == 1


def test_start_clicked_twice_makes_one_guest(school: School, visitor: Visitor) -> None:
    visitor.get(f"/courses/{GARDEN}")
    sent = visitor.page.form("/start").filled({})
    cookie = visitor.client.get_cookie("session")
    assert cookie is not None

    for _ in range(2):
        visitor.client.set_cookie("session", cookie.value)
        visitor.post(f"/courses/{GARDEN}/start", sent)

    assert school.count("person") == 1


def test_two_visitors_are_two_guests(school: School, app: Flask) -> None:
    for _ in range(2):
        start(Visitor(app))

    assert school.count("person") == 2


def test_closed_lesson_says_why_with_one_way_to_it(visitor: Visitor) -> None:
    start(visitor)

    visitor.get(lesson_page(FEED))

    assert "It opens when Know your soil is done." in visitor.page.text
    assert "2 right answers and 1 reflection" in visitor.page.text
    assert visitor.page.link("Go to: Know your soil").href == lesson_page(SOIL)


def test_continue_anyway_opens_that_lesson_alone(school: School, visitor: Visitor) -> None:
    start(visitor)
    visitor.get(lesson_page(PLANTS))

    visitor.submit("/continue-anyway")

    assert visitor.page.h1 == "Choose plants"
    assert "q-nitrogen-crop" in visitor.page.by_id
    assert "is closed for now" in visitor.get(lesson_page(WATER)).text
    assert "is closed for now" in visitor.get(lesson_page(FEED)).text
    assert school.count("completion") == 0


def test_lesson_without_work_is_finished_by_its_button(school: School, ada: int, ada_here: Visitor) -> None:
    school.complete(ada, SOIL)
    ada_here.get(lesson_page(FEED))

    ada_here.submit("/finish")

    assert ada_here.page.h1 == "Choose plants"


def test_lesson_with_work_cannot_be_finished_by_a_button(school: School, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    token = ada_here.page.form("/questions/holds-water").fields["csrf_token"].values[0]

    reply = ada_here.post(f"{lesson_page(SOIL)}/finish", {"csrf_token": token})

    assert reply.status_code == 404
    assert school.count("lesson_finish") == 0


def answer_by_label(visitor: Visitor, question: str, *labels: str) -> None:
    form = visitor.page.form(f"/questions/{question}")
    visitor.submit(form, {"answer": [form.option("answer", label) for label in labels]})


def test_whole_course_is_walked_to_its_end(school: School, visitor: Visitor) -> None:
    start(visitor)
    answer_by_label(visitor, "holds-water", "Clay")
    answer_by_label(visitor, "good-signs", "Worms", "Crumbs")
    visitor.submit("/prompts/my-earth", {"field-text": EARTH["text"]})
    visitor.follow("Next: Feed the soil")
    visitor.submit("/finish")
    answer_by_label(visitor, "lettuce-shade", "True")
    visitor.submit("/questions/nitrogen-crop", answer="clover")
    visitor.submit("/prompts/first-bed", {"field-if": BED["if"], "field-then": BED["then"]})
    visitor.follow("Next: Water wisely")
    answer_by_label(visitor, "when-to-water", "In the morning")

    assert "You have finished the course." in visitor.page.text
    visitor.follow("See the whole course")
    assert "4 of 4 lessons done" in visitor.page.text
    assert "You have finished this course." in visitor.get("/").text
    assert school.count("response") == len(RIGHT) - 1


def test_plan_is_read_back_as_a_sentence(school: School, ada: int, ada_here: Visitor) -> None:
    school.pass_gate(ada, PLANTS)
    ada_here.get(lesson_page(PLANTS))

    ada_here.submit("/prompts/first-bed", {"field-if": BED["if"], "field-then": BED["then"]})

    assert "When I next see the first warm Saturday, then I will dig one square metre." in ada_here.page.text


def test_outline_leads_on(school: School, ada: int, ada_here: Visitor) -> None:
    school.complete(ada, SOIL)

    ada_here.get(f"/courses/{GARDEN}")

    assert "1 of 4 lessons done" in ada_here.page.text
    assert ada_here.page.link("Continue").href == lesson_page(FEED)


def test_course_without_a_folder_stays_with_its_learners(school: School, ada_here: Visitor, visitor: Visitor) -> None:
    school.publish({SKY: school.published(SKY).course})

    assert ada_here.get(lesson_page(SOIL)).h1 == "Know your soil"
    assert [link.href for link in visitor.get("/").links if GARDEN in link.href] == []


def test_video_may_be_framed_on_lessons_that_have_one_alone(ada: int, school: School, ada_here: Visitor) -> None:
    school.enrol(ada, slug=SKY)
    policies = [
        ada_here.request("GET", address).headers["Content-Security-Policy"]
        for address in (lesson_page(SOIL), lesson_page("finding-north", SKY), f"/courses/{GARDEN}", lesson_page(FEED))
    ]

    assert ["youtube-nocookie" in policy for policy in policies] == [True, False, False, False]


def test_site_without_courses_says_what_to_do(settings: Settings, school: School, tmp_path: Path) -> None:
    school.begin_again({})
    app = import_module("app").create_app(replace(settings, content_dir=tmp_path))

    visitor = Visitor(app)

    assert "There is no course here yet." in visitor.get("/").text
    assert visitor.request("GET", "/readyz").text == "ready, 0 courses\n"
    app.extensions["runway.database"].dispose()


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_told_to_anybody(visitor: Visitor, address: str) -> None:
    assert visitor.request("GET", address).status_code == 200
