"""Answering in a browser without JavaScript, and what double clicks, old pages and several tabs do."""

from collections.abc import Mapping, Sequence

import pytest
from flask import Flask
from markupsafe import escape

from course.learning.progress import rebuild_progress
from tests.fixtures.people import School
from tests.fixtures.threads import at_once
from tests.material.edits import with_key, without_question
from tests.material.garden import GARDEN, PLANTS, SOIL, WATER, lesson_page, question_address
from tests.pages import text_of
from tests.visitor import Visitor

Sent = Mapping[str, str | Sequence[str]]


def filled(visitor: Visitor, question: str, *labels: str) -> dict[str, list[str]]:
    """What the form of this question sends with these choices, without sending it."""
    form = visitor.page.form(f"/questions/{question}")
    return form.filled({"answer": [form.option("answer", label) for label in labels]})


def card(visitor: Visitor, question: str) -> str:
    return text_of(visitor.page.by_id[f"q-{question}"])


def test_answering_wrong_and_then_right(school: School, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    ada_here.submit("/questions/holds-water", filled(ada_here, "holds-water", "Sand"))
    wrong = card(ada_here, "holds-water")
    ada_here.submit("/questions/holds-water", filled(ada_here, "holds-water", "Clay"))
    right = card(ada_here, "holds-water")

    assert "Not right yet." in wrong
    assert "Sand lets the water go." in wrong
    assert "What holds water for days is clay." in wrong
    assert "Right." in right
    assert "1 of 2 questions right." in ada_here.page.text
    assert school.count("response") == 2


def test_answering_part_of_several(ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    ada_here.submit("/questions/good-signs", filled(ada_here, "good-signs", "Worms"))
    partly = card(ada_here, "good-signs")
    ada_here.submit("/questions/good-signs", filled(ada_here, "good-signs", "Worms", "Crumbs"))

    assert "Partly right." in partly
    assert "Right." in card(ada_here, "good-signs")


def test_answering_true_or_false_in_words_and_in_numbers(school: School, ada: int, ada_here: Visitor) -> None:
    school.pass_gate(ada, PLANTS)
    ada_here.get(lesson_page(PLANTS))
    ada_here.submit("/questions/lettuce-shade", filled(ada_here, "lettuce-shade", "True"))
    ada_here.submit("/questions/nitrogen-crop", answer="Red CLOVER")
    ada_here.submit("/questions/loose-earth", answer="14,5 cm")

    assert school.lesson(ada, PLANTS).right == 3
    assert 'value="Red CLOVER"' in ada_here.page.html


@pytest.mark.parametrize(
    ("question", "asked_for"),
    [
        ("holds-water", "Choose an answer first."),
        ("good-signs", "Tick at least one answer first."),
        ("lettuce-shade", "Choose an answer first."),
        ("nitrogen-crop", "Write an answer first."),
        ("loose-earth", "Write a number first."),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_answering_nothing_is_asked_about_and_not_recorded(
    school: School, ada: int, ada_here: Visitor, question: str, asked_for: str
) -> None:
    school.pass_gate(ada, PLANTS)
    ada_here.get(question_address(question).partition("/questions/")[0])

    ada_here.submit(f"/questions/{question}", status=422)

    assert asked_for in card(ada_here, question)
    assert school.count("response") == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("about so deep", "Write a number, for example 15 or 15.5."),
        ("1,500 cm", ""),
        ("1 500 cm", "without separators between thousands"),
        ("15", "Add the unit after the number."),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_answering_with_an_unreadable_number_is_told_what_to_write(
    school: School, ada: int, ada_here: Visitor, typed: str, said: str
) -> None:
    school.pass_gate(ada, PLANTS)
    ada_here.get(lesson_page(PLANTS))

    ada_here.submit("/questions/loose-earth", answer=typed, status=422 if said else 200)

    assert said in card(ada_here, "loose-earth")
    assert f'value="{escape(typed)}"' in ada_here.page.html
    assert school.count("response") == (0 if said else 1)


def test_double_click_is_one_response(school: School, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    sent = filled(ada_here, "holds-water", "Clay")

    replies = [ada_here.post(question_address("holds-water"), sent) for _ in range(2)]

    assert [reply.status_code for reply in replies] == [303, 303]
    assert replies[0].location == replies[1].location
    assert school.count("response") == 1


@pytest.mark.parametrize(("other", "responses"), [("Sand", 1), ("Clay", 2)])
def test_two_tabs_of_the_same_state(school: School, ada_here: Visitor, other: str, responses: int) -> None:
    ada_here.get(lesson_page(SOIL))
    one_tab = filled(ada_here, "holds-water", "Sand")
    ada_here.get(lesson_page(SOIL))
    other_tab = filled(ada_here, "holds-water", other)

    for sent in (one_tab, other_tab):
        ada_here.post(question_address("holds-water"), sent)

    assert school.count("response") == responses


def test_old_page_is_judged_by_the_question_it_showed(school: School, ada: int, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    old = filled(ada_here, "holds-water", "Clay")
    school.publish({GARDEN: with_key(school.published().course, "holds-water", "sand")})

    ada_here.post(question_address("holds-water"), old)

    assert school.lesson(ada, SOIL).right == 1


def test_question_deleted_meanwhile_takes_the_answer(school: School, ada: int, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    old = filled(ada_here, "holds-water", "Clay")
    school.publish({GARDEN: without_question(school.published().course, "holds-water")})

    reply = ada_here.post(question_address("holds-water"), old)
    fragment = ada_here.client.post(question_address("holds-water"), data=old, headers={"X-Fragment": "1"})

    assert (reply.status_code, fragment.status_code) == (303, 303)
    assert school.count("response") == 1
    ada_here.get(lesson_page(SOIL))


def send(visitor: Visitor, address: str, **changes: str) -> int:
    """Send what the form of a question sends, changed, to an address."""
    token = visitor.get(lesson_page(SOIL)).form("/questions/holds-water").fields["csrf_token"].values[0]
    sent = {"answer": "x", "revision": "1", "submission_key": "k", "csrf_token": token} | changes
    return visitor.post(address, {name: value for name, value in sent.items() if value}).status_code


def test_question_that_is_not_there_is_not_found(school: School, ada: int, ada_here: Visitor) -> None:
    school.pass_gate(ada, WATER)
    ada_here.get(lesson_page(SOIL))

    found = {
        "nonexistent": send(ada_here, f"{lesson_page(SOIL)}/questions/nonexistent"),
        "another lesson’s": send(ada_here, f"{lesson_page(SOIL)}/questions/when-to-water"),
        "of a closed lesson": send(ada_here, question_address("lettuce-shade")),
        "of no lesson": send(ada_here, f"/courses/{GARDEN}/lessons/weeds/questions/holds-water"),
        "of no course": send(ada_here, "/courses/weeds/lessons/weeds/questions/holds-water"),
        "a revision to come": send(ada_here, question_address("holds-water"), revision="2"),
    }

    assert set(found.values()) == {404}, found
    assert school.count("response") == 0


@pytest.mark.parametrize("revision", ["", "one", "0", "-1", "1.5", "9" * 12, "9" * 30])
def test_revision_that_no_page_shows_is_refused(school: School, ada_here: Visitor, revision: str) -> None:
    ada_here.get(lesson_page(SOIL))

    status = send(ada_here, question_address("holds-water"), revision=revision)

    assert status in (400, 404)
    assert school.count("response") == 0


@pytest.mark.parametrize("key", ["", "k" * 101])
def test_submission_key_that_no_page_shows_is_refused(school: School, ada_here: Visitor, key: str) -> None:
    ada_here.get(lesson_page(SOIL))
    value = filled(ada_here, "holds-water", "Clay")["answer"][0]

    assert send(ada_here, question_address("holds-water"), answer=value, submission_key=key) == 400
    assert school.count("response") == 0


def test_option_nobody_offered_is_no_answer(school: School, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))

    assert send(ada_here, question_address("holds-water"), answer="clay") == 422
    assert school.count("response") == 0


def test_script_gets_the_question_and_the_status_alone(ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    sent = filled(ada_here, "holds-water", "Clay")

    reply = ada_here.client.post(question_address("holds-water"), data=sent, headers={"X-Fragment": "1"})

    assert reply.status_code == 200
    assert 'id="q-holds-water"' in reply.text
    assert 'id="lesson-status"' in reply.text
    assert "<html" not in reply.text
    assert "good-signs" not in reply.text


def test_missed_questions_are_asked_alone_and_afresh(ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    ada_here.submit("/questions/holds-water", filled(ada_here, "holds-water", "Sand"))

    ada_here.follow("Try the missed one again")

    assert "q-holds-water" in ada_here.page.by_id
    assert "q-good-signs" not in ada_here.page.by_id
    assert "Not right yet." not in card(ada_here, "holds-water")
    assert ada_here.page.form("/questions/holds-water").fields["answer"].values == []


def test_eight_browsers_send_the_same_answer_at_once(school: School, app: Flask, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    sent = filled(ada_here, "holds-water", "Clay")
    cookie = ada_here.client.get_cookie("session")
    assert cookie is not None

    def answer() -> int:
        client = app.test_client()
        client.set_cookie("session", cookie.value)
        return client.post(question_address("holds-water"), data=sent).status_code

    statuses = at_once(*[answer] * 8)

    kept = school.dump("progress", "completion")
    with school.database.writing() as session:
        rebuild_progress(session, school.published(), now=school.now)
    assert statuses == [303] * 8
    assert school.count("response") == 1
    assert school.dump("progress", "completion") == kept
