"""Writing for oneself, in pages: nothing is lost, nobody reads what was not given to them."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from course.models import Person
from course.people.cohorts import CohortCard, add_instructor
from course.reflecting.reflections import digest_of
from tests.fixtures.people import School
from tests.material.garden import EARTH, GARDEN, PLANTS, SOIL, WATER, lesson_page, prompt_address
from tests.pages import text_of
from tests.visitor import Visitor

MINE = prompt_address("my-earth")
CANARY = "canary-7c1f"
SAID = "said-about-it-7c1f"


def write(visitor: Visitor, text: str, *, status: int = 200) -> None:
    visitor.get(lesson_page(SOIL))
    visitor.submit("/prompts/my-earth", {"field-text": text}, status=status)


def field(visitor: Visitor) -> str:
    return visitor.page.form("/prompts/my-earth").fields["field-text"].values[0].strip("\n")


def card(visitor: Visitor) -> str:
    return text_of(visitor.page.by_id["r-my-earth"])


def learner_page(school: School, cohort: CohortCard, person: int) -> str:
    with school.database.reading() as session:
        public_id = session.execute(select(Person.public_id).where(Person.id == person)).scalar_one()
    return f"/teach/{cohort.public_id}/learners/{public_id}"


def test_reflection_is_shown_again(school: School, ada_here: Visitor) -> None:
    write(ada_here, "Heavy.\r\n\r\n  Dark, “so to speak” & <b>wet</b>.")

    assert field(ada_here) == "Heavy.\n\n  Dark, “so to speak” & <b>wet</b>."
    assert "Only you can read what you write here." in card(ada_here)


def test_reflection_first_blank_is_asked_for(school: School, ada_here: Visitor) -> None:
    write(ada_here, " \n ", status=422)

    assert "Write something first; a few words will do." in card(ada_here)
    assert school.count("reflection_revision") == 0


@pytest.mark.parametrize(("length", "status"), [(50_000, 200), (50_001, 422)])
def test_reflection_too_long_is_refused_with_a_sentence(
    school: School, ada_here: Visitor, length: int, status: int
) -> None:
    write(ada_here, "é" * length, status=status)

    assert ("Write at most 50,000 characters" in card(ada_here)) is (status == 422)
    assert school.count("reflection_revision") == (status == 200)


def test_reflection_that_was_refused_is_still_in_its_field(ada_here: Visitor) -> None:
    write(ada_here, "é" * 50_001, status=422)

    assert len(field(ada_here)) == 50_001


def test_reflection_of_two_tabs_shows_both(school: School, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    form = ada_here.page.form("/prompts/my-earth")
    for text in ("In this tab.", "In that tab."):
        ada_here.post(MINE, form.filled({"field-text": text}))

    ada_here.get(lesson_page(SOIL))

    assert field(ada_here) == "In that tab."
    assert "In this tab." in card(ada_here)
    assert school.count("reflection_revision") == 2


def test_reflection_sent_twice_is_kept_once(school: School, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    sent = ada_here.page.form("/prompts/my-earth").filled({"field-text": EARTH["text"]})

    for _ in range(2):
        ada_here.post(MINE, sent)

    assert school.count("reflection_revision") == 1


def test_every_version_is_in_the_history(ada_here: Visitor) -> None:
    for text in ("First.", "Second."):
        write(ada_here, text)

    ada_here.get(MINE)

    assert "First." in ada_here.page.text
    assert "Second." in ada_here.page.text


def test_two_versions_are_shown_side_by_side_with_what_differs(ada_here: Visitor) -> None:
    for text in ("It is heavy and dark.", "It is light and dark."):
        write(ada_here, text)
    ada_here.get(MINE)
    (compared,) = [link.href for link in ada_here.page.links if "compare=" in link.href]

    page = ada_here.get(compared.partition("#")[0])

    assert "<del>heavy</del>" in page.html
    assert "<ins>light</ins>" in page.html


def test_comparing_with_what_is_not_there_is_not_found(ada_here: Visitor) -> None:
    write(ada_here, "First.")

    assert ada_here.request("GET", f"{MINE}?compare=weeds").status_code == 404


def test_older_version_is_brought_back_and_nothing_is_dropped(school: School, ada_here: Visitor) -> None:
    for text in ("First.", "Second."):
        write(ada_here, text)
    ada_here.get(MINE)

    ada_here.submit("/restore")

    assert field(ada_here) == "First."
    assert school.count("reflection_revision") == 3
    assert "Both are kept" not in card(ada_here)


def test_draft_of_another_tab_is_among_the_versions_and_brought_back(school: School, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    draft(ada_here, "On the telephone.", device="phone")
    school.now += timedelta(minutes=1)
    draft(ada_here, "At the desk.", device="desk", goes_on_from="")
    ada_here.get(lesson_page(SOIL))
    both = card(ada_here)
    page = ada_here.get(MINE).text
    form = next(form for form in ada_here.page.forms if form.action.endswith("/restore"))
    restoring = form.filled({"version": digest_of({"text": "On the telephone."})})
    ada_here.post(f"{MINE}/restore", restoring)
    ada_here.get(lesson_page(SOIL))

    assert "On the telephone." in both
    assert page.count("Draft, not yet a version") >= 2
    assert field(ada_here) == "On the telephone."
    assert "At the desk." in card(ada_here)


def test_receipt_tells_of_another_tab(school: School, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    _, alone = draft(ada_here, "Heavy", device="tab-1")
    _, beside = draft(ada_here, "Light", device="tab-2")

    assert (alone["has_other"], beside["has_other"]) == (False, True)


def draft(visitor: Visitor, text: str, **changes: str) -> tuple[int, dict[str, object]]:
    form = visitor.page.form("/prompts/my-earth").filled({"field-text": text})
    sent = form | {"device": ["phone"]} | {name: [value] for name, value in changes.items()}
    reply = visitor.client.post(f"{MINE}/draft", data=sent)
    return reply.status_code, reply.get_json(silent=True) or {}


def test_draft_is_acknowledged_with_what_is_stored(school: School, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))

    status, receipt = draft(ada_here, "Hea")

    assert status == 200
    assert receipt["fields"] == {"text": "Hea"}
    assert receipt["saved_at"] == school.now.isoformat()
    assert school.count("draft") == 1
    ada_here.get(lesson_page(SOIL))
    assert field(ada_here) == "Hea"
    assert "Draft saved" in card(ada_here)


def test_draft_of_more_than_ten_minutes_tells_the_revision_it_became(school: School, ada_here: Visitor) -> None:
    ada_here.get(lesson_page(SOIL))
    draft(ada_here, "Hea")
    school.now += timedelta(minutes=10)

    _, receipt = draft(ada_here, "Heavy and")

    assert receipt["base"] == 1
    assert school.count("reflection_revision") == 1


@pytest.mark.parametrize("changes", [{"device": ""}, {"field-text": "é" * 50_001}], ids=["no device", "too long"])
def test_draft_that_cannot_be_kept_is_not_acknowledged(
    school: School, ada_here: Visitor, changes: dict[str, str]
) -> None:
    ada_here.get(lesson_page(SOIL))

    status, _ = draft(ada_here, "Hea", **changes)

    assert status == 413
    assert school.count("draft") == 0


def test_prompt_that_is_not_there_is_not_found(school: School, ada: int, ada_here: Visitor) -> None:
    school.pass_gate(ada, WATER)
    ada_here.get(lesson_page(SOIL))
    sent = ada_here.page.form("/prompts/my-earth").filled({"field-text": "Sand."})

    statuses = {
        ada_here.post(address, sent).status_code
        for address in (
            f"{lesson_page(SOIL)}/prompts/nonexistent",
            f"{lesson_page(SOIL)}/prompts/my-water",
            prompt_address("first-bed"),
            f"{MINE}/share",
        )
    }

    assert statuses <= {400, 404}
    assert school.count("reflection_revision") == 0


# ------------------------------------------------------------------------------------------------------------- sharing


def test_page_to_join_says_what_is_seen_before_anybody_joins(cohort: CohortCard, visitor: Visitor) -> None:
    visitor.get(f"/join/{cohort.join_code}")

    assert "Ines" in visitor.page.text
    assert "reflections" in visitor.page.text


def test_joining_as_a_guest_with_a_name(school: School, cohort: CohortCard, visitor: Visitor) -> None:
    visitor.get(f"/join/{cohort.join_code}")
    visitor.submit(f"/join/{cohort.join_code}", status=422)
    nobody_yet = school.count("person")

    visitor.submit(f"/join/{cohort.join_code}", name="Max")

    assert nobody_yet == 2
    assert "You are now in “Spring”." in visitor.page.text
    assert school.count("membership", "left_at_utc IS NULL") == 2
    assert school.count("person", "name = 'Max'") == 1


def share(visitor: Visitor) -> None:
    visitor.get(lesson_page(SOIL))
    visitor.submit("/prompts/my-earth/share")


def test_sharing_and_taking_back_on_the_page(
    school: School, ada: int, cohort: CohortCard, ada_here: Visitor, ines_here: Visitor
) -> None:
    seen_by_ines = learner_page(school, cohort, ada)
    write(ada_here, EARTH["text"])
    private = ines_here.get(seen_by_ines).text
    share(ada_here)
    shared, told = ines_here.get(seen_by_ines).text, card(ada_here)
    ada_here.submit("/prompts/my-earth/take-back")
    taken_back = ines_here.get(seen_by_ines).text

    assert EARTH["text"] not in private
    assert "9 words, kept private" in private
    assert EARTH["text"] in shared
    assert "You shared this with: Spring (Ines)." in told
    assert EARTH["text"] not in taken_back
    assert "Only you can read what you write here." in card(ada_here)


def test_what_is_written_after_sharing_is_private(
    school: School, ada: int, cohort: CohortCard, ada_here: Visitor, ines_here: Visitor
) -> None:
    write(ada_here, EARTH["text"])
    share(ada_here)
    write(ada_here, CANARY)

    page = ines_here.get(learner_page(school, cohort, ada))

    assert EARTH["text"] in page.text
    assert CANARY not in page.html
    assert "They read the version you shared" in card(ada_here)


def test_sharing_from_an_old_tab_shares_what_it_showed(
    school: School, ada: int, cohort: CohortCard, ada_here: Visitor, ines_here: Visitor
) -> None:
    write(ada_here, EARTH["text"])
    old_tab = ada_here.page.form("/prompts/my-earth/share").filled({})
    write(ada_here, CANARY)

    ada_here.post(f"{MINE}/share", old_tab)

    page = ines_here.get(learner_page(school, cohort, ada))
    assert EARTH["text"] in page.text
    assert CANARY not in page.html


def test_leaving_ends_what_was_shared_and_joining_again_does_not_bring_it_back(
    school: School, ada: int, cohort: CohortCard, ada_here: Visitor, ines_here: Visitor
) -> None:
    write(ada_here, CANARY)
    share(ada_here)
    ada_here.get("/account")
    ada_here.submit("/leave")
    gone = ines_here.request("GET", learner_page(school, cohort, ada)).status_code
    ada_here.get(f"/join/{cohort.join_code}")
    ada_here.submit(f"/join/{cohort.join_code}")

    assert gone == 404
    assert CANARY not in ines_here.get(learner_page(school, cohort, ada)).html


def test_sharing_with_a_cohort_one_is_not_in_is_not_found(
    school: School, ada: int, max_: int, cohort: CohortCard, ada_here: Visitor
) -> None:
    autumn = school.cohort(max_, name="Autumn")
    write(ada_here, EARTH["text"])
    sent = ada_here.page.form("/prompts/my-earth/share").filled({})

    statuses = [
        ada_here.post(f"{MINE}/{deed}", sent | {"cohort": [cohort_id]}).status_code
        for deed in ("share", "take-back")
        for cohort_id in (autumn.public_id, "nonexistent0")
    ]

    assert statuses == [404] * 4
    assert school.count("share") == 0


# ---------------------------------------------------------------------------------------------------------- the canary


def crawl(visitor: Visitor, *starts: str) -> dict[str, str]:
    """Every page that links lead to, and the text of each."""
    pages: dict[str, str] = {}
    ahead = list(starts)
    while ahead:
        address = ahead.pop().partition("#")[0]
        if not address.startswith("/") or address.startswith("/static/") or address in pages:
            continue
        response = visitor.request("GET", address)
        pages[address] = f"{response.headers}{readable_text(response)}"
        if response.mimetype == "text/html" and response.status_code == 200:
            ahead += [link.href for link in visitor.page.links]
    return pages


def readable_text(response: TestResponse) -> str:
    """A page's text, a PDF's too; of a take-out and of a workbook, which are zips, what is in each of their files."""
    if response.mimetype == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)
    if not response.data.startswith(b"PK"):
        return response.text
    zipped = ZipFile(io.BytesIO(response.data))
    return "\n".join(zipped.read(name).decode() for name in zipped.namelist())


def test_private_text_is_in_no_page_of_anybody_else(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard, ada_here: Visitor, app: Flask,
    ines_here: Visitor, max_here: Visitor, visitor: Visitor,
) -> None:  # fmt: skip
    school.cohort(max_, school.guest("somebody"), name="Autumn")
    school.enrol(ines, max_)
    school.complete(ada, SOIL)
    school.pass_gate(ada, PLANTS)
    for prompt, names in {"my-earth": ["text"], "first-bed": ["if", "then"], "my-water": ["text"]}.items():
        school.write(ada, prompt, {name: f"{CANARY} {name}" for name in names}, base=school.base(ada, prompt))
    school.share(ada, school.write(ada, "my-water", {"text": "for Ines: from the roof"}), cohort)
    school.write(ada, "my-water", {"text": f"{CANARY} since"}, base=2)
    for speaker in (ines, ada):
        school.say(speaker, ada, "my-water", cohort, f"{SAID} {speaker}")
    ada_here.get(lesson_page(SOIL))
    draft(ada_here, f"{CANARY} draft")
    with school.database.writing() as session:
        add_instructor(session, cohort.id, max_, now=school.now)
    starts = [
        "/",
        "/teach",
        "/account",
        f"/courses/{GARDEN}",
        learner_page(school, cohort, ada),
        f"/teach/{cohort.public_id}/reflections/my-water?show=all",
        f"/courses/{GARDEN}/dialogues",
        lesson_page(SOIL),
        MINE,
    ]
    starts += [lesson_page(SOIL) + "?only=missed", "/readyz", "/healthz", f"/join/{cohort.join_code}"]

    own = crawl(ada_here, *starts)
    others = {who: crawl(each, *starts) for who, each in (("i", ines_here), ("m", max_here), ("nobody", visitor))}

    assert any(CANARY in text for text in own.values())
    assert CANARY in own["/account/take-out.zip"]
    assert any("from the roof" in text for text in others["i"].values())
    leaked = [(who, address) for who, pages in others.items() for address, text in pages.items() if CANARY in text]
    assert leaked == []
    assert any(SAID in text for text in own.values())
    assert SAID in own["/account/take-out.zip"]
    said = {address for address, text in others["i"].items() if SAID in text and not address.endswith(".zip")}
    assert said
    assert all("/reflections/" in address or "/learners/" in address for address in said)
    assert f"{SAID} {ada}" not in others["i"]["/account/take-out.zip"]
    assert not any(SAID in text for who in ("m", "nobody") for text in others[who].values())
    assert not any("from the roof" in text for who in ("m", "nobody") for text in others[who].values())
    assert all(len(pages) > 8 for pages in others.values())
