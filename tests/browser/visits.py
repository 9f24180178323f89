"""Every page in the states that people meet it in: who goes there, and what they do to bring it about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.sync_api import Page
from sqlalchemy import select

from course.database import Session
from course.learning.certificates import issue_certificate, revoke_certificate
from course.models import Person
from course.people.accounts import create_guest
from course.people.addresses import AddressLine
from course.people.cohorts import join_cohort
from course.people.invitations import Line, invite
from course.people.links import make_instructor_link
from course.people.personal_links import (
    EMAIL,
    SIGN_IN,
    SIGN_IN_LASTS,
    make_mailed_link,
    make_personal_link,
    make_sign_in_link,
)
from course.people.totp import code_of, step_at
from course.records.mail_kinds import CHECK_IN
from course.records.outbox import next_letter, queue_mail
from tests.fixtures.campus import Campus
from tests.fixtures.people import PASSWORD, compiled
from tests.material.every_prompt import AUTUMN, COURSE_PAGE, EVERY_PROMPT, PROMPTS_FOLDER, SPRING, WRITTEN
from tests.material.garden import COURSES, GARDEN

COURSE = f"/courses/{GARDEN}"
LESSON = f"{COURSE}/lessons/know-your-soil"
PLANTS = f"{COURSE}/lessons/choose-plants"
WATER = f"{COURSE}/lessons/water-wisely"
EARTH = {"text": "Heavy and dark, and it sticks to the spade."}


@dataclass(frozen=True, slots=True)
class Visit:
    """An address as somebody sees it; `act` brings the page into its state."""

    who: str
    address: str
    state: str = "as it is"
    act: Callable[[Page], object] | None = None

    def __str__(self) -> str:
        return f"{self.who} at {self.address}, {self.state}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses that differ from run to run."""

    join: str
    become_instructor: str
    cohort: str
    empty_cohort: str
    learner: str
    sign_in_link: str
    guest_link: str
    invitation: str
    confirm_email: str
    stop_mail: str
    certificate: str
    revoked: str


def send_empty(button: str) -> Callable[[Page], object]:
    """Press the button of an empty form, and wait until the page says what is missing."""

    def act(page: Page) -> None:
        page.locator("main").get_by_role("button", name=button, exact=True).click()
        page.locator("#summary").wait_for()

    return act


def begin_app(page: Page) -> None:
    form = page.locator("form[action$='/app']")
    form.get_by_label("Your password").fill(PASSWORD)
    form.get_by_role("button").click()
    page.get_by_label("Code").wait_for()


def use_app(page: Page) -> None:
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(code_of(secret, step_at(datetime.now(UTC))))
    page.get_by_role("button", name="Use this app").click()
    page.locator("#recovery-codes").wait_for()


def open_details(summary: str) -> Callable[[Page], object]:
    return lambda page: page.locator("summary", has_text=summary).first.click()


def send_no_reason(page: Page) -> None:
    open_details("Open a lesson for them")(page)
    send_empty("Open the lesson")(page)


def last_part(address: str) -> str:
    return address.rpartition("/")[2]


def invite_some(page: Page) -> None:
    page.get_by_label("Email addresses").fill("mira@example.org\nnot an address")
    page.get_by_role("button", name="Invite", exact=True).click()
    page.get_by_text("mira@example.org").first.wait_for()


def save_without_name(page: Page) -> None:
    page.get_by_label("Name of the cohort").fill("")
    send_empty("Save")(page)


def leave_blank(page: Page) -> None:
    for section, button in (("#q-good-signs", "Check"), ("#r-my-earth", "Save")):
        page.locator(section).get_by_role("button", name=button, exact=True).click()
        page.locator(f"{section} .error:not(.trouble)").wait_for()


def save_nothing(page: Page) -> None:
    """Press every Save without writing, and wait until each says what is missing."""
    for section in page.locator("section.prompt").all():
        section.get_by_role("button", name="Save", exact=True).click()
        section.locator(".error").wait_for()


def stop_mails(page: Page) -> None:
    page.get_by_role("button", name="Stop them").click()
    page.get_by_role("heading", name="You get no more of these mails").wait_for()


def open_all(page: Page) -> None:
    """Open whatever opens, and see that something does."""
    assert page.locator("details").count() > 0
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


def make_token(page: Page) -> None:
    page.get_by_label("What it is for").fill("Our dashboard")
    page.get_by_role("button", name="Make the token").click()
    page.get_by_role("heading", name="Copy this token now").wait_for()


