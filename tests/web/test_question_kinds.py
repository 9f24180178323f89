"""Matching, ordering, cloze and scale without JavaScript; and that no page shows a key before an answer."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from course.learning.responses import record_response, shown_question
from course.material.catalog import Catalog
from course.material.compiled import CompiledCourse
from course.material.folders import compile_folders
from course.people.cohorts import cohorts_taught, create_cohort, join_cohort
from quizzes.kinds import AnyQuestion, Cloze, Matching, Ordering
from quizzes.kinds.cloze import Blank
from tests.fixtures.people import School
from tests.material.edits import replace, with_question_changed
from tests.material.kinds import ALL_RIGHT, EVERY_KIND, KINDS_FOLDER, KITCHEN
from tests.pages import text_of
from tests.visitor import Visitor
from tests.web.conftest import SignIn
from web.forms.questions import field_of
from web.forms.questions.fields import PART_PREFIX, Given
from web.learner.views import PartView

LESSON = f"/courses/{EVERY_KIND}/lessons/{KITCHEN}"
SECRET = b"a secret"
COURSE: CompiledCourse = compile_folders(KINDS_FOLDER)[EVERY_KIND].course
QUESTIONS: Mapping[str, AnyQuestion] = {
    placed.question.id: placed.question for lesson in COURSE.lessons for placed in lesson.questions
}


@pytest.fixture
def content_dir() -> Path:
    return KINDS_FOLDER


@pytest.fixture
def ada(school: School) -> int:
    ada = school.member("Ada")
    enrol(school, ada)
    return ada


def enrol(school: School, person: int) -> None:
    school.enrol(person, slug=EVERY_KIND)


def stored(school: School) -> list[list[str]]:
    """Every answer on record, in the order in which they came."""
    with school.database.reading() as session:
        return [
            json.loads(answer) for answer in session.execute(text("SELECT answer FROM response ORDER BY id")).scalars()
        ]


def cohort_with(school: School, instructor: int, learner: int) -> str:
    """A cohort that this person is in; gives the address of their page."""
    course_id = school.published(EVERY_KIND).course_id
    with school.database.writing() as session:
        create_cohort(session, instructor, course_id, "Spring", submission_key="k", now=school.now)
        (card,) = cohorts_taught(session, instructor)
        join_cohort(session, learner, card.id, now=school.now)
        public_id = session.execute(text("SELECT public_id FROM person WHERE id = :id"), {"id": learner}).scalar_one()
    return f"/teach/{card.public_id}/learners/{public_id}"


def card(visitor: Visitor, question: str) -> str:
    return text_of(visitor.page.by_id[f"q-{question}"])


def parts_of(visitor: Visitor, question: str) -> dict[str, str]:
    """The name that each input of a question sends, by its label."""
    section = visitor.page.by_id[f"q-{question}"]
    labels = {label.get("for"): text_of(label) for label in section.iter("label") if label.get("for")}
    return {labels[each.get("id")]: each.get("name", "") for each in section.iter() if each.get("id") in labels}


def give(visitor: Visitor, question: str, given: Mapping[str, str], *, status: int = 200, **more: str) -> str:
    """Choose or type by the words on the page, send it, and read the question's card."""
    form = visitor.page.form(f"/questions/{question}")
    names = parts_of(visitor, question)
    sent = {
        names[label]: form.option(names[label], words) if form.fields[names[label]].options else words
        for label, words in given.items()
    }
    visitor.submit(form, {**sent, **more}, status=status)
    return card(visitor, question)


def test_matching_is_answered_in_part_and_then_right(school: School, ada_here: Visitor) -> None:
    ada_here.get(LESSON)
    partly = give(ada_here, "what-they-do", {"Peas": "Climb", "Carrots": "Sleeps"})
    right = give(ada_here, "what-they-do", {"Carrots": "Root", "Lettuce": "Makes heads"})

    assert "Partly right." in partly
    assert "Not right: It goes with Root" in partly
    assert "Left out: It goes with Makes heads" in partly
    assert "Right." in right
    assert "It goes with" not in right
    assert stored(school) == [["peas=climb", "carrots=sleeps"], ["peas=climb", "carrots=root", "lettuce=heads"]]


