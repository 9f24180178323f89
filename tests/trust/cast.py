"""People in the same situation as often as a harness wants them, and what they send where a form alone does not say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask

from course.people.cohorts import CohortCard
from course.people.links import make_instructor_link
from course.people.personal_links import EMAIL, SIGN_IN, make_mailed_link, make_personal_link
from course.records.mail_kinds import CHECK_IN
from course.records.outbox import next_letter, queue_mail
from tests.fixtures.people import PASSWORD, School
from tests.material.edits import with_welcome_prompt
from tests.material.garden import GARDEN, LESSONS, WRONG
from tests.trust.walking import Texts, Walker, plain_text

A_DAY = timedelta(days=1)
OFFERED = ("/", "/signup", "/login", "/forgotten")
SIGNED_IN = ("/", "/account", f"/courses/{GARDEN}", *(f"/courses/{GARDEN}/lessons/{each}" for each in LESSONS))


@dataclass(frozen=True, slots=True)
class Cast:
    """Ines teaches Ada and Lin; somebody is a guest, somebody nobody yet, and Kim has forgotten their password."""

    number: int
    ada: int
    lin: int
    ines: int
    guest: int
    cohort: CohortCard
    kim: int

    def given(self) -> Mapping[str, Mapping[str, str]]:
        """What is sent where any text would not do, by endpoint and field."""
        new = {"email": f"new{self.number}@example.org"}
        return {
            "account.sign_up": new,
            "account.submit_sign_in": {"email": f"ada{self.number}@example.org"},
            "account.submit_email": {"email": f"moved{self.number}@example.org", "password_now": PASSWORD},
            "account.submit_forgotten": {"email": f"lin{self.number}@example.org"},
            "account.become_instructor": new,
            "account.delete_account": {"word": "delete", "password_now": PASSWORD},
            "account.change_details": {"time_zone": "Europe/Berlin"},
        }

    def walkers(self, app: Flask, school: School, texts: Texts = plain_text) -> Mapping[str, Walker]:
        def walker(seeds: tuple[str, ...], person: int = 0) -> Walker:
            return Walker(app, school, seeds, person, texts, self.given())

        join = f"/join/{self.cohort.join_code}"
        return {
            "nobody": walker((*OFFERED, join, *_make_links(school, self))),
            "learner": walker((*SIGNED_IN, join), self.ada),
            "classmate": walker(("/account", f"/courses/{GARDEN}"), self.lin),
            "guest": walker((*SIGNED_IN, "/signup", "/login", join), self.guest),
            "instructor": walker(("/", "/teach", "/account", f"/teach/{self.cohort.public_id}"), self.ines),
        }


def open_school(school: School) -> None:
    """Publish a course that also asks something before its first lesson."""
    school.publish({GARDEN: with_welcome_prompt(school.published().course, "my-hopes")})


def make_cast(school: School, number: int) -> Cast:
    """Make the people, and let them have done what leads to further forms."""
    ada, lin = school.member(f"Ada{number}"), school.member(f"Lin{number}")
    ines, guest = school.member(f"Ines{number}", instructor=True), school.guest(f"visit {number}")
    school.enrol(guest)
    cohort = school.cohort(ines, ada, lin, guest, name=f"Spring {number}")
    school.token(ines, cohort)
    for lesson in LESSONS[1:]:
        school.pass_gate(ada, lesson)
    school.answer(ada, "nitrogen-crop", WRONG["nitrogen-crop"])
    school.share(lin, school.write(lin, "my-earth", {"text": "Dry."}), cohort)
    school.share(lin, school.write(lin, "my-hopes", {"text": "Beans."}), cohort)
    return Cast(number, ada, lin, ines, guest, cohort, school.member(f"Kim{number}"))


def _make_links(school: School, cast: Cast) -> list[str]:
    """One-time links as mails carry them; made when they are used, as a new one ends the one before."""
    mailed = {SIGN_IN: cast.kim, EMAIL: cast.lin}
    with school.database.writing() as session:
        found = {
            purpose: make_personal_link(
                session, person, purpose, email=f"lin{cast.number}@home.example", lasts=A_DAY, now=school.now
            )
            for purpose, person in mailed.items()
        }
        instructor = make_instructor_link(session, now=school.now)
        queue_mail(session, cast.lin, CHECK_IN, subject="Check-in", body="How did it go?", now=school.now)
        # What earlier walks left in the outbox comes first; it cannot be stopped.
        while (letter := next_letter(session, make_mailed_link, now=school.now)) and not letter.stop_token:
            continue
        assert letter is not None
    return [
        f"/become-instructor/{instructor}",
        f"/sign-in/{found[SIGN_IN]}",
        f"/confirm-email/{found[EMAIL]}",
        f"/mail/stop/{letter.stop_token}",
    ]
