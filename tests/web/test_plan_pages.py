"""My plan: gathered from the lessons, edited in both places, with words and wins of one's own; as page and files."""

import io

import pypdf
import pytest

from course.people.cohorts import CohortCard
from tests.fixtures.people import School
from tests.material.garden import BED, GARDEN, PLANTS, lesson_page
from tests.page_forms import Form
from tests.visitor import Visitor

PLAN = f"/courses/{GARDEN}/plan"
CANARY = "canary-91bb"
SENTENCE = "When I next see the first warm Saturday, then I will dig one square metre."


@pytest.fixture
def written(school: School, ada: int) -> School:
    """Ada has come as far as the lesson that asks for a plan, and has written it."""
    school.complete(ada, "know-your-soil", "feed-the-soil")
    school.write(ada, "first-bed", BED)
    return school


def own_form(visitor: Visitor) -> Form:
    (form,) = (each for each in visitor.page.forms if "own--" in each.action and "field-text" in each.fields)
    return form


def add(visitor: Visitor, words: str, after: str = "") -> None:
    visitor.get(PLAN)
    visitor.follow("Add words of your own: My plot")
    (form,) = (
        each for each in visitor.page.forms if "/prompts/own--my-plot--" in each.action and "field-text" in each.fields
    )
    visitor.submit(form, {"field-text": words, "field-after": after})


def add_win(visitor: Visitor, **fields: str) -> None:
    visitor.get(PLAN)
    visitor.follow("Add a win")
    (form,) = (each for each in visitor.page.forms if "field-what" in each.fields)
    visitor.submit(form, {f"field-{name}": value for name, value in fields.items()})


def test_plan_gathers_what_was_written_in_its_section_with_a_way_back(written: School, ada_here: Visitor) -> None:
    page = ada_here.get(PLAN)

    assert page.text.index("My plot") < page.text.index(SENTENCE)
    assert "Check-in on 8 Mar 2027" in page.text
    assert f"{lesson_page(PLANTS)}#r-first-bed" in [link.href for link in page.links]


def test_plan_names_the_lesson_that_asks_for_what_is_not_written(school: School, ada: int, ada_here: Visitor) -> None:
    school.complete(ada, "know-your-soil", "feed-the-soil")

    assert "Not written yet:" in ada_here.get(PLAN).text


def test_editing_in_the_plan_writes_the_same_reflection_as_the_lesson(written: School, ada_here: Visitor) -> None:
    ada_here.get(f"{PLAN}?edit=first-bed")
    ada_here.submit("/plan/prompts/first-bed", {"field-then": "I will dig two"})
    on_plan = ada_here.page.text
    lesson = ada_here.get(lesson_page(PLANTS))

    assert "then I will dig two." in on_plan
    assert "I will dig two" in lesson.form("/prompts/first-bed").fields["field-then"].values[0]
    assert written.count("reflection_revision", "prompt_key = 'first-bed' AND lesson_key = 'choose-plants'") == 2


def test_plan_shows_what_the_lesson_changed(written: School, ada: int, ada_here: Visitor) -> None:
    written.write(ada, "first-bed", {**BED, "if": "see rain"}, base=1)

    assert "When I next see rain, then I will dig one square metre." in ada_here.get(PLAN).text


def test_own_words_stand_where_their_writer_put_them(written: School, ada_here: Visitor) -> None:
    add(ada_here, "Last words.")
    add(ada_here, "First words.", after="_first")
    add(ada_here, "Words after it.", after="first-bed")

    text = ada_here.get(PLAN).text
    places = [text.index(words) for words in ("First words.", SENTENCE, "Words after it.", "Last words.")]
    assert places == sorted(places)


def test_own_words_sent_twice_are_kept_once_and_edited_as_versions(written: School, ada_here: Visitor) -> None:
    ada_here.get(PLAN)
    ada_here.follow("Add words of your own: My plot")
    form = own_form(ada_here)
    sent = form.filled({"field-text": "Once."})
    for _ in range(2):
        ada_here.post(form.action, sent)
    ada_here.get(f"{PLAN}?edit=own--my-plot--1")
    ada_here.submit("/plan/prompts/own--my-plot--1", {"field-text": "Twice."})

    assert "Twice." in ada_here.get(PLAN).text
    assert written.count("reflection_revision", "lesson_key = '_plan'") == 2
    history = ada_here.get(f"{PLAN}/prompts/own--my-plot--1").text
    assert "Once." in history


