"""Of a take-out: who one is, where one is signed in, what was mailed, the cohorts."""

from collections.abc import Iterator

from sqlalchemy import select

from course.leaving.take_out.section import Row, Section, Taking
from course.models import (
    Act,
    ActParty,
    ActReason,
    ApiToken,
    CalendarAddress,
    CodeApp,
    Cohort,
    CohortInstructor,
    Invitation,
    Mail,
    MailStop,
    MailWish,
    Membership,
    MergedGuest,
    OneTimeLink,
    Passkey,
    Person,
    PersonSession,
    ProviderIdentity,
    RecoveryCode,
    ReminderChoice,
)
from course.people.personal_links import sign_in_links_made
from course.records.mail_kinds import KINDS


def account(taking: Taking) -> Iterator[Row]:
    """Yield the account itself, one row."""
    person = taking.session.get_one(Person, taking.person_id)
    yield {
        "id": person.public_id,
        "name": person.name,
        "email": person.email,
        "is_instructor": person.is_instructor,
        "is_admin": person.is_admin,
        "suspended_at": person.suspended_at_utc,
        "time_zone": person.time_zone,
        "language": person.language,
        "theme": person.theme,
        "shortcuts": person.shortcuts,
        "created_at": person.created_at_utc,
    }


def browsers(taking: Taking) -> Iterator[Row]:
    """Yield where one is signed in."""
    mine = select(PersonSession).where(PersonSession.person_id == taking.person_id).order_by(PersonSession.id)
    for session in taking.session.scalars(mine):
        yield {
            "browser": session.browser,
            "begun_at": session.created_at_utc,
            "good_until": session.expires_at_utc,
        }


def links(taking: Taking) -> Iterator[Row]:
    """Yield the one-time links that were for this person, and who made some of them."""
    mine = select(OneTimeLink).where(OneTimeLink.person_id == taking.person_id).order_by(OneTimeLink.id)
    for link in taking.session.scalars(mine):
        yield {"what": link.purpose, "made_at": link.created_at_utc, "used_at": link.used_at_utc}
    for name, made_at_utc in sign_in_links_made(taking.session, taking.person_id):
        yield {"what": "handed to you by an instructor", "made_at": made_at_utc, "made_by": name}


def guests(taking: Taking) -> Iterator[Row]:
    """Yield when work done as a guest joined the account."""
    mine = select(MergedGuest.merged_at_utc).where(MergedGuest.person_id == taking.person_id)
    for merged_at_utc in taking.session.scalars(mine.order_by(MergedGuest.id)):
        yield {"joined_at": merged_at_utc}


def mails(taking: Taking) -> Iterator[Row]:
    """Yield what was mailed, and what still waits with its text."""
    to_others = [kind.name for kind in KINDS.values() if kind.by_address]
    mine = select(Mail).where(Mail.person_id == taking.person_id, Mail.kind.not_in(to_others)).order_by(Mail.id)
    for mail in taking.session.scalars(mine.execution_options(yield_per=50)):
        yield {
            "kind": mail.kind,
            "to": mail.address or None,
            "subject": mail.subject,
            "body": mail.body or None,
            "queued_at": mail.queued_at_utc,
            "due_at": mail.due_at_utc,
            "sent_at": mail.sent_at_utc,
        }


def mail_stops(taking: Taking) -> Iterator[Row]:
    """Yield which mails one wants no more."""
    mine = select(MailStop).where(MailStop.person_id == taking.person_id).order_by(MailStop.kind)
    for stop in taking.session.scalars(mine):
        yield {"kind": stop.kind, "stopped_at": stop.stopped_at_utc}


def reminders(taking: Taking) -> Iterator[Row]:
    """Yield how one wants to be reminded."""
    chosen = taking.session.get(ReminderChoice, taking.person_id)
    if chosen:
        yield {
            "by_mail": chosen.by_mail,
            "words_in_mail": chosen.words_in_mail,
            "words_in_calendar": chosen.words_in_calendar,
            "chosen_at": chosen.chosen_at_utc,
        }


def calendars(taking: Taking) -> Iterator[Row]:
    """Yield when one made an address for a calendar; the addresses themselves are stored nowhere."""
    mine = select(CalendarAddress).where(CalendarAddress.person_id == taking.person_id).order_by(CalendarAddress.id)
    for address in taking.session.scalars(mine):
        yield {"made_at": address.made_at_utc, "revoked_at": address.revoked_at_utc}


def mail_wishes(taking: Taking) -> Iterator[Row]:
    """Yield which mails one asked for."""
    mine = select(MailWish).where(MailWish.person_id == taking.person_id).order_by(MailWish.kind)
    for wish in taking.session.scalars(mine):
        yield {"kind": wish.kind, "wished_at": wish.wished_at_utc}


def cohorts(taking: Taking) -> Iterator[Row]:
    """Yield the cohorts one learns in, or did."""
    mine = select(Cohort.course_id, Cohort.name, Membership.joined_at_utc, Membership.left_at_utc)
    mine = mine.join(Membership, Membership.cohort_id == Cohort.id).where(Membership.person_id == taking.person_id)
    for course_id, name, joined_at_utc, left_at_utc in taking.session.execute(
        mine.order_by(Cohort.course_id, Cohort.id)
    ):
        yield {**taking.of_course(course_id), "cohort": name, "joined_at": joined_at_utc, "left_at": left_at_utc}