def prepare(campus: Campus) -> Addresses:
    """Ada has answered right, wrong and partly, shared one text and changed it since; Lin has only joined.

    Ada has also written to every kind of prompt there is, but for the end of that course; Lin has only begun it.
    """
    school, ada = campus.school, campus.ada
    school.answer(ada, "holds-water", ("sand",))
    school.answer(ada, "good-signs", ("worms",))
    school.share(ada, school.write(ada, "my-earth", EARTH), campus.cohort)
    for speaker, words in ((campus.ines, "Try compost."), (ada, "I have none.")):
        school.say(speaker, ada, "my-earth", campus.cohort, words)
    school.phrase(campus.ines, "Well observed.")
    school.write(ada, "my-earth", {"text": "Lighter than I thought."}, base=1)
    school.pass_gate(ada, "choose-plants")
    school.answer(ada, "lettuce-shade", ("true",))
    school.answer(ada, "nitrogen-crop", ("peas",))
    school.pass_gate(ada, "water-wisely")
    school.review(ada, "holds-water", ("gravel",))
    school.publish({**compiled(COURSES), **compiled(PROMPTS_FOLDER)})
    school.admin("Alma")
    lin = school.member("Lin")
    school.enrol(ada, lin, slug=EVERY_PROMPT)
    for prompt, body in WRITTEN.items():
        if prompt not in ("looking-back", "know-garden--again"):
            school.write(ada, prompt, dict(body), slug=EVERY_PROMPT)
    school.cohort(campus.ines, lin, name="Autumn")
    empty = school.cohort(campus.ines, name="Nobody yet")
    with school.database.writing() as session:
        token = make_instructor_link(session, now=datetime.now(UTC))
        learner = session.scalar(select(Person.public_id).where(Person.id == ada))
        mailed = prepare_mails(session, campus, lin)
    certificates = prepare_certificates(campus)
    return Addresses(
        join=f"/join/{campus.cohort.join_code}",
        become_instructor=f"/become-instructor/{token}",
        cohort=f"/teach/{campus.cohort.public_id}",
        empty_cohort=f"/teach/{empty.public_id}",
        learner=f"/teach/{campus.cohort.public_id}/learners/{learner}",
        **mailed,
        **certificates,
    )


def certify(session: Session, campus: Campus, person: int, name: str) -> str:
    shown = issue_certificate(session, person, campus.school.published(), name, now=datetime.now(UTC))
    return f"/certificates/{shown.public_id}"


def prepare_certificates(campus: Campus) -> dict[str, str]:
    """Zoe has done the work of the garden course and has no certificate; Kim has one, and had another one."""
    school = campus.school
    zoe, kim = school.member("Zoe"), school.member("Kim")
    school.enrol(zoe, kim)
    for person in (zoe, kim):
        school.complete(person)
    with school.database.writing() as session:
        revoked = certify(session, campus, kim, "Kim")
        revoke_certificate(session, kim, school.published().course_id, now=datetime.now(UTC))
        return {"revoked": revoked, "certificate": certify(session, campus, kim, "Kim Sato")}


def prepare_mails(session: Session, campus: Campus, lin: int) -> dict[str, str]:
    """The addresses that mails to Lin carry, and the link that somebody handed to a guest."""
    now = datetime.now(UTC)
    guest = create_guest(session, visit="visit", now=now)
    links = {
        each: make_personal_link(session, lin, each, email="lin@home.example", lasts=SIGN_IN_LASTS, now=now)
        for each in (SIGN_IN, EMAIL)
    }
    to_guest = make_sign_in_link_for_guest(session, campus, guest, now)
    (line,) = invite_kay(session, campus, now)
    queue_mail(session, lin, CHECK_IN, subject="Check-in", body="How did it go?", now=now)
    letter = next_letter(session, make_mailed_link, now=now)
    assert letter is not None
    return {
        "sign_in_link": f"/sign-in/{links[SIGN_IN]}",
        "invitation": f"/invitations/{line.invitation}",
        "guest_link": f"/sign-in/{to_guest}",
        "confirm_email": f"/confirm-email/{links[EMAIL]}",
        "stop_mail": f"/mail/stop/{letter.stop_token}",
    }


def invite_kay(session: Session, campus: Campus, now: datetime) -> tuple[Line, ...]:
    return invite(session, campus.cohort.id, [AddressLine(1, "kay@home.example")], by=campus.ines, now=now)


