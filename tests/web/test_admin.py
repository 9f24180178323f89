"""The admin area: people, their rights, keeping out; courses, cohorts, the log; and nothing of what people wrote."""

from flask import Flask

from course.people.cohorts import CohortCard
from course.people.directory import ON_A_PAGE
from course.records.acts import ActFilter, Deed, acts_page
from tests.fixtures.people import PASSWORD, School
from tests.material.garden import GARDEN
from tests.visitor import Visitor
from tests.web.conftest import SignIn
from web.admin.acts import TITLES

CANARY = "adas-heavy-clay"


def newest_deed(school: School) -> str:
    with school.database.reading() as session:
        return acts_page(session, ActFilter())[0].kind


def test_people_are_found_by_email_name_and_role(school: School, ada: int, ines: int, alma_here: Visitor) -> None:
    alma_here.get("/admin")
    alma_here.submit("/admin", words="ADA@")
    assert [link.text for link in alma_here.page.links if "/admin/people/" in link.href] == ["Ada"]
    alma_here.get("/admin?role=instructor")
    assert [link.text for link in alma_here.page.links if "/admin/people/" in link.href] == ["Ines"]
    assert "Nobody is like that" in alma_here.get("/admin?words=ad%25").text
    assert "Nobody is like that" in alma_here.get("/admin?words=ada&role=instructor").text


def test_people_are_found_without_regard_to_accents_and_stand_by_name(school: School, alma_here: Visitor) -> None:
    for name in ("Élif Öz", "elif Arslan", "Eli"):
        school.member(name)

    alma_here.get("/admin?words=ÉLIF")

    found = [link.text for link in alma_here.page.links if "/admin/people/" in link.href]
    assert found == ["elif Arslan", "Élif Öz"]


def test_more_people_than_a_page_takes_are_to_be_told_apart_by_more_letters(school: School, alma_here: Visitor) -> None:
    for number in range(ON_A_PAGE + 1):
        school.guest(f"visit-{number}")

    assert "Write more of the email or name" in alma_here.get("/admin?words=guest").text
    assert "after=" in alma_here.get("/admin").link("Next page").href


def test_admin_gives_and_takes_rights_and_they_sign_in_anew(
    app: Flask, school: School, ada: int, alma_here: Visitor, sign_in: SignIn
) -> None:
    ada_here = sign_in("ada")
    ada_here.get("/account")
    alma_here.get(f"/admin/people/{school.public_id(ada)}")
    alma_here.submit("/make-instructor")
    assert newest_deed(school) == "instructor-made"
    assert ada_here.request("GET", "/account").status_code == 303
    sign_in("ada").get("/teach")

    alma_here.submit("/end-instructor")
    sign_in("ada").get("/teach", status=403)


def test_suspended_person_is_turned_away_with_one_sentence_and_let_in_again(
    school: School, ada: int, ada_here: Visitor, alma_here: Visitor
) -> None:
    alma_here.get(f"/admin/people/{school.public_id(ada)}")
    alma_here.submit("/suspend", reason="", status=422)
    alma_here.submit("/suspend", reason="Rude words")
    for address in ("/", "/account", f"/courses/{GARDEN}", "/teach", "/admin"):
        assert "Your account is suspended" in ada_here.get(address, status=403).text
    assert "Rude words" not in ada_here.page.text

    alma_here.submit("/end-suspension")
    ada_here.get("/account")


def test_suspended_person_takes_everything_along_and_goes(
    school: School, ada: int, ada_here: Visitor, alma_here: Visitor
) -> None:
    alma_here.get(f"/admin/people/{school.public_id(ada)}")
    alma_here.submit("/suspend", reason="Rude words")
    ada_here.get("/", status=403)
    assert ada_here.request("GET", "/account/take-out.zip").mimetype == "application/zip"
    ada_here.get("/", status=403)
    ada_here.follow("Delete your account")
    ada_here.submit("/account/delete", password_now=PASSWORD)

    assert school.count("person", f"id = {ada}") == 0
    assert ada_here.get("/").h1 != "Your account is suspended"


def test_suspended_instructors_tokens_read_nothing(
    app: Flask, school: School, ines: int, cohort: CohortCard, alma_here: Visitor
) -> None:
    token, _ = school.token(ines, cohort)
    headers = {"Authorization": f"Bearer {token}"}
    assert app.test_client().get("/api/v1/cohorts", headers=headers).status_code == 200
    alma_here.get(f"/admin/people/{school.public_id(ines)}")
    alma_here.submit("/suspend", reason="Gone")

    assert app.test_client().get("/api/v1/cohorts", headers=headers).status_code == 401


def test_last_admin_keeps_the_rights_and_is_not_suspended(school: School, alma: int, alma_here: Visitor) -> None:
    alma_here.get(f"/admin/people/{school.public_id(alma)}")
    action = alma_here.page.form("/end-admin")
    alma_here.post(action.action, action.filled({}, ""))

    assert school.count("person", "is_admin") == 1
    assert "Nobody else is an admin" in alma_here.get("/admin").text


def test_admin_sees_nothing_of_what_anybody_answered_or_wrote(
    school: School, ada: int, cohort: CohortCard, alma_here: Visitor
) -> None:
    school.share(ada, school.write(ada, "my-earth", {"text": CANARY}), cohort)
    public_id = school.public_id(ada)
    pages = ["/admin", f"/admin/people/{public_id}", "/admin/cohorts", f"/admin/cohorts/{cohort.public_id}"]
    for address in (*pages, "/admin/courses", "/admin/acts"):
        assert CANARY not in alma_here.get(address).text
    alma_here.get(f"/teach/{cohort.public_id}/learners/{public_id}", status=403)


def test_cohort_is_given_to_another_instructor(
    school: School, ada: int, max_: int, cohort: CohortCard, alma_here: Visitor, max_here: Visitor
) -> None:
    max_here.get(f"/teach/{cohort.public_id}", status=404)
    alma_here.get(f"/admin/cohorts/{cohort.public_id}")
    alma_here.submit(f"/admin/cohorts/{cohort.public_id}", email="ada@example.org", status=422)
    alma_here.submit(f"/admin/cohorts/{cohort.public_id}", email="max@example.org")

    max_here.get(f"/teach/{cohort.public_id}")
    assert newest_deed(school) == "teacher-added"


def test_log_shows_acts_of_instructors_too(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor, alma_here: Visitor
) -> None:
    ines_here.request("GET", f"/teach/{cohort.public_id}/export.csv")
    ines_here.get(f"/teach/{cohort.public_id}/learners/{school.public_id(ada)}")
    ines_here.submit("/remove")
    said = alma_here.get(f"/admin/acts?cohort={cohort.public_id}").text

    assert "Downloaded" in said
    assert "Learner taken out" in said


def test_every_deed_has_its_words_for_people() -> None:
    assert set(TITLES) == set(Deed)


def test_sign_in_link_made_by_an_admin_is_told(school: School, ada: int, alma_here: Visitor) -> None:
    alma_here.get(f"/admin/people/{school.public_id(ada)}")
    alma_here.submit("/sign-in-link")

    assert "/sign-in/" in alma_here.page.text
    assert newest_deed(school) == "sign-in-link-made"
    assert school.count("sign_in_link_made", f"person_id = {ada}") == 1