def invitations(taking: Taking) -> Iterator[Row]:
    """Yield the invitations one accepted."""
    mine = select(
        Cohort.course_id, Cohort.name, Invitation.email, Invitation.invited_at_utc, Invitation.accepted_at_utc
    )
    mine = mine.join(Invitation, Invitation.cohort_id == Cohort.id).where(Invitation.person_id == taking.person_id)
    for course_id, name, email, invited_at_utc, accepted_at_utc in taking.session.execute(mine.order_by(Invitation.id)):
        yield {
            **taking.of_course(course_id),
            "cohort": name,
            "to": email,
            "invited_at": invited_at_utc,
            "accepted_at": accepted_at_utc,
        }


def acts(taking: Taking) -> Iterator[Row]:
    """Yield what was done to one with an instructor's or an admin's power; who did it is theirs."""
    mine = select(Act.kind, Act.about, ActReason.reason, Act.at_utc).join(ActParty, ActParty.id == Act.on_id)
    mine = mine.outerjoin(ActReason, ActReason.act_id == Act.id).where(ActParty.person_id == taking.person_id)
    for kind, about, reason, at_utc in taking.session.execute(mine.order_by(Act.id)):
        yield {"what": kind, "about": about or None, "reason": reason, "at": at_utc}


def cohorts_taught(taking: Taking) -> Iterator[Row]:
    """Yield the cohorts one teaches; their learners' work is not one's own."""
    mine = select(Cohort.course_id, Cohort.name, Cohort.created_at_utc)
    mine = mine.join(CohortInstructor, CohortInstructor.cohort_id == Cohort.id)
    mine = mine.where(CohortInstructor.person_id == taking.person_id).order_by(Cohort.course_id, Cohort.id)
    for course_id, name, created_at_utc in taking.session.execute(mine):
        yield {**taking.of_course(course_id), "cohort": name, "made_at": created_at_utc}


def tokens(taking: Taking) -> Iterator[Row]:
    """Yield the tokens one made for programs; the tokens themselves are stored nowhere."""
    mine = select(ApiToken, Cohort.name).join(Cohort, Cohort.id == ApiToken.cohort_id)
    mine = mine.where(ApiToken.person_id == taking.person_id).order_by(ApiToken.id)
    for token, cohort in taking.session.execute(mine):
        yield {
            "name": token.name,
            "cohort": cohort,
            "made_at": token.created_at_utc,
            "good_until": token.expires_at_utc,
            "revoked_at": token.revoked_at_utc,
        }


def second_factors(taking: Taking) -> Iterator[Row]:
    """Yield what one shows beside a password, and when it was made; the secrets themselves stay here."""
    provider = taking.session.get(ProviderIdentity, taking.person_id)
    if provider:
        yield {
            "what": "sign-in through a provider",
            "provider": provider.issuer,
            "known_there_as": provider.subject,
            "made_at": provider.connected_at_utc,
        }
    mine = select(Passkey).where(Passkey.person_id == taking.person_id).order_by(Passkey.id)
    for passkey in taking.session.scalars(mine):
        yield {"what": "passkey", "made_with": passkey.made_with, "made_at": passkey.made_at_utc}
    app = taking.session.get(CodeApp, taking.person_id)
    if app:
        yield {"what": "code app", "made_at": app.made_at_utc}
    codes = select(RecoveryCode).where(RecoveryCode.person_id == taking.person_id).order_by(RecoveryCode.id)
    for code in taking.session.scalars(codes):
        yield {"what": "recovery code", "made_at": code.made_at_utc, "used_at": code.used_at_utc}


SECTIONS = (
    Section("account", "Your account", (), account),
    Section("browsers", "Where you are signed in", ("person_session.person_id",), browsers),
    Section(
        "second_factors",
        "What you show beside your password",
        ("provider_identity.person_id", "passkey.person_id", "code_app.person_id", "recovery_code.person_id"),
        second_factors,
    ),
    Section("links", "One-time links", ("one_time_link.person_id", "sign_in_link_made.person_id"), links),
    Section("guests", "Work you did as a guest", ("merged_guest.person_id",), guests),
    Section("mails", "Mails to you", ("outbox.person_id",), mails),
    Section("mail_stops", "Mails you stopped", ("mail_stop.person_id",), mail_stops),
    Section("reminders", "How you are reminded", ("reminder_choice.person_id",), reminders),
    Section("calendars", "Addresses of your calendar", ("calendar_address.person_id",), calendars),
    Section("mail_wishes", "Mails you asked for", ("mail_wish.person_id",), mail_wishes),
    Section("cohorts", "Your cohorts", ("membership.person_id",), cohorts),
    Section("cohorts_taught", "Cohorts you teach", ("cohort_instructor.person_id",), cohorts_taught),
    Section("invitations", "Invitations you accepted", ("invitation.person_id",), invitations),
    Section("acts", "What was done by instructors and admins", ("act_party.person_id", "act_reason.person_id"), acts),
    Section("tokens", "Tokens you made for programs", ("api_token.person_id",), tokens),
)
