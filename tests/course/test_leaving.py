"""Everything of a person can be taken along, and be erased for good, from restored copies too."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from course.leaving.erasure import erase_person, find_tombstone, replay_erasures
from course.leaving.guests import GUESTS_LAST, expire_guests
from course.leaving.ledger import Ledger, LedgerDamaged, Tombstone
from course.leaving.merging import merge_guest
from course.leaving.references import REFERENCES
from course.leaving.take_out import LEFT_OUT, SECTIONS
from course.models import Base, Person
from course.people.cohorts import CohortCard
from course.people.personal_links import SIGN_IN, make_personal_link
from course.people.practice import practice_identity
from course.people.roles import make_instructor
from course.people.sessions import open_session
from course.records.acts import acts_let_go
from course.reflecting.dialogues import NEW, NOTHING_SAID
from tests.course.lives import CANARY, everything, taken_out
from tests.fixtures.people import Dump, School
from tests.material.garden import GARDEN, RIGHT, WRONG

LOG = ("act", "act_party")


def erase(school: School, person: int, ledger: Ledger) -> Tombstone:
    with school.database.writing() as session:
        erased = erase_person(session, person, ledger, now=school.now)
    assert erased is not None
    return erased


def text_of(zipped: ZipFile) -> str:
    return "\n".join(zipped.read(name).decode() for name in zipped.namelist())


def columns_that_name_a_person() -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "person":
                yield f"{table.name}.{key.parent.name}"


# -------------------------------------------------------------------------------------------------------- completeness


def test_every_column_that_names_a_person_has_its_rule_of_erasure() -> None:
    assert set(columns_that_name_a_person()) == set(REFERENCES), "name it in course/leaving/references.py"


def test_every_column_that_names_a_person_is_taken_out_or_says_why_not() -> None:
    covered = [column for section in SECTIONS for column in section.covers]

    assert len(covered) == len(set(covered))
    assert {*covered, *LEFT_OUT} == set(columns_that_name_a_person()), "name it in course/leaving/take_out/"
    assert set(covered) & set(LEFT_OUT) == set()


def test_every_section_of_the_take_out_is_documented() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "take-out.md").read_text(encoding="utf-8")

    assert [section.name for section in SECTIONS if f"`{section.name}`" not in documented] == []


# ------------------------------------------------------------------------------------------------------------ take-out


def test_take_out_holds_everything_of_ada_and_nothing_of_lin(lived_in: School, ada: int) -> None:
    found = everything(lived_in, ada)
    text = text_of(taken_out(lived_in, ada))

    assert [name for name in found if found[name] == []] == ["cohorts_taught", "tokens"]
    for word in ("first", "second", "draft", "mail", "in the way", "answered", "unsent", "phrase"):
        assert f"{CANARY['Ada']} {word}" in text
    assert "said to Ada" in text
    assert "said to Lin" not in text
    assert "begun by Ines" not in text
    assert CANARY["Lin"] not in text
    assert "lin@example.org" not in text


def test_take_out_tells_answers_try_by_try(lived_in: School, ada: int) -> None:
    answer = next(row for row in everything(lived_in, ada)["responses"] if row["question"] == "holds-water")
    read = taken_out(lived_in, ada).read("responses.md").decode()

    assert isinstance(answer["tries"], list)
    assert [each["answer"] for each in answer["tries"]] == [list(WRONG["holds-water"]), list(RIGHT["holds-water"])]
    assert answer["course"] == GARDEN
    asked = answer["tries"][0]["asked"]
    assert f"### {asked}\n\nTry 1, 2027-03-01 12:00 UTC: " in read
    assert "\nTry 2, 2027-03-01 12:00 UTC: right\n" in read


def test_take_out_tells_every_version_of_a_reflection(lived_in: School, ada: int) -> None:
    read = taken_out(lived_in, ada).read("reflections.md").decode()

    assert f"#### Version 2, 2027-03-01 12:00 UTC\n\n> {CANARY['Ada']} first\n" in read
    assert f"#### Version 3, 2027-03-01 12:00 UTC\n\n> {CANARY['Ada']} second\n> and more\n" in read
    assert "Spring" in taken_out(lived_in, ada).read("shares.md").decode()


def test_take_out_of_an_instructor_has_nothing_of_their_learners(lived_in: School, ines: int) -> None:
    text = text_of(taken_out(lived_in, ines))

    assert "Spring" in text
    assert "said to Lin" in text
    assert [canary for canary in CANARY.values() if canary in text] == []
    assert [email for email in ("ada@example.org", "lin@example.org") if email in text] == []


# ------------------------------------------------------------------------------------------------------------- erasure


def test_erasing_ada_leaves_nothing_of_her_and_everything_of_others(
    lived_in: School, ada: int, ines: int, ledger: Ledger, cohort: CohortCard
) -> None:
    with lived_in.database.reading() as session:
        public_id = session.get_one(Person, ada).public_id
    before = lived_in.dump()

    receipt = erase(lived_in, ada, ledger)

    after, gone = lived_in.dump(), {}
    for table, rows in before.items():
        if table in LOG:
            continue
        assert [row for row in after[table] if row not in rows] == []
        if len(rows) != len(after[table]):
            gone[table] = len(rows) - len(after[table])
    hashed = gone.pop("failed_sign_in")
    assert hashed == 1
    assert gone == receipt.rows
    assert find_tombstone(ledger, public_id) == receipt
    assert CANARY["Ada"] not in str(after)
    assert public_id not in str(after)
    assert str(after).count(CANARY["Lin"]) == str(before).count(CANARY["Lin"])
    assert lived_in.count("cohort") == 1
    assert set(before["act"]) < set(after["act"])
    assert lived_in.count("act_party", f"person_id = {ada}") == 0
    assert CANARY["Ada"] not in ledger.path.read_text()
    assert public_id not in ledger.path.read_text()


def test_erasing_an_instructor_leaves_cohort_and_learners(
    lived_in: School, ada: int, ines: int, ledger: Ledger
) -> None:
    with lived_in.database.writing() as session:
        practice = practice_identity(session, ines, now=lived_in.now)
    lived_in.enrol(practice)
    kept = ("cohort", "membership", "response", "reflection_revision", "share")
    before = lived_in.dump(*kept)

    erase(lived_in, ines, ledger)

    assert lived_in.dump(*kept) == before
    assert lived_in.count("person", f"id IN ({ines}, {practice})") == 0
    assert lived_in.count("cohort_instructor") == lived_in.count("share_reader") == 0
    assert lived_in.count("sign_in_link_made", "made_by_id IS NULL") == 2


def test_erased_stay_erased_when_an_old_copy_comes_back(
    lived_in: School, ada: int, lin: int, ledger: Ledger, tmp_path: Path
) -> None:
    before = lived_in.dump()
    with lived_in.database.reading() as session:
        copy = {table: session.execute(table.select()).all() for table in Base.metadata.sorted_tables}
    erase(lived_in, ada, ledger)
    after = lived_in.dump()

    put_back(lived_in, copy)
    assert lived_in.dump() == before
    with lived_in.database.writing() as session:
        assert replay_erasures(session, ledger) == 1
    with lived_in.database.writing() as session:
        assert replay_erasures(session, ledger) == 0

    assert _but_log(lived_in.dump()) == _but_log(after)
    assert lived_in.count("act_party", f"person_id = {ada}") == 0


def _but_log(dump: Dump) -> Dump:
    """That somebody was erased is a line of its own, which an older copy does not have."""
    return {table: rows for table, rows in dump.items() if table not in LOG}


def put_back(school: School, copy: Mapping[Any, Any]) -> None:
    with school.database.writing() as session, acts_let_go(session.connection()):
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
        for table in Base.metadata.sorted_tables:
            rows = copy[table]
            if rows:
                session.execute(table.insert(), [row._asdict() for row in rows])


def test_guest_who_had_joined_an_erased_account_is_erased_from_older_copies_too(
    school: School, ada: int, ledger: Ledger
) -> None:
    guest = school.guest("visit")
    school.enrol(guest)
    with school.database.reading() as session:
        copy = {table: session.execute(table.select()).all() for table in Base.metadata.sorted_tables}
    with school.database.writing() as session:
        merge_guest(session, guest, ada, school.catalog, now=school.now)
    erase(school, ada, ledger)

    put_back(school, copy)
    with school.database.writing() as session:
        assert replay_erasures(session, ledger) == 2

    assert school.count("person") == school.count("enrolment") == 0


def test_erasure_that_cannot_be_noted_in_the_ledger_does_not_happen(school: School, ada: int, tmp_path: Path) -> None:
    before = school.dump()
    (tmp_path / "file").touch()

    with pytest.raises(OSError, match="file"):
        erase(school, ada, Ledger(tmp_path / "file" / "erased.jsonl"))

    assert school.dump() == before


# -------------------------------------------------------------------------------------------------------------- ledger


def test_ledger_gives_back_what_was_written_around_a_torn_line(
    school: School, ada: int, ines: int, ledger: Ledger
) -> None:
    first = erase(school, ada, ledger)
    with ledger.path.open("a") as file:
        file.write('{"id": "torn", "peo')
    second = erase(school, ines, ledger)

    assert [each.id for each in ledger.read()] == [first.id, second.id]
    assert ledger.path.stat().st_mode & 0o777 == 0o600


def test_damaged_ledger_is_refused(school: School, ada: int, ledger: Ledger) -> None:
    erase(school, ada, ledger)
    ledger.path.write_text(ledger.path.read_text().replace("people", "poeple"))

    with school.database.writing() as session, pytest.raises(LedgerDamaged, match=":1 is no tombstone"):
        replay_erasures(session, ledger)


# -------------------------------------------------------------------------------------------------------------- guests


def test_guests_expire_after_180_idle_days_and_members_never(school: School, ada: int, ledger: Ledger) -> None:
    idle, signed_in, busy = school.guest("idle"), school.guest("signed in"), school.guest("busy")
    teaching = school.guest("teaches")
    school.enrol(idle, busy)
    begun = school.now
    school.now = begun + timedelta(days=1)
    with school.database.writing() as session:
        open_session(session, signed_in, now=school.now)
        make_instructor(session, teaching, by=None, now=school.now)
        # A link of somebody else's keeps no guest here.
        make_personal_link(session, ada, SIGN_IN, lasts=2 * GUESTS_LAST, now=school.now)
    school.answer(busy, "holds-water", RIGHT["holds-water"])

    def expire(after: timedelta) -> int:
        with school.database.writing() as session:
            return expire_guests(session, ledger, now=begun + after)

    assert expire(GUESTS_LAST - timedelta(seconds=1)) == 0
    assert expire(GUESTS_LAST) == 1
    assert school.count("person", f"id = {idle}") == 0
    assert expire(GUESTS_LAST + timedelta(days=1)) == 2
    assert school.count("person") == school.count("person", f"id IN ({ada}, {teaching})") == 2
    assert len(list(ledger.read())) == 3


def test_what_somebody_said_is_no_news_when_they_are_gone(
    school: School, ada: int, ines: int, cohort: CohortCard, ledger: Ledger
) -> None:
    school.share(ada, school.write(ada, "my-earth", {"text": "Heavy and dark."}), cohort)
    school.say(ines, ada, "my-earth", cohort, "Dig it in autumn.")
    before = school.standing(ada).dialogue
    with school.database.writing() as session:
        erase_person(session, ines, ledger, now=school.now)

    assert (before, school.standing(ada).dialogue) == (NEW, NOTHING_SAID)
