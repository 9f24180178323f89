"""Instructors review what was shared with them, and learners read and answer it: nobody else does."""

import pytest
from flask import Flask

from course.people.cohorts import CohortCard, add_instructor
from course.records.mail_kinds import COMMENT
from course.records.outbox import allow_mails
from tests.fixtures.people import School
from tests.material.garden import EARTH, GARDEN, SOIL, lesson_page
from tests.pages import text_of
from tests.visitor import Visitor

CANARY = "canary-word-5e2d"


@pytest.fixture
def shared(school: School, ada: int, cohort: CohortCard) -> None:
    school.share(ada, school.write(ada, "my-earth", EARTH), cohort)


def answers(cohort: CohortCard, query: str = "") -> str:
    return f"/teach/{cohort.public_id}/reflections/my-earth{query}"


def say(visitor: Visitor, school: School, cohort: CohortCard, person: int, words: str, *, status: int = 200) -> None:
    visitor.get(answers(cohort, "?show=all"))
    visitor.submit(f"/{school.public_id(person)}?show=all", {"field-text": words}, status=status)


def answer(visitor: Visitor, cohort: CohortCard, words: str, *, status: int = 200) -> None:
    visitor.get(lesson_page(SOIL))
    visitor.submit(f"/dialogues/my-earth/{cohort.public_id}", {"field-text": words}, status=status)


def test_prompts_are_listed_with_what_waits(
    school: School, shared: None, cohort: CohortCard, ines_here: Visitor
) -> None:
    page = ines_here.get(f"/teach/{cohort.public_id}/reflections")

    assert "1 answer waits for a word." in page.text
    assert "1 shared with you" in page.text
    assert "nothing shared with you" in page.text


def test_word_is_read_by_the_learner_and_answered(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor, ada_here: Visitor
) -> None:
    say(ines_here, school, cohort, ada, "Try <b>compost</b>.")

    assert "Ines wrote to you about" in ada_here.get("/").text
    assert "Ines wrote to you about" in ada_here.get(f"/courses/{GARDEN}").text
    ada_here.submit("/dialogues/my-earth/read")
    assert "Try <b>compost</b>." in text_of(ada_here.page.by_id["r-my-earth"])
    assert "Ines wrote to you" not in ada_here.get("/").text

    assert "Nothing waits" in ines_here.get(answers(cohort)).text
    answer(ada_here, cohort, "I have none.")
    assert "I have none." in ines_here.get(answers(cohort)).text


def test_answer_says_that_the_word_was_read(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor, ada_here: Visitor
) -> None:
    say(ines_here, school, cohort, ada, "Try compost.")
    answer(ada_here, cohort, "I will.")

    assert "wrote to you" not in ada_here.get("/").text
    assert school.count("progress", "dialogue = 1") == 1


def test_word_sent_twice_is_said_once_and_another_is_said_too(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor
) -> None:
    ines_here.get(answers(cohort))
    form = ines_here.page.form(f"/{school.public_id(ada)}")
    for words in ("Good.", "Good.", "Better."):
        ines_here.post(form.action, form.filled({"field-text": words}))

    assert school.count("comment") == 2


def test_two_instructors_do_not_overwrite_each_other(
    school: School, ada: int, max_: int, cohort: CohortCard, ines_here: Visitor, max_here: Visitor
) -> None:
    with school.database.writing() as session:
        add_instructor(session, cohort.id, max_, now=school.now)
    school.share(ada, school.write(ada, "my-earth", EARTH), cohort)
    for visitor in (ines_here, max_here):
        visitor.get(answers(cohort))
    who = school.public_id(ada)
    max_here.submit(f"/{who}", {"field-text": "From Max."})
    ines_here.submit(f"/{who}", {"field-text": "From Ines."})

    text = text_of(ines_here.page.by_id[f"e-{who}"])
    assert "From Max." in text
    assert "From Ines." in text


@pytest.mark.parametrize(
    ("words", "sentence"), [(" \n", "Write something first"), ("é" * 5001, "at most 5,000 characters")]
)
def test_word_that_is_not_taken_says_why_and_stays_in_its_field(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor, words: str, sentence: str
) -> None:
    say(ines_here, school, cohort, ada, words, status=422)

    assert sentence in ines_here.page.text
    field = ines_here.page.form(f"/{school.public_id(ada)}?show=all").fields["field-text"]
    assert field.values[0].strip() == words.strip()
    assert school.count("comment") == 0


