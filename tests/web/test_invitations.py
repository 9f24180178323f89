"""Inviting by a list: what became of each line, the link of one's own, taking back, and no mail to who wants none."""

import io
from datetime import timedelta

from flask import Flask

from course.people.cohort_settings import close_joining
from course.people.cohorts import CohortCard, cohorts_joined
from course.people.invitations import LAST, forget_old_invitations
from course.records.mail_kinds import INVITATION, KINDS
from course.records.outbox import find_stop, next_letter, queue_mail, stop_mails
from tests.fixtures.people import School
from tests.visitor import Visitor

NO_LINK = lambda *_: ""  # noqa: E731 - mails of this kind carry no one-time link


def invite(visitor: Visitor, cohort: CohortCard, text: str) -> str:
    visitor.get(f"/teach/{cohort.public_id}/invitations")
    visitor.submit("/invitations", addresses=text)
    return visitor.page.text


def links(school: School) -> list[str]:
    return [str(row[1]) for row in school.dump("invitation")["invitation"]]


def names(school: School, person: int) -> list[str]:
    with school.database.reading() as session:
        return [card.name for card in cohorts_joined(session, person)]


def test_report_says_line_by_line_what_became_of_it(school: School, cohort: CohortCard, ines_here: Visitor) -> None:
    said = invite(ines_here, cohort, "ada@example.org\nzoe@example.org\nnobody\nZOE@example.org")
    again = invite(ines_here, cohort, "zoe@example.org")

    for words in ("1 person invited", "is in the cohort already", "is no address", "was invited before"):
        assert words in said
    assert "0 people invited" in again
    assert school.count("invitation") == 1


def test_file_is_read_like_what_is_pasted(school: School, cohort: CohortCard, ines_here: Visitor) -> None:
    ines_here.get(f"/teach/{cohort.public_id}/invitations")
    token = ines_here.page.form("/invitations").fields["csrf_token"].values[0]
    file = (io.BytesIO("Name;E-Mail\nZoé;zoe@example.org\n".encode("latin-1")), "people.csv")
    sent = {"csrf_token": token, "addresses": "", "file": file}
    response = ines_here.request("POST", f"/teach/{cohort.public_id}/invitations", data=sent)

    assert response.status_code == 200
    assert "1 person invited" in ines_here.page.text
    assert school.count("invitation", "email = 'zoe@example.org'") == 1


def test_who_is_here_but_not_in_the_cohort_is_not_told_of(
    school: School, max_: int, cohort: CohortCard, ines_here: Visitor
) -> None:
    said = invite(ines_here, cohort, "max@example.org\nstranger@example.org")

    assert "2 people invited" in said
    assert "already" not in said


def test_invitation_lets_one_person_in_while_the_join_link_is_closed(
    app: Flask, school: School, ines: int, cohort: CohortCard, ines_here: Visitor, max_: int, max_here: Visitor
) -> None:
    invite(ines_here, cohort, "zoe@example.org")
    with school.database.writing() as session:
        close_joining(session, cohort.id, by=ines, now=school.now)
    (link,) = links(school)
    page = max_here.get(f"/invitations/{link}")
    assert "What your instructors will see" in page.text
    max_here.submit(f"/invitations/{link}")

    assert names(school, max_) == ["Spring"]
    Visitor(app).get(f"/invitations/{link}", status=404)
    assert "is in the cohort already" in invite(ines_here, cohort, "zoe@example.org")


def test_invitation_that_was_taken_back_or_is_old_leads_nowhere(
    app: Flask, school: School, cohort: CohortCard, ines_here: Visitor
) -> None:
    invite(ines_here, cohort, "zoe@example.org\nlin@example.org")
    first, second = links(school)
    ines_here.submit(f"/{first}/take-back")
    Visitor(app).get(f"/invitations/{first}", status=404)
    Visitor(app).get(f"/invitations/{second}")

    school.now += LAST + timedelta(seconds=1)
    Visitor(app).get(f"/invitations/{second}", status=404)
    with school.database.writing() as session:
        forget_old_invitations(session, now=school.now)
    assert school.count("invitation") == 0


def test_inviting_anew_after_taking_back_gives_another_link(
    app: Flask, school: School, cohort: CohortCard, ines_here: Visitor
) -> None:
    invite(ines_here, cohort, "zoe@example.org")
    (old,) = links(school)
    ines_here.submit(f"/{old}/take-back")

    assert "1 person invited" in invite(ines_here, cohort, "zoe@example.org")
    assert links(school) != [old]


def test_too_many_addresses_are_refused_whole(school: School, cohort: CohortCard, ines_here: Visitor) -> None:
    ines_here.get(f"/teach/{cohort.public_id}/invitations")
    many = "\n".join(f"p{number}@example.org" for number in range(501))
    ines_here.submit("/invitations", addresses=many, status=422)

    assert "at most 500 addresses" in ines_here.page.text
    assert school.count("invitation") == 0


def test_mail_is_stopped_for_the_address_and_not_for_who_sent_it(school: School, ines: int) -> None:
    with school.database.writing() as session:

        def queue(address: str) -> bool:
            words = "An invitation"
            return queue_mail(session, ines, INVITATION, subject=words, body=words, now=school.now, address=address)

        assert queue("zoe@example.org")
        letter = next_letter(session, NO_LINK, now=school.now)
        assert letter is not None
        found = find_stop(session, letter.stop_token)
        assert found == (ines, KINDS["invitation"], "zoe@example.org")
        stop_mails(session, *found, now=school.now)
        stop_mails(session, *found, now=school.now)

        assert not queue(" Zoe@Example.org")
        assert queue("lin@example.org")