def test_own_words_are_drafted_like_all_others(written: School, ada_here: Visitor) -> None:
    ada_here.get(PLAN)
    ada_here.follow("Add words of your own: My plot")
    form = own_form(ada_here)
    sent = form.filled({"field-text": "Half a"}) | {"device": ["phone"]}

    receipt = ada_here.client.post(f"{form.action}/draft", data=sent).get_json()

    assert receipt["fields"]["text"] == "Half a"
    ada_here.get(f"{PLAN}?edit=own--my-plot--1")
    assert "Half a" in ada_here.page.form("/plan/prompts/own--my-plot--1").fields["field-text"].values[0]


def test_wins_join_the_plan_by_their_day(written: School, ada_here: Visitor) -> None:
    add_win(ada_here, what="Sold ten jars", effect="40 EUR", proof="the till", day="2027-02-20")
    add_win(ada_here, what="Dug the bed", effect="", proof="", day="2027-02-10")
    text = ada_here.get(PLAN).text

    assert text.index("Dug the bed") < text.index("Sold ten jars")
    assert "20 February 2027" in text


def test_win_on_a_day_that_cannot_be_read_is_refused_and_not_lost(written: School, ada_here: Visitor) -> None:
    ada_here.get(f"{PLAN}?edit=win--1")

    ada_here.submit("/plan/prompts/win--1", {"field-what": "Dug", "field-day": "last week"}, status=422)

    fields = ada_here.page.form("/plan/prompts/win--1").fields
    assert "This day cannot be read." in ada_here.page.text
    assert fields["field-day"].values[0] == "last week"
    assert "Dug" in fields["field-what"].values[0]


def test_own_words_are_shared_with_nobody_and_seen_by_no_instructor(
    written: School, ada: int, cohort: CohortCard, ada_here: Visitor, ines_here: Visitor
) -> None:
    add(ada_here, CANARY)
    ada_here.get(f"{PLAN}?edit=own--my-plot--1")
    sent = ada_here.page.form("/plan/prompts/own--my-plot--1").filled({}) | {"cohort": [cohort.public_id]}

    assert "Share this version" not in ada_here.page.text
    assert ada_here.post(f"{PLAN}/prompts/own--my-plot--1/share", sent).status_code == 404
    page = ines_here.get(f"/teach/{cohort.public_id}/learners/{written.public_id(ada)}").text
    assert CANARY not in page
    assert "In your own words" not in page


@pytest.mark.parametrize("edit", ["weeds", "own--weeds--1", "own--my-plot--7", "win--9", "win--0"])
def test_piece_that_is_not_there_is_not_found(written: School, ada_here: Visitor, edit: str) -> None:
    assert ada_here.request("GET", f"{PLAN}?edit={edit}").status_code == 404


def test_plan_as_markdown_quotes_what_was_typed(written: School, ada_here: Visitor) -> None:
    add(ada_here, "# No heading\n- no list")

    text = ada_here.client.get(f"{PLAN}.md").text

    assert text.startswith("# My plan: A first garden\n")
    assert "\n## My plot\n" in text
    assert f"\n### Name the moment at which you will begin.\n\n> {SENTENCE}\n\nCheck-in on 8 Mar 2027\n" in text
    assert "\n> # No heading\n> - no list\n" in text


def test_plan_as_pdf_shows_what_was_typed_and_takes_none_of_it_for_markup(written: School, ada_here: Visitor) -> None:
    add(ada_here, '#panic("x") *no bold* $no math$ #read("plan.typ")')

    response = ada_here.request("GET", f"{PLAN}.pdf")

    assert response.mimetype == "application/pdf"
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.data)).pages)
    shown = " ".join(text.split())
    assert "My plan: A first garden" in shown
    assert "I will dig one square metre." in shown
    assert "*no bold* $no math$" in shown


def test_plan_of_another_is_ones_own(written: School, ada_here: Visitor, max_: int, max_here: Visitor) -> None:
    written.enrol(max_)
    add(ada_here, CANARY)

    for address in (PLAN, f"{PLAN}.md"):
        assert CANARY not in max_here.client.get(address).text
        assert SENTENCE not in max_here.client.get(address).text