def test_ordering_is_answered_by_places(school: School, ada_here: Visitor) -> None:
    ada_here.get(LESSON)
    partly = give(ada_here, "garden-order", {"Sow": "1", "Water": "3", "Wait": "2", "Harvest": "4"})
    right = give(ada_here, "garden-order", {"Water": "2", "Wait": "3"})

    assert "Partly right." in partly
    assert "Its place is 2" in partly
    assert "Right." in right
    assert stored(school)[-1] == list(ALL_RIGHT["garden-order"])


def test_two_steps_in_one_place_are_asked_about_and_kept_on_the_page(school: School, ada_here: Visitor) -> None:
    ada_here.get(LESSON)

    told = give(ada_here, "garden-order", {"Sow": "1", "Water": "1", "Harvest": "4"}, status=422)

    form = ada_here.page.form("/questions/garden-order")
    names = parts_of(ada_here, "garden-order")
    assert "Two of them have the same place." in told
    kept = [form.fields[names[step]].values for step in ("Sow", "Water", "Wait", "Harvest")]
    assert kept == [["1"], ["1"], [""], ["4"]]
    assert school.count("response") == 0


def test_cloze_is_answered_within_its_text(school: School, ada_here: Visitor) -> None:
    ada_here.get(LESSON)
    partly = give(ada_here, "water-holders", {"Blank 1 of 2": " The CLAY ", "Blank 2 of 2": "a=b"})
    right = give(ada_here, "water-holders", {"Blank 2 of 2": "sand"})

    assert "Partly right." in partly
    assert "Accepted: sand" in partly
    assert "Right." in right
    assert stored(school) == [["stays=The CLAY", "goes=a=b"], ["stays=The CLAY", "goes=sand"]]


def test_scale_is_noted_and_counts(school: School, ada: int, ada_here: Visitor) -> None:
    ada_here.get(LESSON)
    form = ada_here.page.form("/questions/know-earth")
    ada_here.submit(form, answer=form.option("answer", "2"))
    shown = card(ada_here, "know-earth")

    assert "Noted." in shown
    assert "Most of us guess, until we dig." in shown
    assert not re.search(r"[Rr]ight|[Ww]rong", shown)
    assert "1 of 5 questions right or rated." in ada_here.page.text
    assert ada_here.page.form("/questions/know-earth").fields["answer"].values == ["2"]


def test_ratings_alone_bring_no_question_back(school: School, ada: int, ada_here: Visitor) -> None:
    ada_here.get(LESSON)
    form = ada_here.page.form("/questions/know-earth")
    ada_here.submit(form, answer=form.option("answer", "1"))

    assert "missed" not in ada_here.page.text


@pytest.mark.parametrize(
    ("question", "asked_for"),
    [
        ("what-they-do", "Choose what goes with at least one of them first."),
        ("garden-order", "Give at least one of them its place first."),
        ("water-holders", "Fill in at least one of the blanks first."),
        ("know-earth", "Choose an answer first."),
    ],
)
def test_answering_nothing_is_asked_about(school: School, ada_here: Visitor, question: str, asked_for: str) -> None:
    ada_here.get(LESSON)

    ada_here.submit(f"/questions/{question}", status=422)

    assert asked_for in card(ada_here, question)
    assert school.count("response") == 0


def test_answers_that_no_page_offers_are_no_answers(school: School, ada_here: Visitor) -> None:
    ada_here.get(LESSON)
    for question in ("what-they-do", "garden-order", "know-earth"):
        sent = ada_here.page.form(f"/questions/{question}").filled({})
        odd = {name: ["climb" if question == "what-they-do" else "9"] for name in sent if name.startswith(PART_PREFIX)}
        extra = {"answer": ["9"], "answer-peas": ["climb"], "answer-": ["1"]}
        assert ada_here.post(f"{LESSON}/questions/{question}", sent | odd | extra).status_code == 422

    assert school.count("response") == 0


def test_the_whole_course_can_be_finished(school: School, ada: int) -> None:
    published = school.published(EVERY_KIND)

    standings = []
    with school.database.writing() as session:
        for question, answer in ALL_RIGHT.items():
            shown = shown_question(session, published, question, 1)
            assert shown is not None
            submission = shown.answered(answer, key=question)
            standings.append(record_response(session, ada, published, submission, now=school.now).standing)

    assert [standing.lessons[0].right for standing in standings] == [1, 2, 3, 4, 5]
    assert [standing.is_complete for standing in standings] == [False] * 4 + [True]


