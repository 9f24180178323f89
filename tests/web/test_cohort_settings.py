"""Looking after a cohort: name and days, the join link, who teaches it, moving, the archive."""

from datetime import timedelta

from flask import Flask

from course.people.code_guesses import WRONG_CODES_PER_ADDRESS
from course.people.cohort_settings import add_teacher
from course.people.cohorts import CohortCard, cohorts_joined
from course.people.throttle import WINDOW
from course.records.acts import ActFilter, acts_page
from course.teaching.learner_record import reflections_of
from tests.fixtures.people import School
from tests.material.garden import GARDEN
from tests.visitor import Visitor


def deeds(school: School) -> list[str]:
    with school.database.reading() as session:
        return [line.kind for line in acts_page(session, ActFilter())]


def in_cohorts(school: School, person: int) -> list[str]:
    with school.database.reading() as session:
        return [card.name for card in cohorts_joined(session, person)]


def test_cohort_gets_another_name_and_days_which_newcomers_read(
    app: Flask, school: School, cohort: CohortCard, ines_here: Visitor
) -> None:
    ines_here.get(f"/teach/{cohort.public_id}/settings")
    ines_here.submit("/settings", name="Summer", starts_on="2027-04-01", ends_on="2027-03-01", status=422)
    assert "not before the first" in ines_here.page.text
    ines_here.submit("/settings", name="Summer", starts_on="2027-04-01", ends_on="2027-06-30")

    page = Visitor(app).get(f"/join/{cohort.join_code}")
    assert "Join Summer" in page.text
    assert "1 Apr 2027" in page.text
    assert deeds(school)[0] == "cohort-changed"


def test_closed_link_lets_nobody_in_and_can_be_opened_again(
    app: Flask, school: School, max_: int, cohort: CohortCard, ines_here: Visitor, max_here: Visitor
) -> None:
    max_here.get(f"/join/{cohort.join_code}")
    form = max_here.page.form(f"/join/{cohort.join_code}")
    ines_here.get(f"/teach/{cohort.public_id}/settings")
    ines_here.submit("/settings/joining", button="Close the link")
    max_here.submit(form)
    assert "takes nobody in" in max_here.page.text
    assert in_cohorts(school, max_) == []

    ines_here.submit("/settings/joining", button="Open the link again")
    max_here.submit(form)
    assert in_cohorts(school, max_) == ["Spring"]
    assert deeds(school)[:2] == ["joining-opened", "joining-closed"]


def test_new_link_replaces_the_one_before_once(
    app: Flask, school: School, ada: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    ines_here.get(f"/teach/{cohort.public_id}/settings")
    form = ines_here.page.form("/settings/code")
    for _ in range(2):
        ines_here.submit(form, button="Make a new link")

    Visitor(app).get(f"/join/{cohort.join_code}", status=404)
    assert deeds(school).count("code-renewed") == 1
    assert in_cohorts(school, ada) == ["Spring"]


def test_archived_cohort_is_out_of_the_way_and_comes_back(
    app: Flask, school: School, cohort: CohortCard, ines_here: Visitor
) -> None:
    ines_here.get(f"/teach/{cohort.public_id}/settings")
    ines_here.submit("/settings/archive", button="Put it into the archive")
    assert "Archive: 1 cohort" in ines_here.get("/teach").text
    assert "in the archive" in ines_here.get(f"/teach/{cohort.public_id}").text
    assert "takes nobody in" in Visitor(app).get(f"/join/{cohort.join_code}").text

    ines_here.get(f"/teach/{cohort.public_id}/settings")
    ines_here.submit("/settings/archive", button="Bring it back")
    assert "Archive:" not in ines_here.get("/teach").text


def test_instructor_is_added_by_email_and_one_always_stays(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard, ines_here: Visitor, max_here: Visitor
) -> None:
    address = f"/teach/{cohort.public_id}/settings"
    ines_here.get(address)
    ines_here.submit("/teachers", email="ada@example.org", status=422)
    assert "No instructor here has this address" in ines_here.page.text
    ines_here.submit("/teachers", email="MAX@example.org")
    max_here.get(address)
    form = max_here.page.form(f"/teachers/{school.public_id(max_)}/remove")
    max_here.submit(f"/teachers/{school.public_id(ines)}/remove")
    max_here.submit(form)

    assert "keeps one instructor" in max_here.page.text
    ines_here.get(address, status=404)


def test_instructor_who_comes_back_reads_nothing_that_was_shared_before(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    with school.database.writing() as session:
        add_teacher(session, cohort.id, "max@example.org", by=ines, now=school.now)
    school.share(ada, school.write(ada, "my-earth", {"text": "Loam."}), cohort)
    assert shared_texts(school, ada, max_) == [{"text": "Loam."}]

    school.now += timedelta(days=1)
    ines_here.get(f"/teach/{cohort.public_id}/settings")
    ines_here.submit(f"/teachers/{school.public_id(max_)}/remove")
    ines_here.submit("/teachers", email="max@example.org")

    assert shared_texts(school, ada, max_) == []
    assert shared_texts(school, ada, ines) == [{"text": "Loam."}]


def shared_texts(school: School, learner: int, reader: int) -> list[object]:
    with school.database.reading() as session:
        records = reflections_of(session, learner, school.published(), reader_id=reader)
    return [record.shared_body for record in records if record.shared_body]


def test_learner_is_moved_where_nobody_new_sees_them(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    evening = school.cohort(ines, name="Evening")
    with_max = school.cohort(ines, name="With Max")
    with school.database.writing() as session:
        add_teacher(session, with_max.id, "max@example.org", by=ines, now=school.now)
    school.share(ada, school.write(ada, "my-earth", {"text": "Loam."}), cohort)

    ines_here.get(f"/teach/{cohort.public_id}/learners/{school.public_id(ada)}")
    assert "Evening" in ines_here.page.text
    assert "With Max" not in ines_here.page.text
    form = ines_here.page.form("/move")
    ines_here.post(form.action, {**form.filled({}, ""), "to": with_max.public_id})
    assert in_cohorts(school, ada) == ["Spring"]

    ines_here.submit(form, to=evening.public_id)
    assert in_cohorts(school, ada) == ["Evening"]
    assert shared_texts(school, ada, ines) == []
    assert deeds(school)[0] == "learner-moved"


def test_guessing_codes_is_slowed_down_for_right_ones_too(app: Flask, school: School, cohort: CohortCard) -> None:
    visitor = Visitor(app)
    for number in range(WRONG_CODES_PER_ADDRESS):
        visitor.get(f"/join/wrong{number:03}", status=404)

    visitor.get(f"/join/{cohort.join_code}", status=429)
    assert "Wait a quarter of an hour" in visitor.page.text
    assert visitor.get("/login").text
    school.now += WINDOW + timedelta(seconds=1)
    visitor.get(f"/join/{cohort.join_code}")


def test_course_whose_folder_is_gone_is_nothing_to_newcomers_and_stays_with_who_is_in_it(
    app: Flask, school: School, cohort: CohortCard, ada_here: Visitor
) -> None:
    visitor = Visitor(app)
    visitor.get(f"/courses/{GARDEN}")
    form = visitor.page.form("/start")
    school.publish({})

    visitor.submit(form, status=404)
    visitor.get(f"/courses/{GARDEN}", status=404)
    ada_here.get(f"/courses/{GARDEN}")
    visitor.get(f"/join/{cohort.join_code}")
    visitor.submit(f"/join/{cohort.join_code}", name="Zoe")
    assert "You are now in" in visitor.page.text
