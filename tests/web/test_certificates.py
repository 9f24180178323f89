"""A certificate says what was done, to whoever has its address, until it is revoked or its owner goes."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from course.learning.certificates import NotCompleted, issue_certificate
from course.leaving.erasure import erase_person
from course.leaving.ledger import Ledger
from course.leaving.merging import merge_guest
from course.people.practice import NotForPractice, practice_identity
from tests.fixtures.people import School
from tests.material.garden import FEED, GARDEN, PLANTS, WATER
from tests.visitor import Visitor

PAGE = f"/courses/{GARDEN}/certificate"
CANARY = "heavy clay behind the shed"


def certify(school: School, person: int, name: str) -> str:
    with school.database.writing() as session:
        return issue_certificate(session, person, school.published(), name, now=school.now).public_id


def made_by(visitor: Visitor, name: str) -> str:
    """Make a certificate by the page; gives its address on this site."""
    visitor.get(PAGE)
    visitor.submit(PAGE, name=name)
    return "/certificates/" + visitor.page.link("/certificates/").href.rpartition("/")[2]


def test_course_page_leads_to_the_certificate_once_it_is_done(school: School, ada: int, ada_here: Visitor) -> None:
    assert "certificate" not in ada_here.get(f"/courses/{GARDEN}").text
    school.complete(ada)

    ada_here.get(f"/courses/{GARDEN}")
    assert ada_here.follow("Your certificate").h1 == "Your certificate"


def test_certificate_needs_the_work(school: School, ada: int, ada_here: Visitor) -> None:
    """“Continue anyway” opens every lesson and completes none."""
    for lesson in (FEED, PLANTS, WATER):
        school.pass_gate(ada, lesson)

    assert "0 of 4 lessons" in ada_here.get(PAGE).text
    with pytest.raises(NotCompleted):
        certify(school, ada, "Ada")
    assert school.count("certificate") == 0


def test_certificate_says_what_was_done_and_nothing_of_what_was_written(
    app: Flask, school: School, ada: int, ada_here: Visitor
) -> None:
    school.complete(ada)
    school.write(ada, "my-earth", {"text": CANARY}, base=school.base(ada, "my-earth"))
    address = made_by(ada_here, "Dr. Ada Moreau")

    stranger = Visitor(app)
    page = stranger.get(address)
    assert page.h1 == "Certificate of Dr. Ada Moreau"
    for said in (
        "This certificate is good",
        school.published().course.title,
        "4 done",
        "written, in private",
        "1 Mar 2027",
    ):
        assert said in page.text
    assert CANARY not in page.text
    assert "ada@example.org" not in page.text
    assert stranger.response is not None
    assert stranger.response.headers["X-Robots-Tag"] == "noindex"


def test_certificate_is_made_once_and_again_after_it_was_revoked(
    app: Flask, school: School, ada: int, ada_here: Visitor
) -> None:
    school.complete(ada)
    first = made_by(ada_here, "Ada Moreau")
    assert certify(school, ada, "Somebody else") == first.rpartition("/")[2]

    ada_here.get(PAGE)
    ada_here.submit(f"{PAGE}/revoke")
    second = made_by(ada_here, "A. Moreau")

    stranger = Visitor(app)
    revoked = stranger.get(first, status=410)
    assert "is revoked" in revoked.h1
    assert "Moreau" not in revoked.text
    assert stranger.get(second).h1 == "Certificate of A. Moreau"
    assert school.count("certificate") == 2


def test_name_is_asked_for(school: School, ada: int, ada_here: Visitor) -> None:
    school.complete(ada)
    ada_here.get(PAGE)

    page = ada_here.submit(PAGE, name="  ", status=422)

    assert "Enter the name that stands on the certificate" in page.text
    assert school.count("certificate") == 0


def test_erasure_leaves_no_trace_of_the_certificate(app: Flask, school: School, ada: int, ada_here: Visitor) -> None:
    school.complete(ada)
    address = made_by(ada_here, "Ada")
    ledger: Ledger = app.extensions["runway.site"].ledger
    with school.database.writing() as session:
        erase_person(session, ada, ledger, now=school.now)

    stranger = Visitor(app)
    gone = stranger.request("GET", address)
    never = stranger.request("GET", "/certificates/bcdfghjkmnpqrstvwxz23456")
    assert gone.status_code == never.status_code == 404
    assert gone.data == never.data


def test_practice_earns_no_certificate(school: School, ines: int) -> None:
    with school.database.writing() as session:
        practice = practice_identity(session, ines, now=school.now)
    school.enrol(practice)
    school.complete(practice)

    with pytest.raises(NotForPractice):
        certify(school, practice, "Ines")


def test_guest_brings_their_certificate_along(school: School, ada: int) -> None:
    guest = school.guest("visit")
    school.enrol(guest)
    school.complete(guest)
    certify(school, guest, "Ada, as a guest")

    with school.database.writing() as session:
        merge_guest(session, guest, ada, school.catalog, now=school.now)

    assert school.count("certificate", f"person_id = {ada} AND revoked_at_utc IS NULL") == 1


def test_of_two_certificates_the_members_stays_good(school: School, ada: int) -> None:
    guest = school.guest("visit")
    school.enrol(guest)
    for person in (guest, ada):
        school.complete(person)
        certify(school, person, f"person {person}")

    with school.database.writing() as session:
        merge_guest(session, guest, ada, school.catalog, now=school.now)

    assert school.count("certificate", f"person_id = {ada}") == 2
    assert school.count("certificate", f"name = 'person {ada}' AND revoked_at_utc IS NULL") == 1
    assert school.count("certificate", f"name = 'person {guest}' AND revoked_at_utc IS NULL") == 0


def test_pdf_has_the_name_as_it_was_typed_and_the_address(school: School, ada: int, ada_here: Visitor) -> None:
    """What was typed is data to the file's template: nothing of it runs there."""
    school.complete(ada)
    name = '#panic("run") *Ada* <b>'
    address = made_by(ada_here, name)

    response = ada_here.request("GET", f"{PAGE}.pdf")

    assert response.mimetype == "application/pdf"
    (page,) = PdfReader(BytesIO(response.data)).pages
    text = page.extract_text()
    assert name in text
    assert address in text.replace("\n", "")