def test_correction_is_shown_as_edited_and_keeps_what_was_said(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor, ada_here: Visitor
) -> None:
    say(ines_here, school, cohort, ada, "Try compst.")
    form = next(each for each in ines_here.page.forms if "/comments/" in each.action)
    ines_here.submit(form, {"field-text": "Try compost."})

    assert "edited" in text_of(ines_here.page.by_id[f"e-{school.public_id(ada)}"])
    card = text_of(ada_here.get(lesson_page(SOIL)).by_id["r-my-earth"])
    assert "Try compost." in card
    assert "edited" in card
    assert "compst" not in card
    assert school.count("comment_revision") == 2


def test_nobody_corrects_what_another_said(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor, ada_here: Visitor
) -> None:
    say(ines_here, school, cohort, ada, "Try compost.")
    answer(ada_here, cohort, "I will.")
    form = next(each for each in ada_here.page.forms if "/comments/" in each.action)
    own = form.action.rpartition("/")[2]
    ines_form = next(each for each in ines_here.page.forms if "/comments/" in each.action)

    taken = ines_form.action.replace(ines_form.action.rpartition("/")[2].partition("?")[0], own)
    assert ines_here.post(taken, ines_form.filled({"field-text": "Changed."})).status_code == 404
    assert school.count("comment_revision") == 2


def test_seen_without_a_word_waits_no_more_and_can_be_undone(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor
) -> None:
    who = school.public_id(ada)
    ines_here.get(answers(cohort))
    ines_here.submit(f"/{who}/seen")

    assert "Seen by Ines" in text_of(ines_here.page.by_id[f"e-{who}"])
    assert "Nothing waits" in ines_here.get(answers(cohort)).text
    ines_here.get(answers(cohort, "?show=all"))
    ines_here.submit(f"/{who}/unseen?show=all")
    assert "waits for a word" in text_of(ines_here.page.by_id[f"e-{who}"])


def test_newer_version_that_is_shared_waits_again_and_only_it_is_shown(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor
) -> None:
    say(ines_here, school, cohort, ada, "Try compost.")
    school.write(ada, "my-earth", {"text": "private since"}, base=1)
    assert "Nothing waits" in ines_here.get(answers(cohort)).text
    school.share(ada, school.write(ada, "my-earth", {"text": "Now with sand."}, base=2), cohort)

    page = ines_here.get(answers(cohort))
    assert "Now with sand." in page.text
    assert "Try compost." in page.text
    assert EARTH["text"] not in page.text
    assert "private since" not in page.text


def test_dialogue_ends_for_instructors_and_stays_with_the_learner(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor, ada_here: Visitor
) -> None:
    say(ines_here, school, cohort, ada, f"{CANARY} said")
    form = ines_here.page.form(f"/{school.public_id(ada)}?show=all")
    correction = next(each for each in ines_here.page.forms if "/comments/" in each.action)
    answer(ada_here, cohort, f"{CANARY} answered")
    ada_here.submit("/take-back")

    assert CANARY not in ines_here.get(answers(cohort, "?show=all")).text
    learner = ines_here.get(f"/teach/{cohort.public_id}/learners/{school.public_id(ada)}")
    assert CANARY not in learner.text
    for each in (form, correction):
        assert ines_here.post(each.action, each.filled({"field-text": "More."})).status_code == 404
    card = text_of(ada_here.get(lesson_page(SOIL)).by_id["r-my-earth"])
    assert f"{CANARY} said" in card
    assert f"{CANARY} answered" in card
    assert "only you can read it now" in card
    school.leave(ada, cohort)
    assert f"{CANARY} said" in ada_here.get(f"/courses/{GARDEN}/dialogues").text


def test_share_made_again_does_not_bring_back_what_was_said_before(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor, ada_here: Visitor
) -> None:
    say(ines_here, school, cohort, ada, CANARY)
    ada_here.get(lesson_page(SOIL))
    ada_here.submit("/take-back")
    ada_here.submit("/share")

    assert CANARY not in ines_here.get(answers(cohort, "?show=all")).text


