"""Questions that are asked again: at the start of the next lesson, and on a page of their own."""

from datetime import timedelta

from tests.fixtures.people import School
from tests.material.edits import with_key, with_question_changed
from tests.material.garden import FEED, GARDEN, PLANTS, SOIL, WRONG, lesson_page
from tests.visitor import Visitor
from tests.web.conftest import SignIn

REVIEW = f"/courses/{GARDEN}/review"


def again(question: str, lesson: str = "") -> str:
    return f"{REVIEW}/questions/{question}{f'?lesson={lesson}' if lesson else ''}"


def miss(school: School, person: int, *questions: str) -> None:
    for question in questions:
        school.answer(person, question, WRONG[question])


def pick(visitor: Visitor, form: str, label: str) -> None:
    found = visitor.page.form(form)
    visitor.submit(form, answer=found.option("answer", label))


def test_next_lesson_begins_with_what_was_missed_in_the_one_before(school: School, ada: int, ada_here: Visitor) -> None:
    miss(school, ada, "holds-water")
    school.complete(ada, SOIL)

    ada_here.get(lesson_page(FEED))

    assert "One question from the lesson before, which you missed at first." in ada_here.page.text
    assert [form.action for form in ada_here.page.forms if "review" in form.action] == [again("holds-water", FEED)]
    html = ada_here.page.html
    assert html.index("holds water for days") < html.index('class="prose"')


def test_warm_up_is_over_once_it_was_answered(school: School, ada: int, ada_here: Visitor) -> None:
    miss(school, ada, "holds-water")
    school.complete(ada, SOIL)
    ada_here.get(lesson_page(FEED))

    pick(ada_here, again("holds-water", FEED), "Sand")

    assert "Not right yet." in ada_here.page.text
    assert "What holds water for days is clay." in ada_here.page.text
    assert not [form for form in ada_here.page.forms if "questions" in form.action]
    assert ada_here.page.link("Read it in the lesson").href.startswith(f"{lesson_page(SOIL)}#")
    ada_here.follow("On with the lesson: Feed")
    assert "Warm-up" not in ada_here.page.text


def test_lesson_that_is_done_or_not_the_next_one_has_no_warm_up(school: School, ada: int, ada_here: Visitor) -> None:
    miss(school, ada, "holds-water")
    school.complete(ada, SOIL, FEED)

    for lesson in (SOIL, FEED, PLANTS):
        ada_here.get(lesson_page(lesson))
        assert "Warm-up" not in ada_here.page.text


def test_script_gets_the_warm_up_question_alone(school: School, ada: int, ada_here: Visitor) -> None:
    miss(school, ada, "holds-water")
    school.complete(ada, SOIL)
    ada_here.get(lesson_page(FEED))
    form = ada_here.page.form(again("holds-water", FEED))
    sent = form.filled({"answer": form.option("answer", "Clay")})

    part = ada_here.client.post(form.action, data=sent, headers={"X-Fragment": "1"})

    assert part.status_code == 200
    assert 'id="q-holds-water"' in part.text
    assert "Right." in part.text
    assert "<html" not in part.text


def test_review_asks_one_after_the_other_and_says_when_it_goes_on(school: School, ada: int, ada_here: Visitor) -> None:
    miss(school, ada, "holds-water", "when-to-water")
    school.now += timedelta(days=2)
    ada_here.get(REVIEW)
    assert "1 of 2 today" in ada_here.page.text

    pick(ada_here, again("holds-water"), "Clay")
    assert "1 of 2 today" in ada_here.page.text
    ada_here.follow("Next question")
    assert "2 of 2 today" in ada_here.page.text
    pick(ada_here, again("when-to-water"), "At noon")
    assert "Not right yet." in ada_here.page.text
    ada_here.follow("That was the last one today")

    assert "Done for today: 2 questions." in ada_here.page.text
    # The miss is due in two days, on a Friday; the other one in seven.
    assert "The next question comes back: Friday." in ada_here.page.text


def test_review_before_anything_was_missed_says_that_nothing_is_due(ada_here: Visitor) -> None:
    ada_here.get(REVIEW)

    assert "Nothing is due." in ada_here.page.text
    assert "comes back:" not in ada_here.page.text