# ------------------------------------------------------------------------------------------- waiting, and being sure


def test_options_wait_until_the_learner_has_an_answer(ada_here: Visitor) -> None:
    ada_here.get(LESSON)
    section = ada_here.page.by_id["q-lets-go"]
    (waiting,) = section.iter("details")
    ada_here.submit("/questions/lets-go", status=422)
    after_nothing = list(ada_here.page.by_id["q-lets-go"].iter("details"))

    assert waiting.get("open") is None
    assert list(waiting.iter("fieldset"))
    assert list(waiting.iter("button"))
    assert after_nothing == []


@pytest.mark.parametrize(("said", "kept"), [("sure", "sure"), ("guess", "guess"), ("", None), ("very", None)])
def test_how_sure_one_is_is_kept_where_it_is_asked(
    school: School, ada: int, ada_here: Visitor, said: str, kept: str | None
) -> None:
    ada_here.get(LESSON)
    for question, label in (("lets-go", "Clay"), ("know-earth", "2")):
        form = ada_here.page.form(f"/questions/{question}")
        sent = form.filled({"answer": form.option("answer", label)})
        ada_here.post(f"{LESSON}/questions/{question}", {**sent, "confidence": said})

    with school.database.reading() as session:
        rows = session.execute(text("SELECT confidence FROM response ORDER BY id")).scalars().all()
    assert rows == [kept, None]


def test_the_same_answer_said_with_another_certainty_is_another_response(school: School, ada_here: Visitor) -> None:
    ada_here.get(LESSON)
    form = ada_here.page.form("/questions/lets-go")
    sent = form.filled({"answer": form.option("answer", "Clay")})

    for said in ("sure", "sure", "guess"):
        ada_here.post(f"{LESSON}/questions/lets-go", {**sent, "confidence": said})

    assert school.count("response") == 2


def test_instructor_reads_all_answers_in_words(school: School, ada: int, ada_here: Visitor, sign_in: SignIn) -> None:
    ines = school.member("Ines", instructor=True)
    address = cohort_with(school, ines, ada)
    ada_here.get(LESSON)
    give(ada_here, "what-they-do", {"Peas": "Climb", "Carrots": "Sleeps"})
    give(ada_here, "garden-order", {"Sow": "2", "Water": "1"}, confidence="sure")
    give(ada_here, "water-holders", {"Blank 2 of 2": "gravel"})
    form = ada_here.page.form("/questions/know-earth")
    ada_here.submit(form, answer=form.option("answer", "5"))

    seen = sign_in("ines").get(address).text

    assert "Peas → Climb; Carrots → Sleeps" in seen
    assert "1. Water; 2. Sow" in seen
    assert "said they were sure" in seen
    assert "…; gravel" in seen
    assert "5 of 5: As well as my spade Noted" in seen


# --------------------------------------------------------------------------------------------------------- the key


def view(question: AnyQuestion, seed: str) -> tuple[tuple[PartView, ...], object, object]:
    """All of a question's page that depends on its key, before an answer."""
    field = field_of(str(question.__struct_config__.tag), question, SECRET)
    return (
        field.parts((), seed, is_answered=False),
        field.options(field.order(seed), (), is_answered=False),
        field.ending(),
    )


@given(st.permutations(["climb", "root", "heads", "sleeps"]), st.text(max_size=8))
def test_matching_looks_alike_whatever_goes_with_what(rights: list[str], seed: str) -> None:
    question = QUESTIONS["what-they-do"]
    assert isinstance(question, Matching)
    lefts = (replace(left, right=right) for left, right in zip(question.lefts, rights, strict=False))
    listed = tuple(sorted(question.rights, key=lambda right: rights.index(right.id)))

    twin = replace(question, lefts=tuple(lefts), rights=listed)

    assert view(twin, seed) == view(question, seed)


@given(st.permutations(["sow", "water", "wait", "harvest"]), st.text(max_size=8))
def test_ordering_looks_alike_whatever_the_right_order(order: list[str], seed: str) -> None:
    question = QUESTIONS["garden-order"]
    assert isinstance(question, Ordering)

    twin = replace(question, steps=tuple(sorted(question.steps, key=lambda step: order.index(step.id))))

    assert view(twin, seed) == view(question, seed)