def test_what_else_was_shared_stands_beside_and_nothing_private(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor
) -> None:
    school.share(ada, school.write(ada, "my-water", {"text": "From the roof."}), cohort)
    school.write(ada, "first-bed", {"if": CANARY, "then": CANARY})

    page = ines_here.get(answers(cohort))
    assert "1 other answer that this person shared with you" in page.text
    assert "From the roof." in page.text
    assert CANARY not in page.text


def test_draft_of_a_word_is_acknowledged_and_brought_back(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor, max_: int, max_here: Visitor
) -> None:
    ines_here.get(answers(cohort))
    form = ines_here.page.form(f"/{school.public_id(ada)}")
    sent = form.filled({"field-text": "Try"}) | {"device": ["desk"]}
    reply = ines_here.post(f"{answers(cohort)}/{school.public_id(ada)}/draft", sent)

    assert reply.get_json() == {"saved_at": school.now.isoformat(), "base": 1, "fields": {"text": "Try"}}
    field = ines_here.get(answers(cohort)).form(f"/{school.public_id(ada)}").fields["field-text"]
    assert field.values[0].strip() == "Try"
    ines_here.submit(f"/{school.public_id(ada)}", {"field-text": "Try compost."})
    assert school.count("comment_draft") == 0


def test_saved_phrase_is_put_into_the_field(
    school: School, ada: int, shared: None, cohort: CohortCard, ines_here: Visitor
) -> None:
    who = school.public_id(ada)
    ines_here.get(answers(cohort))
    ines_here.submit("/teach/phrases", words="Well observed.")
    ines_here.submit("/teach/phrases", words="Well observed.")
    assert school.count("saved_phrase") == 1

    ines_here.submit(f"/{who}", {"field-text": "Ada,"}, button="Well observed.")
    assert ines_here.page.form(f"/{who}").fields["field-text"].values[0].strip() == "Ada, Well observed."
    assert school.count("comment") == 0
    ines_here.submit("/remove")
    assert school.count("saved_phrase") == 0


def test_many_answers_are_shown_page_by_page(school: School, ines: int, ines_here: Visitor) -> None:
    cohort = school.cohort(ines)
    for number in range(21):
        person = school.guest(f"visit-{number}")
        school.join(cohort, person)
        school.share(person, school.write(person, "my-earth", {"text": f"Earth {number}."}), cohort)

    first = ines_here.get(answers(cohort)).text
    second = ines_here.follow("The next answers").text
    assert "Earth 0." in first
    assert "Earth 19." in first
    assert "Earth 20." not in first
    assert "Earth 20." in second
    assert "Earth 19." not in second


def test_mail_goes_only_to_who_asked_and_says_nothing_of_it(
    school: School, ada: int, shared: None, cohort: CohortCard, app: Flask, ines_here: Visitor
) -> None:
    object.__setattr__(app.extensions["runway.site"], "has_mail", True)
    say(ines_here, school, cohort, ada, CANARY)
    assert school.count("outbox") == 0
    with school.database.writing() as session:
        allow_mails(session, ada, COMMENT, now=school.now)
    say(ines_here, school, cohort, ada, f"{CANARY} again")

    (mail,) = school.dump("outbox")["outbox"]
    assert "An instructor wrote to you" in mail
    assert CANARY not in str(mail)


def test_instructor_named_by_a_later_cohort_reads_nothing(
    school: School, ada: int, max_: int, shared: None, cohort: CohortCard, ines_here: Visitor, max_here: Visitor
) -> None:
    say(ines_here, school, cohort, ada, CANARY)
    with school.database.writing() as session:
        add_instructor(session, cohort.id, max_, now=school.now)

    for address in (answers(cohort, "?show=all"), f"/teach/{cohort.public_id}/learners/{school.public_id(ada)}"):
        assert CANARY not in max_here.get(address).text
    form = ines_here.page.form(f"/{school.public_id(ada)}?show=all")
    assert max_here.request("GET", f"/teach/{cohort.public_id}/reflections/weeds").status_code == 404
    max_here.get(answers(cohort))
    token = max_here.page.form("/teach/phrases").fields["csrf_token"].values[0]
    sent = form.filled({"field-text": "Me too."}) | {"csrf_token": [token]}
    assert max_here.post(form.action, sent).status_code == 404
