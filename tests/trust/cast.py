"""People in the same situation as often as a harness wants them, and what they send where a form alone does not say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask

from course.people.addresses import read_addresses
from course.people.cohort_settings import add_teacher
from course.people.cohorts import CohortCard
from course.people.invitations import invite
from course.people.links import make_instructor_link
from course.people.personal_links import EMAIL, SIGN_IN, make_mailed_link, make_personal_link
from course.records.mail_kinds import CHECK_IN
from course.records.outbox import next_letter, queue_mail
from tests.fixtures.people import PASSWORD, School
from tests.material.edits import with_welcome_prompt
from tests.material.garden import GARDEN, LESSONS, WRONG
from tests.trust.walking import Texts, Walker, plain_text

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
OFFERED = ("/", "/signup", "/login", "/forgotten")
SIGNED_IN = ("/", "/account", f"/courses/{GARDEN}", *(f"/courses/{GARDEN}/lessons/{each}" for each in LESSONS))


@dataclass(frozen=True, slots=True)
class Cast:
    """Ines teaches Ada, Lin and Mia, who is through; Tom teaches with her; Alma administers, among others, Sam.

    Somebody is a guest, somebody nobody yet, and Kim has forgotten their password.
    """

    number: int
    ada: int
    lin: int
    mia: int
    ines: int
    tom: int
    alma: int
    sam: int
    guest: int
    kim: int
    cohort: CohortCard
    later: CohortCard
    invitation: str

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
            "instructor.submit_invitations": {"addresses": f"friend{self.number}@example.org"},
            "instructor.submit_teacher": {"email": f"tom{self.number}@example.org"},
            "admin.give_cohort": {"email": f"tom{self.number}@example.org"},
        }

    def walkers(self, app: Flask, school: School, texts: Texts = plain_text) -> Mapping[str, Walker]:
        def walker(seeds: tuple[str, ...], person: int = 0, within: tuple[str, ...] = ("/",)) -> Walker:
            return Walker(app, school, seeds, person, texts, self.given(), within)

        join = f"/join/{self.cohort.join_code}"
        administered = (f"/admin/people/{school.public_id(self.sam)}", f"/admin/cohorts/{self.later.public_id}")
        return {
            "nobody": walker((*OFFERED, join, *_make_links(school, self))),
            "learner": walker((*SIGNED_IN, join), self.ada),
            "classmate": walker(("/account", f"/courses/{GARDEN}"), self.lin),
            "graduate": walker((*SIGNED_IN, f"/invitations/{self.invitation}"), self.mia),
            "guest": walker((*SIGNED_IN, "/signup", "/login", join), self.guest),
            "instructor": walker(("/", "/teach", "/account", f"/teach/{self.cohort.public_id}"), self.ines),
            # Who may open everybody's page does not have to open those of all casts.
            "admin": walker(("/admin", "/admin/cohorts", "/admin/acts", *administered), self.alma, administered),
        }


def open_school(school: School) -> None:
    """Publish a course that also asks something before its first lesson."""
    school.publish({GARDEN: with_welcome_prompt(school.published().course, "my-hopes")})


def make_cast(school: School, number: int) -> Cast:
    """Make the people, and let them have done, a week ago, what leads to further forms."""
    school.now -= A_WEEK
    ada, lin, mia = (school.member(f"{name}{number}") for name in ("Ada", "Lin", "Mia"))
    ines, tom = (school.member(f"{name}{number}", instructor=True) for name in ("Ines", "Tom"))
    guest = school.guest(f"visit {number}")
    school.enrol(guest)
    cohort = school.cohort(ines, ada, lin, mia, guest, name=f"Spring {number}")
    later = school.cohort(ines, name=f"Autumn {number}")
    for lesson in LESSONS[1:]:
        school.pass_gate(ada, lesson)
    school.answer(ada, "nitrogen-crop", WRONG["nitrogen-crop"])
    school.share(lin, school.write(lin, "my-earth", {"text": "Dry."}), cohort)
    school.share(lin, school.write(lin, "my-hopes", {"text": "Beans."}), cohort)
    _let_graduate(school, mia, ines, cohort)
    invitation = _let_teach(school, ines, cohort, later, f"tom{number}@example.org", f"mia{number}@example.org")
    school.now += A_WEEK
    school.token(ines, cohort)
    return Cast(
        number, ada, lin, mia, ines, tom, school.admin(f"Alma{number}"), school.member(f"Sam{number}"), guest,
        school.member(f"Kim{number}"), cohort, later, invitation,
    )  # fmt: skip


def _let_graduate(school: School, mia: int, ines: int, cohort: CohortCard) -> None:
    """She has done all that is asked, written more than once, and has been spoken to about it."""
    school.complete(mia)
    school.write(mia, "my-hopes", {"text": "Beans."})
    for prompt in ("my-hopes", "my-earth"):
        school.share(mia, school.write(mia, prompt, {"text": "Loam, by now."}, base=school.base(mia, prompt)), cohort)
        school.say(ines, mia, prompt, cohort, "Since when?")


def _let_teach(school: School, ines: int, cohort: CohortCard, later: CohortCard, with_tom: str, invited: str) -> str:
    """Tom teaches the first cohort too, Mia is invited to the second."""
    with school.database.writing() as session:
        add_teacher(session, cohort.id, with_tom, by=ines, now=school.now)
        (line,) = invite(session, later.id, read_addresses(invited), by=ines, now=school.now)
    return line.invitation


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
        asked = f"How did it go, Lin{cast.number}?"
        queue_mail(session, cast.lin, CHECK_IN, subject="Check-in", body=asked, now=school.now)
        # What earlier walks left in the outbox comes first.
        while (letter := next_letter(session, make_mailed_link, now=school.now)) and letter.body != asked:
            continue
        assert letter is not None
    return [
        f"/become-instructor/{instructor}",
        f"/sign-in/{found[SIGN_IN]}",
        f"/confirm-email/{found[EMAIL]}",
        f"/mail/stop/{letter.stop_token}",
    ]
