"""A cohort's page: what needs its instructor, who is where, and what can be done for one learner."""

from datetime import timedelta

from course.people.cohorts import CohortCard
from course.reflecting.sharing import take_back
from tests.fixtures.people import School
from tests.material.garden import EARTH, FEED, GARDEN, PLANTS, SOIL, WATER, WRONG, lesson_page
from tests.pages import text_of
from tests.visitor import Visitor

CANARY = "kingfisher-unshared"


def fail_twice(school: School, person: int) -> None:
    for _ in range(2):
        school.answer(person, "holds-water", WRONG["holds-water"])
    school.now += timedelta(days=2)


def address(cohort: CohortCard, school: School | None = None, learner: int = 0) -> str:
    return f"/teach/{cohort.public_id}" + (f"/learners/{school.public_id(learner)}" if school else "")


def test_need_is_put_aside_with_a_note_and_brought_back(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    fail_twice(school, ada)
    page = ines_here.get(address(cohort))
    form = page.form("/needs/aside")
    assert "Ada failed a question of “Know your soil” more than once" in page.text

    for _ in range(2):
        ines_here.submit(form, note="Wrote to her.")

    assert "Nothing needs you now." in ines_here.page.text
    assert school.count("need_aside") == 1
    assert "Wrote to her." in ines_here.follow("What was put aside").text
    ines_here.submit("/needs/bring-back")
    assert "See the tries" in ines_here.page.text


def test_row_that_changed_meanwhile_is_not_put_aside(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    fail_twice(school, ada)
    form = ines_here.get(address(cohort)).form("/needs/aside")
    fail_twice(school, ada)

    ines_here.submit(form)

    assert "has changed meanwhile" in ines_here.page.text
    assert school.count("need_aside") == 0


def test_how_the_list_is_made_names_each_threshold(cohort: CohortCard, ines_here: Visitor) -> None:
    said = ines_here.get(f"{address(cohort)}/needs").text

    for rule in ("at least 2 times", "for 1 day or more", "nothing for 7 days", "at least 3 people, and 20 %"):
        assert rule in said


def test_cells_say_in_words_what_the_learners_page_says(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    school.complete(ada, SOIL, FEED)
    school.answer(ada, "nitrogen-crop", WRONG["nitrogen-crop"])
    page = ines_here.get(address(cohort))
    (row,) = (row for row in page.all("tr") if text_of(row).startswith("Ada") and len(row) == 7)
    cells = [text_of(cell) for cell in row]

    assert cells[1] == "2 of 4"
    assert cells[3:] == ["done", "done", "0 of 2, 1 to write0 of 2 answers, 1 prompt to write", "closed"]


def test_table_is_filtered_and_sorted_by_its_address(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    school.complete(ada, SOIL)
    for number in range(2):
        school.join(cohort, school.guest(f"visit-{number}"))

    def names(query: str) -> int:
        return ines_here.get(f"{address(cohort)}?{query}").text.count("guest")

    assert [names(query) for query in ("", "state=not-begun", f"at=lesson.{SOIL}", "name=ada", "state=%00")] == [
        2, 2, 2, 0, 2,
    ]  # fmt: skip
    assert "Ada" in ines_here.get(f"{address(cohort)}?at=lesson.{FEED}&activity=active-7&sort=progress-down").text
    assert "Nobody is like that." in ines_here.get(f"{address(cohort)}?state=finished").text


def test_lesson_is_opened_with_a_reason_that_its_learner_reads(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor, ada_here: Visitor
) -> None:
    school.complete(ada, SOIL)
    ines_here.get(address(cohort, school, ada))
    ines_here.submit("/open-lesson", lesson=WATER, status=422)
    assert "Write why you open it" in ines_here.page.text
    form = ines_here.page.form("/open-lesson")
    for _ in range(2):
        ines_here.submit(form, lesson=WATER, reason="You water tomorrow.")

    assert school.count("lesson_opening") == 1
    assert school.lesson(ada, WATER).state == "open"
    assert school.lesson(ada, PLANTS).state == "closed"
    assert "Opened for you" in ada_here.get(f"/courses/{GARDEN}").text
    assert "Ines opened this lesson for you: You water tomorrow." in ada_here.get(lesson_page(WATER)).text
    assert "opened by an instructor" in ines_here.get(address(cohort, school, ada)).text


def test_learner_is_taken_out_and_put_back(school: School, ada: int, cohort: CohortCard, ines_here: Visitor) -> None:
    school.share(ada, school.write(ada, "my-earth", EARTH), cohort)
    remove = ines_here.get(address(cohort, school, ada)).form("/remove")
    for _ in range(2):
        ines_here.submit(remove)
    ines_here.get(address(cohort, school, ada), status=404)
    back = ines_here.get(address(cohort)).form("/put-back")
    for _ in range(2):
        ines_here.submit(back)

    assert ines_here.page.h1 == "Ada"
    assert EARTH["text"] not in ines_here.page.text
    assert school.count("share_withdrawal") == 1


def test_nothing_private_is_on_any_of_these_pages(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    school.share(ada, school.write(ada, "my-earth", EARTH), cohort)
    school.write(ada, "my-earth", {"text": CANARY}, base=1)
    school.complete(ada, SOIL, FEED)
    school.write(ada, "first-bed", {"if": CANARY, "then": CANARY})
    school.now += timedelta(days=8)

    for page in (address(cohort), f"{address(cohort)}/needs", address(cohort, school, ada)):
        assert CANARY not in ines_here.get(page).html
    assert "kept private" in ines_here.page.text
    assert EARTH["text"] in ines_here.page.text


def test_timeline_groups_what_was_done_by_day(school: School, ada: int, cohort: CohortCard, ines_here: Visitor) -> None:
    fail_twice(school, ada)
    school.complete(ada, SOIL)
    said = ines_here.get(address(cohort, school, ada)).text

    assert "Day by day: 2 days" in said
    assert "3 Mar 2027 Know your soil: 2 answers, 2 right, 1 text written, lesson done" in said
    assert "1 Mar 2027 started the course Know your soil: 2 answers, 0 right" in said


def test_timeline_tells_what_was_shared_with_whoever_looks_and_what_was_said_about_it(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard, ines_here: Visitor, max_here: Visitor
) -> None:
    others = school.cohort(max_, ada, name="Autumn")
    school.share(ada, school.write(ada, "my-earth", EARTH), cohort)
    school.say(ines, ada, "my-earth", cohort, "How deep did you dig?")
    school.say(ada, ada, "my-earth", cohort, "A spade deep.")
    told = "1 text written, shared, 1 word of an instructor, 1 reply"

    assert f"Know your soil: {told}" in ines_here.get(address(cohort, school, ada)).text
    unread = max_here.get(address(others, school, ada)).text
    assert "Know your soil: 1 text written" in unread
    assert "shared, 1 word" not in unread

    with school.database.writing() as session:
        take_back(session, ada, "my-earth", cohort.id, now=school.now)

    after = ines_here.get(address(cohort, school, ada)).text
    assert "Know your soil: 1 text written, taken back" in after


def test_question_to_mend_says_why_and_leads_to_its_answers(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    people = [ada, *(school.member(f"Learner{number}") for number in range(9))]
    school.join(cohort, *people[1:])
    for person in people:
        school.answer(person, "when-to-water", WRONG["when-to-water"])

    school.count_weak(cohort)

    page = ines_here.get(address(cohort))
    assert "When do you water? Nobody of 10 was right at first. Counted on" in page.text
    assert "Questions whose key may be wrong" in page.text
    assert "10 answered it first" in ines_here.follow("See its answers: When do you water?").text
