"""A life that leaves a row in every table that names a person, with words of the person's own in it."""

import io
from zipfile import ZipFile

import msgspec
from sqlalchemy import select

from course.leaving.merging import merge_guest
from course.leaving.take_out.package import write_take_out
from course.leaving.take_out.section import Taking
from course.models import Certificate, LessonOpening, NeedAside, Passkey, Person, Regrade, Response
from course.people.addresses import AddressLine
from course.people.cohorts import CohortCard
from course.people.invitations import accept_invitation, invite
from course.people.personal_links import make_sign_in_link
from course.people.provider import Vouched, connect
from course.people.second_factor import begin_code_app, make_recovery_codes
from course.people.sessions import open_session
from course.people.throttle import record_failure
from course.records.acts import Deed, record_act
from course.records.mail_kinds import ACCOUNT_CHANGED, CHECK_IN, COMMENT
from course.records.outbox import allow_mails, queue_mail, stop_mails
from course.reflecting.answering import answer_check_in
from course.reflecting.check_ins import open_check_ins
from course.reflecting.comments import write_comment_draft
from course.reflecting.dialogues import mark_read
from course.reflecting.reflections import Writing, write_draft
from course.reflecting.reminders import Reminders, choose_reminders, make_address
from course.reflecting.reminding import record_reminded
from course.reflecting.shared_texts import own_shared
from course.teaching.phrases import save_phrase
from course.teaching.seen import mark_seen
from lessons.lesson import PLAN
from lessons.own_pieces import win
from tests.fixtures.people import School
from tests.material.garden import PLANTS, WATER, WRONG

ISSUER = "https://id.example"
CANARY = {"Ada": "adas-heavy-clay", "Lin": "lins-dry-sand", "Guest": "guests-wet-silt"}


def do_everything(school: School, name: str, person: int, ines: int, cohort: CohortCard) -> None:
    """What a member can do, who was a guest before."""
    guest = school.guest(f"visit of {name}")
    with school.database.writing() as session:
        merge_guest(session, guest, person, school.catalog, now=school.now)
    learn(school, name, person, ines, cohort)
    have_an_account(school, name, person)


def learn(school: School, name: str, person: int, ines: int, cohort: CohortCard) -> None:
    """What a guest can do, too."""
    canary = CANARY[name]
    school.answer(person, "holds-water", WRONG["holds-water"])
    school.review(person, "holds-water", WRONG["holds-water"])
    school.complete(person)
    school.pass_gate(person, WATER)
    revision = school.write(person, "my-earth", {"text": f"{canary} first"})
    assert revision is not None
    school.write(person, "my-earth", {"text": f"{canary} second\nand more"}, base=revision.number)
    school.share(person, revision, cohort)
    school.write(person, "first-bed", {"if": f"{canary} if", "then": "dig"}, base=school.base(person, "first-bed"))
    school.write_this(person, Writing(PLAN, win(1), {"what": f"{canary} won"}, base=0, key="win"))
    with school.database.writing() as session:
        check_in = open_check_ins(session, person)[0]
        answer_check_in(session, check_in.id, "dropped", f"{canary} in the way", key="k", now=school.now)
        record_reminded(session, [check_in], now=school.now)
        choose_reminders(session, person, Reminders(by_mail=True), now=school.now)
        make_address(session, person, 1, now=school.now)
    school.say(ines, person, "my-earth", cohort, f"said to {name}")
    school.say(person, person, "my-earth", cohort, f"{canary} answered")
    with school.database.writing() as session:
        about = own_shared(session, person, school.published().course_id, ["my-earth"])
        text = about["my-earth", cohort.public_id]
        mark_seen(session, ines, text, now=school.now)
        mark_read(session, person, text.course_id, "my-earth", now=school.now)
        write_comment_draft(session, ines, text, "begun by Ines", device="desk", now=school.now)
        write_comment_draft(session, person, text, f"{canary} unsent", device="phone", now=school.now)
        for draft in (
            school.writing("my-earth", {"text": f"{canary} draft"}, base=2, device="phone"),
            Writing(PLAN, win(2), {"what": f"{canary} begun"}, base=0, key="", device="phone"),
        ):
            write_draft(session, person, school.published(), draft, now=school.now)
        opening = {"course_id": school.published().course_id, "lesson_key": PLANTS, "reason": canary}
        session.add(LessonOpening(person_id=person, opened_by_id=ines, opened_at_utc=school.now, **opening))
        public_id = session.scalars(select(Person.public_id).where(Person.id == person)).one()
        noted = {"need": "waiting", "digest": "0", "note": canary, "put_aside_at_utc": school.now}
        session.add(NeedAside(cohort_id=cohort.id, person_id=ines, subject=f"{public_id}.my-earth", **noted))
        session.add(certificate_row(school, person, canary))
        open_session(session, person, now=school.now, browser="Firefox on Linux")
        make_sign_in_link(session, ines, person, now=school.now)
        record_act(session, Deed.SESSIONS_ENDED, by=ines, on=person, reason=canary, now=school.now)
        invited = AddressLine(1, f"{name.lower()}@elsewhere.example")
        (line,) = invite(session, cohort.id, [invited], by=ines, now=school.now)
        assert accept_invitation(session, line.invitation, person, now=school.now)


def have_an_account(school: School, name: str, person: int) -> None:
    """What belongs to an account."""
    canary = CANARY[name]
    with school.database.writing() as session:
        allow_mails(session, person, COMMENT, now=school.now)
        save_phrase(session, person, f"{canary} phrase", now=school.now)
        response = session.scalars(select(Response).where(Response.person_id == person)).first()
        assert response is not None
        regraded = {"item_revision_id": response.item_revision_id, "credit": 1.0, "regraded_at_utc": school.now}
        session.add(Regrade(response_id=response.id, **regraded))
        begin_code_app(session, person, now=school.now)
        make_recovery_codes(session, person, now=school.now)
        session.add(passkey_row(school, person, canary))
        assert connect(session, person, Vouched(ISSUER, f"subject of {name}", "", name), now=school.now)
        queue_mail(session, person, ACCOUNT_CHANGED, subject=f"{canary} mail", body=canary, now=school.now)
        stop_mails(session, person, CHECK_IN, now=school.now)
        record_failure(session, email=f"{name}@example.org", address="::1", now=school.now)


def passkey_row(school: School, person: int, made_with: str) -> Passkey:
    made = {"made_at_utc": school.now, "asked_at_utc": school.now, "made_with": made_with}
    key = {"credential_id": f"credential-{person}", "public_key": "key", "sign_count": 0}
    return Passkey(public_id=f"passkey-{person}", person_id=person, **key, **made)


def certificate_row(school: School, person: int, name: str) -> Certificate:
    dates = dict.fromkeys(("started_at_utc", "completed_at_utc", "issued_at_utc"), school.now)
    counts = {"lessons": 4, "responses": 6, "prompts_written": 1}
    where = {"person_id": person, "course_id": school.published().course_id, "course_title": "A first garden"}
    return Certificate(public_id=f"certificate-{person}", name=name, **where, **counts, **dates)


def taken_out(school: School, person: int) -> ZipFile:
    file = io.BytesIO()
    with school.database.reading() as session:
        write_take_out(Taking(session, person, school.catalog), file, now=school.now)
    return ZipFile(file)


def everything(school: School, person: int) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = msgspec.json.decode(taken_out(school, person).read("everything.json"))
    return found
