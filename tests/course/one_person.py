"""All that one person can do, and all that can be asked about one person, as the course's functions have it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.learning.certificates import certificate_of, revoke_certificate, work_done
from course.learning.due import Review
from course.learning.enrolment import is_enrolled
from course.learning.facts import read_facts
from course.learning.gates import finish_lesson, pass_gate
from course.learning.looking_back import completions_of, first_and_latest
from course.learning.openings import openings_of
from course.learning.progress import read_standing, refresh_progress
from course.learning.responses import last_responses
from course.learning.reviews import last_review
from course.material.catalog import Published
from course.models import Cohort
from course.people.accounts import (
    change_email,
    change_password,
    change_place,
    find_email,
    find_password_hash,
    is_instructor,
    rename,
)
from course.people.api_tokens import tokens_of
from course.people.cohorts import cohorts_joined, cohorts_joined_in_course, join_cohort, leave_cohort
from course.people.directory import belongings_of, count_sessions
from course.people.passkeys import passkeys_of, remove_passkey
from course.people.personal_links import drop_personal_links, hand_sign_in_link, sign_in_links_made
from course.people.practice import is_practice, practice_owner
from course.people.preferences import Preferences, Theme, prefer
from course.people.provider import connected_since, disconnect
from course.people.roles import end_instructor, end_sessions, end_suspension, make_admin, make_instructor, suspend
from course.people.second_factor import (
    begin_code_app,
    drop_code_app,
    factors_of,
    is_guessing_codes,
    make_recovery_codes,
    record_wrong_code,
    reset_second_factor,
    secret_to_set_up,
    use_app_code,
)
from course.people.sessions import close_other_sessions, sessions_of
from course.people.totp import code_of, step_at
from course.records.mail_kinds import CHECK_IN, COMMENT, KINDS
from course.records.outbox import (
    allow_mails,
    count_queued_since,
    is_stopped,
    kinds_to_wish,
    stop_mails,
    stopped_kinds,
)
from course.reflecting.check_ins import answered_check_ins, open_check_ins
from course.reflecting.comments import comment_drafts, count_said
from course.reflecting.dialogues import dialogues_of, mark_read, new_words, prompts_talked_about, refresh_dialogue
from course.reflecting.last_words import last_words
from course.reflecting.own_pieces import own_pieces
from course.reflecting.reflections import newest_revision, revisions
from course.reflecting.reminders import (
    Reminders,
    address_made_at,
    choose_reminders,
    count_addresses,
    make_address,
    reminders_of,
    revoke_address,
)
from course.reflecting.shared_texts import own_shared
from course.reflecting.sharing import all_shared, shared_with, shares_made, take_back, take_back_from_cohort
from course.reflecting.standing_shares import refresh_standing_shares
from course.reflecting.texts import texts
from course.reflecting.versions import versions
from course.revising.differences import prompts_of
from course.teaching.learner_record import reflections_of, responses_of
from course.teaching.phrases import phrases_of, remove_phrase, save_phrase
from quizzes.ladder import Turn
from tests.course.lives import ISSUER
from tests.fixtures.people import NOON, School
from tests.material.garden import FEED, SOIL, WATER

ASKED_AGAIN = Review("holds-water", SOIL, Turn(NOON, None, 0), asked=1, is_sure_and_wrong=False)
A_YEAR = timedelta(days=365)
NOBODYS = "nothing-that-exists"


@dataclass(frozen=True, slots=True)
class Its:
    """The person, the time and the database of an act or a question."""

    session: Session
    school: School
    person: int

    @property
    def now(self) -> datetime:
        return self.school.now

    @property
    def published(self) -> Published:
        return self.school.published()

    @property
    def course(self) -> int:
        return self.published.course_id

    @property
    def cohort(self) -> int:
        return self.session.scalars(select(Cohort.id)).one()

    @property
    def prompts(self) -> list[str]:
        return list(prompts_of(self.published.course))

    @property
    def questions(self) -> list[str]:
        return list(self.published.revisions)


Act = Callable[[Its], object]


def derive_all(its: Its) -> None:
    """Reckon anew all that is derived of a person."""
    refresh_progress(its.session, its.person, its.published, now=its.now)
    refresh_dialogue(its.session, its.person, its.course)
    refresh_standing_shares(its.session, its.person)


ACTS: Mapping[str, Act] = {
    "sets up an app": lambda its: begin_code_app(its.session, its.person, now=its.now),
    "uses an app's code": lambda its: use_app_code(
        its.session, its.person, code_of(secret_to_set_up(its.session, its.person) or "", step_at(its.now)), now=its.now
    ),
    "makes recovery codes": lambda its: make_recovery_codes(its.session, its.person, now=its.now),
    "chooses reminders": lambda its: choose_reminders(its.session, its.person, Reminders(by_mail=False), now=its.now),
    "wants mails": lambda its: allow_mails(its.session, its.person, CHECK_IN, now=its.now),
    "stops mails": lambda its: stop_mails(its.session, its.person, COMMENT, now=its.now),
    "revokes the calendar's address": lambda its: revoke_address(its.session, its.person, now=its.now),
    "makes a calendar's address": lambda its: make_address(its.session, its.person, 2, now=its.now),
    "saves a phrase": lambda its: save_phrase(its.session, its.person, "Well done.", now=its.now),
    "drops a phrase": lambda its: remove_phrase(its.session, its.person, phrases_of(its.session, its.person)[0].id),
    "removes a passkey": lambda its: remove_passkey(its.session, its.person, f"passkey-{its.person}"),
    "removes an app": lambda its: drop_code_app(its.session, its.person),
    "is reset": lambda its: reset_second_factor(its.session, its.person, by=None, now=its.now),
    "revokes the certificate": lambda its: revoke_certificate(its.session, its.person, its.course, now=its.now),
    "reads what was said": lambda its: mark_read(its.session, its.person, its.course, "my-earth", now=its.now),
    "is reckoned anew": derive_all,
    "takes back": lambda its: take_back(its.session, its.person, "my-earth", its.cohort, now=its.now),
    "takes everything back": lambda its: take_back_from_cohort(its.session, its.person, its.cohort, now=its.now),
    "leaves": lambda its: leave_cohort(its.session, its.person, its.cohort, now=its.now),
    "joins again": lambda its: join_cohort(its.session, its.person, its.cohort, now=its.now),
    "passes a gate": lambda its: pass_gate(its.session, its.person, its.published, WATER, now=its.now),
    "finishes a lesson": lambda its: finish_lesson(its.session, its.person, its.published, FEED, now=its.now),
    "chooses another name": lambda its: rename(its.session, its.person, "Ada Byron"),
    "moves": lambda its: change_place(its.session, its.person, time_zone="Asia/Tokyo", language="de"),
    "prefers the dark": lambda its: prefer(its.session, its.person, Preferences(Theme.DARK, shortcuts=False)),
    "types a wrong code": lambda its: record_wrong_code(its.session, its.person, now=its.now),
    "gets a link": lambda its: hand_sign_in_link(its.session, its.person, by=None, now=its.now),
    "teaches": lambda its: make_instructor(its.session, its.person, by=None, now=its.now),
    "teaches no more": lambda its: end_instructor(its.session, its.person, by=None, now=its.now),
    "administers": lambda its: make_admin(its.session, its.person, by=None, now=its.now),
    "is suspended": lambda its: suspend(its.session, its.person, reason="", by=None, now=its.now),
    "is let in again": lambda its: end_suspension(its.session, its.person, by=None, now=its.now),
    "is signed out": lambda its: end_sessions(its.session, its.person, by=None, now=its.now),
    "changes the email": lambda its: change_email(its.session, its.person, "ada@home.example"),
    "writes the email in another way": lambda its: change_email(its.session, its.person, "Ada@Home.example"),
    "changes the password": lambda its: change_password(its.session, its.person, "hash"),
    "ends other sessions": lambda its: close_other_sessions(its.session, its.person),
    "disconnects the provider": lambda its: disconnect(its.session, its.person),
    "drops links": lambda its: drop_personal_links(its.session, its.person),
}
QUESTIONS: Mapping[str, Act] = {
    "factors": lambda its: factors_of(its.session, its.person),
    "secret": lambda its: secret_to_set_up(its.session, its.person),
    "passkeys": lambda its: passkeys_of(its.session, its.person),
    "sessions": lambda its: sessions_of(its.session, its.person, NOBODYS, now=its.now),
    "links made": lambda its: sign_in_links_made(its.session, its.person),
    "password": lambda its: find_password_hash(its.session, its.person),
    "instructor": lambda its: is_instructor(its.session, its.person),
    "provider": lambda its: connected_since(its.session, its.person, ISSUER),
    "reminders": lambda its: reminders_of(its.session, its.person),
    "addresses": lambda its: (count_addresses(its.session, its.person), address_made_at(its.session, its.person)),
    "mails stopped": lambda its: (
        stopped_kinds(its.session, its.person), [is_stopped(its.session, its.person, kind) for kind in KINDS.values()]
    ),
    "mails wished": lambda its: kinds_to_wish(its.session, its.person),
    "phrases": lambda its: phrases_of(its.session, its.person),
    "email": lambda its: find_email(its.session, its.person),
    "guessing": lambda its: is_guessing_codes(its.session, its.person, now=its.now),
    "practice": lambda its: (is_practice(its.session, its.person), practice_owner(its.session, its.person)),
    "tokens": lambda its: tokens_of(its.session, its.person),
    "cohorts": lambda its: cohorts_joined(its.session, its.person),
    "cohorts here": lambda its: cohorts_joined_in_course(its.session, its.person, its.course),
    "sessions counted": lambda its: count_sessions(its.session, its.person, now=its.now),
    "belongings": lambda its: belongings_of(its.session, its.person),
    "mails": lambda its: count_queued_since(its.session, its.person, CHECK_IN, its.now - A_YEAR),
    "last words": lambda its: last_words(its.session, its.person, its.course),
    "texts": lambda its: texts(its.session, its.person, its.published, its.prompts),
    "shared with": lambda its: shared_with(its.session, its.person, its.course, its.prompts),
    "shared": lambda its: all_shared(its.session, its.person),
    "shares": lambda its: shares_made(its.session, its.person, its.course, its.prompts),
    "shared texts": lambda its: own_shared(its.session, its.person, its.course, its.prompts),
    "versions": lambda its: [versions(its.session, its.person, its.course, each) for each in its.prompts],
    "revisions": lambda its: [revisions(its.session, its.person, its.course, each) for each in its.prompts],
    "newest": lambda its: [newest_revision(its.session, its.person, its.course, each) for each in its.prompts],
    "own pieces": lambda its: own_pieces(its.session, its.person, its.course),
    "check-ins": lambda its: open_check_ins(its.session, its.person),
    "check-ins answered": lambda its: answered_check_ins(its.session, its.person),
    "dialogues": lambda its: dialogues_of(its.session, its.person, its.course, its.prompts),
    "talked about": lambda its: prompts_talked_about(its.session, its.person, its.course),
    "new words": lambda its: new_words(its.session, its.person, its.course),
    "said": lambda its: count_said(its.session, its.person, range(99)),
    "drafts of words": lambda its: comment_drafts(its.session, its.person, range(99)),
    "answers": lambda its: last_responses(its.session, its.person, its.published, its.questions),
    "first and latest": lambda its: first_and_latest(its.session, its.person, its.course),
    "last review": lambda its: last_review(its.session, its.person, its.published, ASKED_AGAIN),
    "completions": lambda its: completions_of(its.session, its.person, its.course),
    "openings": lambda its: openings_of(its.session, its.person, its.course),
    "standing": lambda its: read_standing(its.session, its.person, its.published),
    "facts": lambda its: read_facts(its.session, its.person, its.published),
    "enrolled": lambda its: is_enrolled(its.session, its.person, its.course),
    "work": lambda its: work_done(its.session, its.person, its.published),
    "certificate": lambda its: certificate_of(its.session, its.person, its.course),
    "record": lambda its: responses_of(its.session, its.person, its.published),
    "reflections": lambda its: reflections_of(its.session, its.person, its.published, reader_id=its.person),
}  # fmt: skip
