"""Tokens for programs: shown once, for one cohort of one’s own, and over when they are revoked."""

from course.people.cohorts import CohortCard
from tests.fixtures.people import School
from tests.visitor import Visitor


def make(visitor: Visitor, cohort: CohortCard) -> str:
    visitor.get("/teach/tokens")
    visitor.submit("/teach/tokens", name="Dashboard", cohort=cohort.public_id, lasts="30")
    assert visitor.page.h1 == "Copy this token now"
    return next(word for word in visitor.page.text.split() if word.startswith("runway_"))


def test_token_is_shown_once_and_stored_as_a_hash(school: School, cohort: CohortCard, ines_here: Visitor) -> None:
    token = make(ines_here, cohort)
    ines_here.get("/teach/tokens")

    assert "Dashboard" in ines_here.page.text
    assert token not in ines_here.page.html
    assert token not in str(school.dump("api_token"))


def test_form_that_is_sent_twice_makes_one_token(school: School, cohort: CohortCard, ines_here: Visitor) -> None:
    ines_here.get("/teach/tokens")
    form = ines_here.page.form("/teach/tokens")
    for _ in range(2):
        ines_here.submit(form, name="Dashboard", cohort=cohort.public_id, lasts="30")

    assert school.count("api_token") == 1
    assert "That token was made already" in ines_here.page.text
    assert "runway_" not in ines_here.page.html


def test_token_for_another_cohort_cannot_be_made(
    school: School, cohort: CohortCard, max_: int, ines_here: Visitor
) -> None:
    autumn = school.cohort(max_, name="Autumn")
    ines_here.get("/teach/tokens")
    token = ines_here.page.form("/teach/tokens").fields["csrf_token"].values[0]
    sent = {"csrf_token": token, "name": "x", "cohort": autumn.public_id, "lasts": "30", "submission_key": "k"}

    assert ines_here.post("/teach/tokens", sent).status_code == 422
    assert school.count("api_token") == 0


def test_revoked_token_opens_nothing(cohort: CohortCard, ines_here: Visitor) -> None:
    token = make(ines_here, cohort)
    bearer = {"Authorization": f"Bearer {token}"}
    address = f"/api/v1/cohorts/{cohort.public_id}"
    assert ines_here.request("GET", address, headers=bearer).status_code == 200
    ines_here.get("/teach/tokens")

    ines_here.submit("/revoke")

    assert ines_here.request("GET", address, headers=bearer).status_code == 401
    assert "revoked" in ines_here.page.text
