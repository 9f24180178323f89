"""What one person does leaves another's rows alone, and what is asked about one tells nothing of another.

Ada and Lin have rows in every table that names a person. Each act is Ada's; each question is about Max, who has done
nothing. A condition of a query that says whose a row is cannot be taken away without this being seen.
"""

from sqlalchemy import or_, select

from course.leaving.erasure import erase_person
from course.leaving.ledger import Ledger
from course.leaving.merging import merge_guest
from course.models import Base, CodeApp, ReflectionRevision
from course.people.accounts import email_key
from course.people.cohorts import CohortCard
from course.people.passkeys import remove_passkey
from course.people.practice import practice_identity, practice_owner
from course.people.second_factor import (
    Factors,
    factors_of,
    make_recovery_codes,
    secret_to_set_up,
    use_app_code,
    use_recovery_code,
)
from course.people.sessions import close_session_of, sessions_of
from course.people.tokens import hash_token
from course.people.totp import code_of, step_at
from course.reflecting.last_words import last_words
from course.teaching.phrases import MOST_PHRASES, save_phrase
from tests.course.lives import do_everything, everything, learn
from tests.course.one_person import ACTS, QUESTIONS, Its, derive_all
from tests.fixtures.people import Dump, School
from tests.material.garden import EARTH, SKY

OF_INSTRUCTORS = {"cohort_instructor", "api_token", "share_reader", "share_seen", "need_aside"}


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


def test_acts_change_nothing_of_somebody_else(lived_in: School, ada: int, lin: int, alma: int) -> None:
    with lived_in.database.writing() as session:
        session.get_one(CodeApp, lin).last_step = 0
    hers = rows_of(lived_in, lin)
    assert {table for table in hers if hers[table] == []} == OF_INSTRUCTORS

    for name, act in ACTS.items():
        with lived_in.database.writing() as session:
            act(Its(session, lived_in, ada))
        assert rows_of(lived_in, lin) == hers, f"Ada {name}"


def test_what_is_asked_about_one_tells_nothing_of_another(
    school: School, ada: int, lin: int, ines: int, max_: int
) -> None:
    def answers() -> dict[str, object]:
        with school.database.reading() as session:
            told = {name: ask(Its(session, school, max_)) for name, ask in QUESTIONS.items()}
        return {**told, "take-out": everything(school, max_)}

    school.enrol(max_)
    before = answers()
    cohort = school.cohort(ines, ada, lin)
    for name, person in (("Ada", ada), ("Lin", lin)):
        do_everything(school, name, person, ines, cohort)
    school.say(ines, lin, "my-earth", cohort, "Since when?")
    with school.database.writing() as session:
        derive_all(Its(session, school, max_))

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


def test_passkey_and_session_are_ended_by_whose_they_are_alone(lived_in: School, ada: int, lin: int) -> None:
    hers = rows_of(lived_in, lin)
    with lived_in.database.writing() as session:
        (of_lin,) = {each.handle for each in sessions_of(session, lin, "", now=lived_in.now)}
        assert not close_session_of(session, ada, of_lin)
        assert not remove_passkey(session, ada, f"passkey-{lin}")
    assert rows_of(lived_in, lin) == hers

    with lived_in.database.writing() as session:
        assert close_session_of(session, lin, of_lin)
        assert remove_passkey(session, lin, f"passkey-{lin}")
    assert rows_of(lived_in, lin) != hers


def test_factors_are_counted_by_whose_they_are(lived_in: School, ada: int, lin: int, max_: int) -> None:
    with lived_in.database.writing() as session:
        code = code_of(secret_to_set_up(session, lin) or "", step_at(lived_in.now))
        assert use_app_code(session, lin, code, now=lived_in.now)
        codes = factors_of(session, lin).codes_left

        assert codes > 0
        assert factors_of(session, lin) == Factors(has_app=True, passkeys=1, codes_left=codes)
        assert factors_of(session, ada) == Factors(has_app=False, passkeys=1, codes_left=codes)
        assert factors_of(session, max_) == Factors(has_app=False, passkeys=0, codes_left=0)


def test_last_words_of_one_stand_whatever_another_writes_later(school: School, ada: int, lin: int) -> None:
    school.enrol(lin)
    school.write(ada, "my-earth", EARTH)
    for number in range(2):
        school.write(lin, "my-earth", {"text": f"Sand, {number}."}, base=number)

    with school.database.reading() as session:
        words = last_words(session, ada, school.published().course_id)
    assert words is not None
    assert words.body == EARTH


def test_practice_is_that_of_its_instructor(school: School, ada: int, ines: int, max_: int) -> None:
    with school.database.writing() as session:
        mine, other = (practice_identity(session, each, now=school.now) for each in (ines, max_))

        assert [practice_owner(session, each) for each in (ada, ines, mine, other)] == [None, None, ines, max_]


def test_phrases_are_counted_by_whose_they_are(school: School, ines: int, max_: int) -> None:
    for number in range(MOST_PHRASES):
        school.phrase(ines, f"phrase {number}")

    with school.database.writing() as session:
        assert not save_phrase(session, ines, "one more", now=school.now)
        assert save_phrase(session, max_, "one more", now=school.now)


def test_erasing_one_forgets_the_email_and_the_guests_of_nobody_else(
    lived_in: School, ada: int, lin: int, ledger: Ledger
) -> None:
    hers = rows_of(lived_in, ada)

    with lived_in.database.writing() as session:
        tombstone = erase_person(session, lin, ledger, now=lived_in.now)

    assert rows_of(lived_in, ada) == hers
    ((_, email_hash, *_),) = lived_in.dump("failed_sign_in")["failed_sign_in"]
    assert email_hash == hash_token(email_key("Ada@example.org"))
    assert tombstone is not None
    assert len(tombstone.people) == 2, "Lin, and the guest that she was"


def test_guest_who_joins_an_account_takes_nothing_of_others_along(
    lived_in: School, ada: int, lin: int, ines: int, cohort: CohortCard
) -> None:
    guest, kim = lived_in.guest("visit"), lived_in.member("Kim")
    lived_in.join(cohort, guest)
    learn(lived_in, "Guest", guest, ines, cohort)
    lived_in.enrol(ada, lin, slug=SKY)
    lived_in.cohort(ines, ada, name="Autumn")

    def of_others() -> list[Dump]:
        return [rows_of(lived_in, other) for other in (ada, lin)]

    def numbers(person: int) -> list[int]:
        with lived_in.database.reading() as session:
            found = select(ReflectionRevision.number).where(ReflectionRevision.person_id == person)
            return sorted(session.scalars(found))

    before, guests = of_others(), numbers(guest)
    with lived_in.database.writing() as session:
        merge_guest(session, guest, kim, lived_in.catalog, now=lived_in.now)

    assert of_others() == before
    assert numbers(kim) == guests
    assert lived_in.count("progress", f"person_id = {kim}") == 1
    assert lived_in.count("membership", f"person_id = {kim}") == 1