def make_sign_in_link_for_guest(session: Session, campus: Campus, guest: int, now: datetime) -> str:
    join_cohort(session, guest, campus.cohort.id, now=now)
    return make_sign_in_link(session, campus.ines, guest, now=now)


def delete_account(page: Page) -> None:
    """Begin as a guest on another device, and go: who is visited later must still be there."""
    page.context.clear_cookies()
    site = page.url.partition("/login")[0]
    page.goto(site + COURSE)
    page.get_by_role("button", name="Start").first.click()
    page.wait_for_url("**/lessons/**")
    page.goto(f"{site}/account/delete")
    page.get_by_label("Type the word").fill("delete")
    page.get_by_role("button", name="Delete my account for good").click()
    page.get_by_role("heading", name="Your account is deleted").wait_for()


def make_without_name(page: Page) -> None:
    page.get_by_label("Name on the certificate").fill("")
    send_empty("Make the certificate")(page)


def visits(at: Addresses) -> list[Visit]:
    return [
        Visit("nobody", "/"),
        Visit("nobody", COURSE),
        Visit("nobody", "/signup", "empty"),
        Visit("nobody", "/signup", "with errors", send_empty("Sign up")),
        Visit("nobody", "/login", "empty"),
        Visit("nobody", "/login", "with errors", send_empty("Sign in")),
        Visit("nobody", at.join, "empty"),
        Visit("nobody", at.join, "with errors", send_empty("Join")),
        Visit("nobody", at.invitation, "invited"),
        Visit("nobody", "/offline"),
        Visit("nobody", at.become_instructor, "empty"),
        Visit("nobody", at.become_instructor, "with errors", send_empty("Become an instructor")),
        Visit("nobody", "/forgotten"),
        Visit("nobody", at.sign_in_link, "empty"),
        Visit("nobody", at.sign_in_link, "with errors", send_empty("Sign in")),
        Visit("nobody", at.guest_link, "of a guest"),
        Visit("nobody", at.confirm_email),
        Visit("nobody", at.stop_mail),
        Visit("nobody", at.stop_mail, "stopped", stop_mails),
        Visit("nobody", "/nowhere", "not found"),
        Visit("Lin", LESSON, "nothing answered"),
        Visit("Lin", LESSON, "blank answers refused", leave_blank),
        Visit("Lin", PLANTS, "closed"),
        Visit("Lin", "/account"),
        Visit("Ada", "/account/details"),
        Visit("Ada", "/account/email", "empty"),
        Visit("Ada", "/account/email", "with errors", send_empty("Change")),
        Visit("Ada", "/account/password", "empty"),
        Visit("Ada", "/account/password", "with errors", send_empty("Change")),
        Visit("Lin", "/account/second-factor"),
        Visit("Lin", "/account/second-factor", "with errors", send_empty("Set up an app")),
        Visit("Lin", "/account/second-factor", "beginning with an app", begin_app),
        Visit("Lin", "/account/second-factor/app", "an app to set up"),
        Visit("Lin", "/account/second-factor/app", "with errors", send_empty("Use this app")),
        Visit("Lin", "/account/second-factor/app", "recovery codes", use_app),
        Visit("Ada", "/account/delete", "with errors", send_empty("Delete my account for good")),
        Visit("Ines", "/account/delete", "with cohorts"),
        Visit("Ada", "/", "begun"),
        Visit("Ada", COURSE, "begun"),
        Visit("Ada", LESSON, "answered and shared"),
        Visit("Ada", f"{COURSE}/dialogues", "answered", open_all),
        Visit("Lin", f"{COURSE}/dialogues", "nothing was said"),
        Visit("Ada", f"{LESSON}?only=missed", "only the missed"),
        Visit("Ada", f"{LESSON}/prompts/my-earth", "two versions"),
        Visit("Ada", PLANTS, "opened early, half answered"),
        Visit("Ada", WATER, "with a warm-up"),
        Visit("Ada", f"{COURSE}/review", "nothing due"),
        Visit("Ada", f"{COURSE}/review/questions/good-signs", "asked again"),
        Visit("Ada", f"{COURSE}/review/questions/holds-water", "asked again and answered"),
        Visit("Ada", f"{COURSE}/progress", "begun"),
        Visit("Ada", f"{COURSE_PAGE}/progress", "rated twice"),
        Visit("Lin", COURSE_PAGE, "asked before the first lesson"),
        Visit("Lin", f"{COURSE_PAGE}/lessons/{SPRING}", "every kind of prompt"),
        Visit("Lin", f"{COURSE_PAGE}/lessons/{SPRING}", "every kind refused", save_nothing),
        Visit("Ada", COURSE_PAGE, "asked at the end"),
        Visit("Ada", f"{COURSE_PAGE}/lessons/{SPRING}", "every kind written"),
        Visit("Ada", f"{COURSE_PAGE}/lessons/{AUTUMN}", "rated again"),
        Visit("Ada", f"{COURSE_PAGE}/prompts/know-garden", "one rating"),
        Visit("Lin", "/account/preferences"),
        Visit("Ada", "/checkins"),
        Visit("Lin", "/checkins", "some to come"),
        Visit("Ada", f"{COURSE}/plan", "one text"),
        Visit("Lin", f"{COURSE}/plan", "empty"),
        Visit("Ada", f"{COURSE}/certificate", "work to do"),
        Visit("Zoe", COURSE, "done"),
        Visit("Zoe", f"{COURSE}/certificate", "to be made"),
        Visit("Zoe", f"{COURSE}/certificate", "without a name", make_without_name),
        Visit("Kim", f"{COURSE}/certificate", "made", open_details("Revoke it")),
        Visit("nobody", at.certificate),
        Visit("nobody", at.revoked, "revoked"),
        Visit("nobody", "/design", "components"),
        Visit("Ada", at.join, "joined already"),
        Visit("Ada", "/teach", "not hers"),
        Visit("Ines", "/teach"),
        Visit("Ines", "/teach", "with errors", send_empty("Make the cohort")),
        Visit("Ines", at.cohort),
        Visit("Ines", at.cohort, "a need is put aside", open_details("Put aside")),
        Visit("Ines", f"{at.cohort}?state=finished&name=z", "nobody is like that"),
        Visit("Ines", at.empty_cohort, "empty"),
        Visit("Ines", f"{at.cohort}/needs", "rules", open_details("How this list is made")),
        Visit("Ines", f"{at.cohort}/reflections"),
        Visit("Ines", f"{at.cohort}/reflections/my-earth", "an answer waits"),
        Visit("Ines", f"{at.cohort}/reflections/my-water", "nothing waits"),
        Visit("Ines", f"{at.cohort}/reflections/my-earth?show=all", "everything open", open_all),
        Visit("Ines", at.learner),
        Visit("Ines", at.learner, "a lesson to open", open_details("Open a lesson for them")),
        Visit("Ines", at.learner, "opened without a reason", send_no_reason),
        Visit("Ines", f"{at.cohort}/questions"),
        Visit("Ines", f"{at.cohort}/questions/holds-water", "options", open_all),
        Visit("Ines", f"{at.cohort}/questions/nitrogen-crop", "typed", open_all),
        Visit("Ines", f"{at.cohort}/questions/nitrogen-crop/accept?answer=peas"),
        Visit("Ines", f"{at.cohort}/exports"),
        Visit("Ines", f"{at.cohort}/invitations", "one invited"),
        Visit("Ines", f"{at.cohort}/invitations", "with errors", send_empty("Invite")),
        Visit("Ines", f"{at.cohort}/invitations", "invited", invite_some),
        Visit("Ines", f"{at.cohort}/settings"),
        Visit("Ines", f"{at.cohort}/settings", "with errors", save_without_name),
        Visit("Alma", "/admin"),
        Visit("Alma", "/admin?words=nobody-is-called-so", "nobody is like that"),
        Visit("Alma", f"/admin/people/{last_part(at.learner)}"),
        Visit("Alma", f"/admin/people/{last_part(at.learner)}", "suspended without a reason", send_empty("Suspend")),
        Visit("Alma", "/admin/courses"),
        Visit("Alma", "/admin/cohorts"),
        Visit("Alma", f"/admin/cohorts/{last_part(at.cohort)}"),
        Visit("Alma", "/admin/acts"),
        Visit("Ines", "/teach/tokens", "empty"),
        Visit("Ines", "/teach/tokens", "with errors", send_empty("Make the token")),
        Visit("Ines", "/teach/tokens", "a token is made", make_token),
        Visit("Ines", "/teach/tokens", "one token"),
        Visit("nobody", "/account/delete", "deleted", delete_account),
    ]
