"""Every kind of prompt without JavaScript, in lessons and on the course's own page."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from course.people.cohorts import cohorts_taught, create_cohort, join_cohort
from tests.fixtures.people import School
from tests.material.every_prompt import AUTUMN, COURSE_PAGE, EVERY_PROMPT, PROMPTS_FOLDER, SPRING, WRITTEN
from tests.pages import text_of
from tests.visitor import Visitor
from tests.web.conftest import SignIn

CANARY = "canary-31d0"
NO_CHANGES: Mapping[str, str] = {}
PLACES = {
    COURSE_PAGE: ("know-garden", "my-hopes"),
    f"{COURSE_PAGE}/lessons/{SPRING}": ("my-wish", "first-bed", "sure-hand"),
    f"{COURSE_PAGE}/lessons/{AUTUMN}": ("seeds", "sure-hand--again"),
}
PAGE_OF = {prompt: page for page, prompts in PLACES.items() for prompt in prompts}


@pytest.fixture
def content_dir() -> Path:
    return PROMPTS_FOLDER


@pytest.fixture
def ada(school: School) -> int:
    ada = school.member("Ada")
    school.enrol(ada, slug=EVERY_PROMPT)
    return ada


def page_of(prompt: str) -> str:
    return PAGE_OF.get(prompt, COURSE_PAGE)


def write(
    visitor: Visitor, prompt: str, body: Mapping[str, str] = NO_CHANGES, *, status: int = 200, **changes: str
) -> str:
    """Write to a prompt on its page, and give the words of its card afterwards."""
    visitor.get(page_of(prompt))
    fields = {f"field-{name}": value for name, value in {**WRITTEN[prompt], **body, **changes}.items()}
    visitor.submit(f"/prompts/{prompt}", fields, status=status)
    return card(visitor, prompt)


def card(visitor: Visitor, prompt: str) -> str:
    return text_of(visitor.page.by_id[f"r-{prompt}"])


def value(visitor: Visitor, prompt: str, field: str) -> str:
    (found,) = visitor.page.form(f"/prompts/{prompt}").fields[f"field-{field}"].values
    return found.strip("\n")


def stored(school: School, prompt: str) -> list[dict[str, str]]:
    with school.database.reading() as session:
        rows = session.execute(
            text("SELECT body FROM reflection_revision WHERE prompt_key = :prompt ORDER BY number"), {"prompt": prompt}
        )
        return [json.loads(body) for body in rows.scalars()]


def finish(visitor: Visitor) -> None:
    for prompt in ("my-wish", "first-bed", "sure-hand", "seeds"):
        write(visitor, prompt)


@pytest.mark.parametrize("prompt", ["know-garden", "my-hopes", "my-wish", "first-bed", "sure-hand"])
def test_every_kind_is_kept_as_it_was_written_and_has_its_history(
    school: School, ada_here: Visitor, prompt: str
) -> None:
    write(ada_here, prompt)
    ada_here.get(page_of(prompt))
    shown = {name: value(ada_here, prompt, name) for name in WRITTEN[prompt]}
    history = ada_here.get(f"{page_of(prompt)}/prompts/{prompt}").text

    assert shown == WRITTEN[prompt]
    assert stored(school, prompt) == [WRITTEN[prompt]]
    assert "Version 1" in history


@pytest.mark.parametrize("prompt", ["know-garden", "my-hopes", "my-wish", "first-bed", "sure-hand"])
def test_every_kind_saves_drafts(school: School, ada_here: Visitor, prompt: str) -> None:
    ada_here.get(page_of(prompt))
    form = ada_here.page.form(f"/prompts/{prompt}")
    sent = form.filled({f"field-{name}": value for name, value in WRITTEN[prompt].items()}) | {"device": ["phone"]}

    receipt = ada_here.client.post(f"{form.action}/draft", data=sent).get_json()

    assert receipt["fields"] == WRITTEN[prompt]
    ada_here.get(page_of(prompt))
    assert {name: value(ada_here, prompt, name) for name in WRITTEN[prompt]} == WRITTEN[prompt]
    assert school.count("draft") == 1


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("my-hopes", "For you: a reflection"),
        ("my-wish", "For you: a wish and what stands in its way"),
        ("seeds", "For you: a plan"),
        ("first-bed", "For you: a commitment"),
        ("sure-hand", "For you: a rating"),
    ],
)
def test_every_card_says_what_it_is(ada_here: Visitor, prompt: str, words: str) -> None:
    finish(ada_here)
    ada_here.get(page_of(prompt))

    assert card(ada_here, prompt).startswith(words)


def test_wish_reads_back_and_counts_once_all_four_are_written(school: School, ada_here: Visitor) -> None:
    begun = write(ada_here, "my-wish", plan="")
    counted_before = school.count("reflection_revision", "is_written")
    done = write(ada_here, "my-wish")

    assert "This spring I want to grow beans." in begun
    assert "If that happens, I will water at once." in done
    assert (counted_before, school.count("reflection_revision", "is_written")) == (0, 1)


def test_commitment_proposes_a_day_in_the_zone_of_the_learner(school: School, ada_here: Visitor) -> None:
    school.now += timedelta(hours=11, minutes=30)
    ada_here.get(page_of("first-bed"))
    in_utc = value(ada_here, "first-bed", "when")
    with school.database.writing() as session:
        session.execute(text("UPDATE person SET time_zone = 'Asia/Tokyo'"))
    ada_here.get(page_of("first-bed"))

    assert (in_utc, value(ada_here, "first-bed", "when")) == ("2027-03-15", "2027-03-16")


def test_commitment_reads_back_with_its_day(ada_here: Visitor) -> None:
    assert "I will sow two rows of peas. I will have done it by 20 March 2027." in write(ada_here, "first-bed")


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("next week", "This day cannot be read. Write year, month and day, such as 2027-03-09."),
        ("2027-02-30", "This day cannot be read."),
        ("2027-02-28", "This day is over. Choose today or one to come."),
    ],
)
def test_commitment_with_a_day_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    school: School, ada_here: Visitor, when: str, sentence: str
) -> None:
    said = write(ada_here, "first-bed", status=422, when=when)

    assert sentence in said
    assert value(ada_here, "first-bed", "when") == when
    assert value(ada_here, "first-bed", "what") == "sow two rows of peas"
    assert stored(school, "first-bed") == []


def test_commitment_whose_day_is_over_can_still_be_reworded(school: School, ada_here: Visitor) -> None:
    write(ada_here, "first-bed")
    school.now += timedelta(days=60)

    write(ada_here, "first-bed", what="sow three rows of peas")

    assert [body["what"] for body in stored(school, "first-bed")] == ["sow two rows of peas", "sow three rows of peas"]


def test_commitment_of_a_day_alone_is_asked_for_its_action(school: School, ada_here: Visitor) -> None:
    assert "Write something first" in write(ada_here, "first-bed", status=422, what=" ")
    assert stored(school, "first-bed") == []


def test_rating_without_a_level_or_with_one_that_is_not_there_is_refused(school: School, ada_here: Visitor) -> None:
    ada_here.get(page_of("sure-hand"))
    ada_here.submit("/prompts/sure-hand", status=422)
    blank = card(ada_here, "sure-hand")
    sent = ada_here.page.form("/prompts/sure-hand").filled({}) | {"field-level": ["7"]}

    unknown = ada_here.post(f"{page_of('sure-hand')}/prompts/sure-hand", sent).status_code

    assert "Choose one of the numbers." in blank
    assert unknown == 422
    assert stored(school, "sure-hand") == []


def test_earlier_rating_is_hidden_until_the_new_one_is_in_then_both_are_told(school: School, ada_here: Visitor) -> None:
    finish(ada_here)
    ada_here.get(page_of("sure-hand--again"))
    before = card(ada_here, "sure-hand--again")
    after = write(ada_here, "sure-hand--again")

    assert "Your earlier answer is shown once this one is saved." in before
    assert "Then" not in before
    assert "Then: 0 · Now: 2" in after
    assert (stored(school, "sure-hand"), stored(school, "sure-hand--again")) == ([{"level": "0"}], [{"level": "2"}])


def test_draft_of_the_new_rating_does_not_tell_the_earlier_one(ada_here: Visitor) -> None:
    finish(ada_here)
    ada_here.get(page_of("sure-hand--again"))
    form = ada_here.page.form("/prompts/sure-hand--again")
    ada_here.client.post(f"{form.action}/draft", data=form.filled({"field-level": "1"}) | {"device": ["phone"]})

    ada_here.get(page_of("sure-hand--again"))

    assert value(ada_here, "sure-hand--again", "level") == "1"
    assert "Then" not in card(ada_here, "sure-hand--again")


def test_rating_that_was_skipped_is_asked_later_without_a_comparison(ada_here: Visitor) -> None:
    finish(ada_here)

    words = write(ada_here, "know-garden--again")

    assert "Then" not in words
    assert "earlier answer" not in words


def test_the_welcomes_rating_is_off_its_page_while_it_is_asked_again_there(ada_here: Visitor) -> None:
    write(ada_here, "know-garden")
    finish(ada_here)
    ada_here.get(COURSE_PAGE)
    before = ada_here.page.by_id.keys() & {"r-know-garden", "r-know-garden--again"}
    told = write(ada_here, "know-garden--again")

    assert before == {"r-know-garden--again"}
    assert "Then: 2 · Now: 4" in told
    assert "r-know-garden" in ada_here.page.by_id


def test_asking_again_holds_nobody_up(ada_here: Visitor) -> None:
    finish(ada_here)

    assert "You have finished this course." in ada_here.get(COURSE_PAGE).text


# ------------------------------------------------------------------------------------------------- welcome and end


def test_welcome_asks_whoever_has_started_and_starting_leads_there(visitor: Visitor) -> None:
    visitor.get(COURSE_PAGE)
    nothing_yet = "r-know-garden" in visitor.page.by_id
    visitor.submit("/start")

    assert not nothing_yet
    assert visitor.page.address.startswith(COURSE_PAGE)
    assert {"before-you-begin", "r-know-garden", "r-my-hopes"} <= visitor.page.by_id.keys()
    assert "r-looking-back" not in visitor.page.by_id
    visitor.follow("Next: Spring")
    assert visitor.page.address.endswith(SPRING)


def test_whoever_has_begun_is_led_on_to_their_lesson(ada_here: Visitor) -> None:
    write(ada_here, "my-wish")
    token = ada_here.page.form("/prompts/my-wish").fields["csrf_token"].values

    sent = ada_here.post(f"{COURSE_PAGE}/start", {"csrf_token": token})

    assert sent.location == f"{COURSE_PAGE}/lessons/{SPRING}"


def test_whoever_has_not_started_cannot_write(school: School, app: Flask, ada_here: Visitor) -> None:
    school.guest("visit")
    ada_here.get(COURSE_PAGE)
    sent = ada_here.page.form("/prompts/my-hopes").filled({"field-text": CANARY})
    school.member("Max")
    visitor = Visitor(app)
    visitor.get("/login")
    visitor.submit("/login", email="max@example.org", password="own your spade")
    token = visitor.get("/account").forms[0].fields["csrf_token"].values

    reply = visitor.post(f"{COURSE_PAGE}/prompts/my-hopes", sent | {"csrf_token": token})

    assert (reply.status_code, reply.location) == (303, COURSE_PAGE)
    assert stored(school, "my-hopes") == []


def test_end_asks_only_who_has_finished(school: School, ada_here: Visitor) -> None:
    ada_here.get(COURSE_PAGE)
    sent = ada_here.page.form("/prompts/my-hopes").filled({"field-text": "Early."})
    early = ada_here.post(f"{COURSE_PAGE}/prompts/looking-back", sent).status_code
    finish(ada_here)

    write(ada_here, "looking-back")

    assert early == 404
    assert stored(school, "looking-back") == [WRITTEN["looking-back"]]


def test_what_is_written_outside_lessons_completes_none(school: School, ada: int, ada_here: Visitor) -> None:
    for prompt in ("know-garden", "my-hopes"):
        write(ada_here, prompt)

    assert "0 of 2 lessons done" in ada_here.get(COURSE_PAGE).text
    assert school.count("completion") == 0


def test_course_page_shows_again_what_was_refused(ada_here: Visitor) -> None:
    words = write(ada_here, "my-hopes", status=422, text="é" * 50_001)

    assert "Write at most 50,000 characters" in words
    assert len(value(ada_here, "my-hopes", "text")) == 50_001
    assert "before-you-begin" in ada_here.page.by_id


def test_a_wish_of_the_longest_texts_is_taken(school: School, ada_here: Visitor) -> None:
    write(ada_here, "my-wish", dict.fromkeys(WRITTEN["my-wish"], "🌱" * 50_000))

    assert len(stored(school, "my-wish")) == 1


def test_sharing_works_outside_lessons_and_tells_no_more_than_what_was_shared(
    school: School, ada: int, ines: int, ada_here: Visitor, sign_in: SignIn
) -> None:
    course_id = school.published(EVERY_PROMPT).course_id
    with school.database.writing() as session:
        create_cohort(session, ines, course_id, "Spring", submission_key="k", now=school.now)
        (cohort,) = cohorts_taught(session, ines)
        join_cohort(session, ada, cohort.id, now=school.now)
        public_id = session.execute(text("SELECT public_id FROM person WHERE id = :id"), {"id": ada}).scalar_one()
    for prompt in ("know-garden", "my-hopes", "first-bed"):
        write(ada_here, prompt, {"text": CANARY} if prompt == "my-hopes" else NO_CHANGES)
    ines_here, page = sign_in("ines"), f"/teach/{cohort.public_id}/learners/{public_id}"
    private = ines_here.get(page).html
    for prompt in ("know-garden", "my-hopes", "first-bed"):
        ada_here.get(page_of(prompt))
        ada_here.submit(f"/prompts/{prompt}/share")
    shared = ines_here.get(page).text
    ada_here.get(COURSE_PAGE)
    ada_here.submit("/prompts/my-hopes/take-back")

    assert CANARY not in private
    assert "Answered, kept private" in private
    assert "Before the first lesson" in private
    assert "After the last lesson" in private
    assert CANARY in shared
    assert "2 of 5" in shared
    assert "20 March 2027" in shared
    assert CANARY not in ines_here.get(page).html
