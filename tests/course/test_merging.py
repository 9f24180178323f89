"""A guest signs in to an account: everything they did joins it, and nothing of either is lost."""

from datetime import timedelta

from course.learning.progress import rebuild_progress
from course.leaving.merging import merge_guest
from course.people.cohorts import CohortCard, cohorts_joined, join_cohort, leave_cohort
from course.reflecting.reflections import Body, revisions, write_draft
from course.reflecting.texts import texts
from course.teaching.learner_record import reflections_of, responses_of
from tests.fixtures.people import School
from tests.material.garden import BED, EARTH, FEED, RIGHT, SKY, SOIL, WATER, WRONG


def merge(school: School, guest: int, member: int) -> None:
    with school.database.writing() as session:
        merge_guest(session, guest, member, school.catalog, now=school.now)


def begun_guest(school: School, visit: str = "visit") -> int:
    guest = school.guest(visit)
    school.enrol(guest)
    return guest


def bodies(school: School, person: int, prompt: str = "my-earth") -> list[Body]:
    with school.database.reading() as session:
        return [each.body for each in revisions(session, person, school.published().course_id, prompt)]


def draft(school: School, person: int, body: Body, device: str) -> None:
    with school.database.writing() as session:
        writing = school.writing("my-earth", body, device=device)
        write_draft(session, person, school.published(), writing, now=school.now)


def test_merging_gives_the_member_all_the_guest_did(school: School, ada: int) -> None:
    guest = begun_guest(school)
    school.complete(guest)
    school.enrol(guest, slug=SKY)

    merge(school, guest, ada)

    assert school.standing(ada).is_complete
    assert school.count("person", f"id = {guest}") == 0
    assert school.count("response", f"person_id = {ada}") == len(RIGHT)
    assert school.count("enrolment", f"person_id = {ada}") == 2
    assert school.count("progress") == 2


def test_merging_keeps_both_peoples_answers_to_one_question(school: School, ada: int) -> None:
    guest = begun_guest(school)
    school.answer(ada, "holds-water", WRONG["holds-water"], key="holds-water.1.0")
    school.answer(guest, "holds-water", RIGHT["holds-water"], key="holds-water.1.0")
    school.answer(guest, "good-signs", RIGHT["good-signs"], key="good-signs.1.0")

    merge(school, guest, ada)

    assert school.count("response") == 3
    assert school.lesson(ada, SOIL).right == 2


def test_merging_keeps_both_peoples_same_answer(school: School, ada: int) -> None:
    guest = begun_guest(school)
    for person in (ada, guest):
        school.answer(person, "holds-water", RIGHT["holds-water"], key="holds-water.1.0")

    merge(school, guest, ada)

    assert school.count("response") == 2


def test_merging_puts_the_guests_texts_behind_the_members_and_shows_both(school: School, ada: int) -> None:
    guest = begun_guest(school)
    school.write(ada, "my-earth", EARTH, key="my-earth.0.0")
    school.write(guest, "my-earth", {"text": "Sand."}, key="my-earth.0.0")
    school.write(guest, "my-earth", {"text": "Sand, mostly."}, base=1, key="my-earth.1.0")
    school.write(guest, "first-bed", BED)

    merge(school, guest, ada)

    assert bodies(school, ada) == [{"text": "Sand, mostly."}, {"text": "Sand."}, EARTH]
    assert bodies(school, ada, "first-bed") == [BED]


def test_merging_two_guests_one_after_the_other(school: School, ada: int) -> None:
    for visit in ("home", "work"):
        guest = begun_guest(school, visit)
        school.answer(guest, "holds-water", RIGHT["holds-water"], key="holds-water.1.0")
        school.write(guest, "my-earth", {"text": visit}, key="my-earth.0.0")
        merge(school, guest, ada)

    assert school.count("response") == 2
    assert [body["text"] for body in bodies(school, ada)] == ["work", "home"]


def test_merging_keeps_drafts_of_both(school: School, ada: int) -> None:
    guest = begun_guest(school)
    draft(school, ada, {"text": "Hers."}, "this-browser")
    school.now += timedelta(minutes=1)
    draft(school, guest, {"text": "The guest’s."}, "this-browser")
    draft(school, guest, {"text": "The guest’s other."}, "another")

    merge(school, guest, ada)

    drafts = str(school.dump("draft"))
    assert [text for text in ("Hers.", "The guest’s.", "The guest’s other.") if text not in drafts] == []


def test_merging_keeps_gates_and_finishes_once_each(school: School, ada: int) -> None:
    guest = begun_guest(school)
    school.complete(ada, SOIL)
    school.finish(ada, FEED)
    school.pass_gate(guest, WATER)
    for _ in range(2):
        school.pass_gate(guest, FEED)
        school.finish(guest, FEED)

    merge(school, guest, ada)

    assert [each.state for each in school.standing(ada).lessons] == ["done", "done", "open", "open"]
    assert school.count("lesson_finish") == 1


def test_merging_brings_the_guests_cohorts(school: School, ada: int, ines: int) -> None:
    guest = begun_guest(school)
    spring = school.cohort(ines, guest)

    merge(school, guest, ada)

    with school.database.reading() as session:
        assert [each.id for each in cohorts_joined(session, ada)] == [spring.id]


def test_merging_brings_back_to_a_cohort_the_member_had_left(school: School, ada: int, cohort: CohortCard) -> None:
    with school.database.writing() as session:
        leave_cohort(session, ada, cohort.id, now=school.now)
    guest = begun_guest(school)
    with school.database.writing() as session:
        join_cohort(session, guest, cohort.id, now=school.now)

    merge(school, guest, ada)

    with school.database.reading() as session:
        assert [each.id for each in cohorts_joined(session, ada)] == [cohort.id]


def test_merging_keeps_what_was_shared_shared_and_the_rest_private(school: School, ada: int, ines: int) -> None:
    guest = begun_guest(school)
    spring = school.cohort(ines, guest)
    school.share(guest, school.write(guest, "my-earth", EARTH), spring)
    school.write(guest, "my-water", {"text": "From the roof."})

    merge(school, guest, ada)

    with school.database.reading() as session:
        records = reflections_of(session, ada, school.published(), reader_id=ines)
        answered = responses_of(session, ada, school.published())
    assert [(each.prompt_id, each.shared_body) for each in records] == [("my-earth", EARTH), ("my-water", None)]
    assert answered == ()


def test_merging_leaves_progress_as_a_rebuild_makes_it(school: School, ada: int) -> None:
    guest = begun_guest(school)
    school.complete(ada, SOIL)
    school.complete(guest, WATER)

    merge(school, guest, ada)

    kept = school.dump("progress", "completion")
    with school.database.writing() as session:
        rebuild_progress(session, school.published(), now=school.now + timedelta(days=9))
    assert school.dump("progress", "completion") == kept


def test_draft_of_a_merged_guest_is_shown(school: School, ada: int) -> None:
    guest = begun_guest(school)
    draft(school, guest, EARTH, "this-browser")

    merge(school, guest, ada)

    with school.database.reading() as session:
        found = texts(session, ada, school.published(), ["my-earth"])["my-earth"]
    assert (found.body, found.is_draft) == (EARTH, True)