def test_review_that_is_due_tomorrow_says_so(school: School, ada: int, ada_here: Visitor) -> None:
    miss(school, ada, "holds-water")
    school.now += timedelta(days=1)

    ada_here.get(REVIEW)

    assert "The next question comes back: tomorrow." in ada_here.page.text


def test_blank_answer_to_a_review_asks_for_one(school: School, ada: int, ada_here: Visitor) -> None:
    miss(school, ada, "holds-water")
    school.now += timedelta(days=2)
    ada_here.get(REVIEW)

    ada_here.submit(again("holds-water"), status=422)

    assert "Choose an answer first." in ada_here.page.text
    assert school.count("review_answer") == 0


def test_review_of_a_number_that_cannot_be_read_keeps_what_was_typed(
    school: School, ada: int, ada_here: Visitor
) -> None:
    miss(school, ada, "loose-earth")
    school.now += timedelta(days=2)
    ada_here.get(REVIEW)

    ada_here.submit(again("loose-earth"), answer="deep", status=422)

    assert "Write a number" in ada_here.page.text
    assert ada_here.page.form(again("loose-earth")).fields["answer"].values == ["deep"]


def test_review_form_sent_twice_is_one_answer(school: School, ada: int, ada_here: Visitor) -> None:
    miss(school, ada, "holds-water")
    school.now += timedelta(days=2)
    ada_here.get(REVIEW)
    form = ada_here.page.form(again("holds-water"))
    sent = form.filled({"answer": form.option("answer", "Clay")})

    for _ in range(2):
        assert ada_here.post(form.action, sent).status_code == 303

    assert school.count("review_answer") == 1


def test_review_does_not_show_the_key_before_the_answer(school: School, ada: int, ada_here: Visitor) -> None:
    miss(school, ada, "holds-water")
    school.now += timedelta(days=2)

    ada_here.get(REVIEW)

    assert [word for word in ("Clay keeps it", "What holds water for days is clay") if word in ada_here.page.html] == []


def test_nobodys_missed_question_is_not_found_by_another(
    school: School, ada: int, ada_here: Visitor, sign_in: SignIn
) -> None:
    miss(school, ada, "holds-water")
    other = school.member("Other")
    school.enrol(other)
    visitor = sign_in("other")

    assert visitor.request("GET", again("holds-water")).status_code == 404
    assert ada_here.request("GET", again("holds-water")).status_code == 200
    assert visitor.request("GET", again("weeds")).status_code == 404


def test_lesson_to_go_back_to_must_be_one(school: School, ada: int, ada_here: Visitor) -> None:
    miss(school, ada, "holds-water")

    ada_here.get(again("holds-water", "//evil.example"))

    assert "evil" not in ada_here.page.html


def test_course_and_front_page_say_how_many_are_due(school: School, ada: int, ada_here: Visitor) -> None:
    miss(school, ada, "holds-water", "when-to-water")
    ada_here.get(f"/courses/{GARDEN}")
    assert ada_here.page.link("Review").text == "Review"

    school.now += timedelta(days=2)

    for address in ("/", f"/courses/{GARDEN}"):
        ada_here.get(address)
        assert ada_here.page.link("Review: 2 questions today").href == REVIEW


def test_question_that_was_edited_is_asked_in_its_newest_words(school: School, ada: int, ada_here: Visitor) -> None:
    course = school.published().course
    miss(school, ada, "holds-water")
    school.publish({GARDEN: with_question_changed(course, "holds-water", stem="Puddles?", stem_text="Puddles?")})
    school.now += timedelta(days=2)

    ada_here.get(REVIEW)

    assert "Puddles?" in ada_here.page.text


def test_form_that_showed_an_older_revision_is_judged_by_it(school: School, ada: int, ada_here: Visitor) -> None:
    course = school.published().course
    miss(school, ada, "holds-water")
    school.now += timedelta(days=2)
    ada_here.get(REVIEW)
    form = ada_here.page.form(again("holds-water"))
    sent = form.filled({"answer": form.option("answer", "Clay")})
    school.publish({GARDEN: with_key(course, "holds-water", "gravel")})

    ada_here.post(form.action, sent)

    assert school.count("review_answer", "credit = 1") == 1
