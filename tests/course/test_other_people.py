"""What one person does leaves another's rows alone, and what is asked about one tells nothing of another.

Ada and Lin have rows in every table that names a person. Each act is Ada's; each question is about Max, who has done
nothing. A condition of a query that says whose a row is cannot be taken away without this being seen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_
from sqlalchemy.orm import Session

from course.leaving.merging import merge_guest
from course.models import Base, CodeApp
from course.people.accounts import change_email, change_password, find_password_hash, is_instructor
from course.people.cohorts import CohortCard
from course.people.passkeys import passkeys_of, remove_passkey
from course.people.personal_links import drop_personal_links, sign_in_links_made
from course.people.provider import connected_since, disconnect
from course.people.second_factor import (
    begin_code_app,
    drop_code_app,
    factors_of,
    make_recovery_codes,
    reset_second_factor,
    secret_to_set_up,
    use_app_code,
    use_recovery_code,
)
from course.people.sessions import close_other_sessions, sessions_of
from course.people.totp import code_of, step_at
from course.records.mail_kinds import CHECK_IN, COMMENT, KINDS
from course.records.outbox import allow_mails, is_stopped, kinds_to_wish, stop_mails, stopped_kinds
from course.reflecting.reminders import (
    Reminders,
    address_made_at,
    choose_reminders,
    count_addresses,
    make_address,
    reminders_of,
    revoke_address,
)
from course.teaching.phrases import phrases_of, remove_phrase, save_phrase
from tests.course.lives import ISSUER, do_everything, everything, learn
from tests.fixtures.people import Dump, School

OF_INSTRUCTORS = {"cohort_instructor", "api_token", "share_reader", "share_seen", "need_aside"}
NOBODYS = "nothing-that-exists"


@dataclass(frozen=True, slots=True)
class Its:
    """The person, the time and the database of an act or a question."""

    session: Session
    now: datetime
    person: int


Act = Callable[[Its], object]

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
}  # fmt: skip


def rows_of(school: School, person: int) -> Dump:
    """All rows that name a person, in every table."""
    found = {}
    with school.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            naming = [key.parent for key in table.foreign_keys if key.column.table.name == "person"]
            whose = [table.c.id == person] if table.name == "person" else []
            mine = or_(*(column == person for column in naming), *whose) if naming or whose else None
            if mine is not None:
                found[table.name] = sorted(
                    (tuple(row) for row in session.execute(table.select().where(mine))), key=repr
                )
    return found


def test_acts_change_nothing_of_somebody_else(lived_in: School, ada: int, lin: int) -> None:
    with lived_in.database.writing() as session:
        session.get_one(CodeApp, lin).last_step = 0
    hers = rows_of(lived_in, lin)
    assert {table for table in hers if hers[table] == []} == OF_INSTRUCTORS

    for name, act in ACTS.items():
        with lived_in.database.writing() as session:
            act(Its(session, lived_in.now, ada))
        assert rows_of(lived_in, lin) == hers, f"Ada {name}"


def test_what_is_asked_about_one_tells_nothing_of_another(
    school: School, ada: int, lin: int, ines: int, max_: int, cohort: CohortCard
) -> None:
    def answers() -> dict[str, object]:
        with school.database.reading() as session:
            told = {name: ask(Its(session, school.now, max_)) for name, ask in QUESTIONS.items()}
        return {**told, "take-out": everything(school, max_)}

    before = answers()
    school.join(cohort, lin)
    for name, person in (("Ada", ada), ("Lin", lin)):
        do_everything(school, name, person, ines, cohort)

    assert answers() == before


def test_codes_of_one_let_nobody_else_in(lived_in: School, ada: int, lin: int, max_: int) -> None:
    with lived_in.database.writing() as session:
        secret = secret_to_set_up(session, lin) or ""
        codes = make_recovery_codes(session, lin, now=lived_in.now)
    code = code_of(secret, step_at(lived_in.now))

    with lived_in.database.writing() as session:
        assert not any(use_app_code(session, other, code, now=lived_in.now) for other in (ada, max_))
        assert not any(use_recovery_code(session, other, codes[0], now=lived_in.now) for other in (ada, max_))
        assert use_app_code(session, lin, code, now=lived_in.now)
        assert use_recovery_code(session, lin, codes[0], now=lived_in.now)


def test_guest_who_joins_an_account_takes_nothing_of_others_along(
    lived_in: School, ada: int, lin: int, ines: int, cohort: CohortCard
) -> None:
    guest, kim = lived_in.guest("visit"), lived_in.member("Kim")
    lived_in.join(cohort, guest)
    learn(lived_in, "Guest", guest, ines, cohort)
    before = [rows_of(lived_in, other) for other in (ada, lin)]

    with lived_in.database.writing() as session:
        merge_guest(session, guest, kim, lived_in.catalog, now=lived_in.now)

    assert [rows_of(lived_in, other) for other in (ada, lin)] == before