@given(st.text(min_size=1), st.text(max_size=8))
def test_cloze_looks_alike_whatever_is_accepted(accepted: str, seed: str) -> None:
    question = QUESTIONS["water-holders"]
    assert isinstance(question, Cloze)

    twin = replace(question, blanks=tuple(Blank(id=blank.id, accepted=(accepted,)) for blank in question.blanks))

    assert view(twin, seed) == view(question, seed)


def test_every_order_of_steps_is_shown_about_equally_often_the_right_one_too() -> None:
    field = field_of("ordering", QUESTIONS["garden-order"], SECRET)

    orders = Counter(
        " ".join(str(part.label) for part in field.parts((), f"learner {number}", is_answered=False))
        for number in range(4_800)
    )

    # 200 expected of each of 24: five standard deviations are 70.
    assert len(orders) == 24
    assert all(130 < count < 270 for count in orders.values())
    assert 130 < orders["Sow Water Wait Harvest"] < 270


def test_sides_with_the_same_id_have_names_apart() -> None:
    question = QUESTIONS["what-they-do"]
    assert isinstance(question, Matching)
    twin = replace(question, lefts=tuple(replace(left, id=left.right) for left in question.lefts))

    parts = field_of("matching", twin, SECRET).parts((), "seed", is_answered=False)

    names = {part.name.removeprefix(PART_PREFIX) for part in parts}
    assert names.isdisjoint(choice.value for choice in parts[0].choices)


@pytest.mark.parametrize("question", ["what-they-do", "garden-order", "water-holders"])
@given(data=st.data())
def test_what_was_sent_is_read_back_as_it_was_meant(question: str, data: st.DataObject) -> None:
    field = field_of(str(QUESTIONS[question].__struct_config__.tag), QUESTIONS[question], SECRET)
    parts = field.parts((), "seed", is_answered=False)
    sent = {
        part.name.removeprefix(PART_PREFIX): data.draw(
            st.sampled_from(["", *(choice.value for choice in part.choices)]) if part.choices else st.text()
        )
        for part in parts
    }

    answer = field.read(Given(parts=sent))

    shown_again = field.parts(answer, "seed", is_answered=False)
    for part in shown_again:
        value = sent[part.name.removeprefix(PART_PREFIX)]
        chosen = [choice.value for choice in part.choices if choice.picked]
        assert (chosen == [value] * bool(value)) if part.choices else (part.typed == value.strip())


def twins() -> Mapping[str, Callable[[CompiledCourse], CompiledCourse]]:
    matching, ordering, cloze = (QUESTIONS[each] for each in ("what-they-do", "garden-order", "water-holders"))
    assert isinstance(matching, Matching)
    assert isinstance(ordering, Ordering)
    assert isinstance(cloze, Cloze)
    rights = [left.right for left in matching.lefts][::-1]
    lefts = tuple(replace(left, right=right) for left, right in zip(matching.lefts, rights, strict=True))
    blanks = tuple(Blank(id=blank.id, accepted=("another and longer answer",)) for blank in cloze.blanks)
    return {
        "matching": lambda course: with_question_changed(
            course, matching.id, lefts=lefts, rights=matching.rights[::-1]
        ),
        "ordering": lambda course: with_question_changed(course, ordering.id, steps=ordering.steps[::-1]),
        "cloze": lambda course: with_question_changed(course, cloze.id, blanks=blanks),
    }


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", ["matching", "ordering", "cloze"])
def test_courses_that_differ_in_the_key_alone_have_the_same_page(
    school: School, app: Flask, sign_in: SignIn, kind: str
) -> None:
    pages = []
    for course in (COURSE, twins()[kind](COURSE)):
        app.extensions["runway.catalog"] = Catalog()  # it never expects what was published to change
        pages.append(page_of(school, course, sign_in))

    assert pages[0] == pages[1]
    assert "q-garden-order" in pages[0]


def page_of(school: School, course: CompiledCourse, sign_in: SignIn) -> str:
    """Ada's lesson page in a school that has this course, without what is random in every page."""
    school.begin_again({EVERY_KIND: course})
    ada = school.member("Ada")
    with school.database.writing() as session:
        session.execute(text("UPDATE person SET public_id = 'ada-always'"))
    enrol(school, ada)
    html = sign_in("ada").get(LESSON).html
    return re.sub(r'(name="csrf_token"\s+value=")[^"]*', r"\1", html)
