"""Guests, members, sessions, passwords, throttling, one-time links, cohorts."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from course.people.accounts import (
    EmailTaken,
    change_password,
    create_member,
    find_by_email,
    find_credentials,
    find_email,
    find_password_hash,
    has_instructor,
    is_instructor,
    make_member,
)
from course.people.cohorts import (
    CohortCard,
    Size,
    cohorts_joined,
    cohorts_taught,
    count_learners,
    create_cohort,
    find_by_join_code,
    find_taught,
    join_cohort,
    leave_cohort,
)
from course.people.links import LINK_LASTS, find_link, make_instructor_link, use_link
from course.people.passwords import is_password
from course.people.roles import make_instructor
from course.people.sessions import SESSION_LASTS, close_session, find_signed_in, open_session, renew_session
from course.people.throttle import FAILURES_PER_ADDRESS, FAILURES_PER_EMAIL, WINDOW, is_throttled, record_failure
from tests.fixtures.people import PASSWORD, School, password_hash


def test_guest_of_one_visit_is_one_person(school: School) -> None:
    assert school.guest("visit") == school.guest("visit")
    assert school.guest("visit") != school.guest("another visit")


def test_guest_becomes_a_member_and_stays_the_same_person(school: School) -> None:
    guest = school.guest("visit")

    with school.database.writing() as session:
        make_member(session, guest, name="Ada", email="ada@example.org", password_hash=password_hash())

    with school.database.reading() as session:
        assert find_by_email(session, "ada@example.org") == guest
    assert school.guest("visit") != guest, "whoever uses this browser next is somebody else"


@pytest.mark.parametrize("email", ["ada@example.org", " ADA@Example.ORG "])
def test_email_is_taken_however_it_is_written(school: School, ada: int, email: str) -> None:
    def sign_up_again() -> None:
        with school.database.writing() as session:
            create_member(session, name="Max", email=email, password_hash=password_hash(), now=school.now)

    with pytest.raises(EmailTaken):
        sign_up_again()


def test_account_of_one_is_not_anothers(school: School, ada: int) -> None:
    guest, lin = school.guest("a visit"), school.member("Lin")
    with school.database.writing() as session:
        assert not has_instructor(session)
        make_instructor(session, lin, by=None, now=school.now)
        make_member(session, guest, name="Kim", email="kim@example.org", password_hash="of Kim")
        change_password(session, lin, "of Lin")

    with school.database.reading() as session:
        assert has_instructor(session)
        assert [is_instructor(session, each) for each in (ada, lin, guest)] == [False, True, False]
        assert [find_password_hash(session, each) for each in (lin, guest)] == ["of Lin", "of Kim"]
        emails = [find_email(session, each) for each in (ada, lin, guest)]
    assert emails == ["ada@example.org", "lin@example.org", "kim@example.org"]


def test_credentials_of_members_alone_are_found(school: School, ada: int) -> None:
    school.guest("visit")

    with school.database.reading() as session:
        found = [find_credentials(session, email) for email in ("Ada@example.org", "max@example.org", "")]

    assert found == [(ada, password_hash()), None, None]


def test_password_is_hashed_with_argon2id(shipped_hasher: PasswordHasher) -> None:
    hashed = shipped_hasher.hash(PASSWORD)

    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in hashed


@pytest.mark.parametrize(
    ("hashed", "password", "fits"),
    [(password_hash(), PASSWORD, True), (password_hash(), "else", False), (None, PASSWORD, False), ("x", "x", False)],
    ids=["right", "wrong", "nobody", "no hash"],
)
def test_password_is_compared(hashed: str | None, password: str, *, fits: bool) -> None:
    assert is_password(hashed, password) is fits


def test_password_of_nobody_is_compared_too() -> None:
    assert not is_password(None, "the password of nobody")


def test_session_is_found_by_its_token_until_it_ends(school: School, ada: int) -> None:
    with school.database.writing() as session:
        token = open_session(session, ada, now=school.now)
        found = find_signed_in(session, token, now=school.now)
        assert found is not None
        last_moment = find_signed_in(session, token, now=school.now + SESSION_LASTS - timedelta(seconds=1))
        over = find_signed_in(session, token, now=school.now + SESSION_LASTS)

    assert (found.id, found.name, found.is_guest) == (ada, "Ada", False)
    assert last_moment is not None
    assert over is None


def test_session_is_renewed_and_closed(school: School, ada: int) -> None:
    with school.database.writing() as session:
        token, other = (open_session(session, ada, now=school.now) for _ in range(2))
        renew_session(session, token, now=school.now + timedelta(days=100))
        later = school.now + timedelta(days=200)
        renewed = find_signed_in(session, token, now=later)
        expired = find_signed_in(session, other, now=later)
        close_session(session, token)
        closed = find_signed_in(session, token, now=school.now)

    assert renewed is not None
    assert (expired, closed) == (None, None)


def test_secrets_are_stored_as_hashes_alone(school: School, ada: int) -> None:
    with school.database.writing() as session:
        secrets = [open_session(session, ada, now=school.now), make_instructor_link(session, now=school.now)]
    school.guest("a visit’s secret")

    stored = str(school.dump())
    assert [secret for secret in (*secrets, "a visit’s secret", PASSWORD) if secret in stored] == []


def throttled(school: School, email: str, address: str) -> bool:
    with school.database.reading() as session:
        return is_throttled(session, email=email, address=address, now=school.now)


def fail(school: School, email: str, address: str, times: int) -> None:
    with school.database.writing() as session:
        for _ in range(times):
            record_failure(session, email=email, address=address, now=school.now)


def test_throttle_counts_by_email_and_forgets(school: School) -> None:
    fail(school, "ada@example.org", "192.0.2.1", FAILURES_PER_EMAIL - 1)
    before = throttled(school, "ada@example.org", "192.0.2.2")
    fail(school, "ADA@example.org", "192.0.2.1", 1)

    assert not before
    assert throttled(school, "ada@example.org", "192.0.2.2")
    assert not throttled(school, "max@example.org", "192.0.2.1")
    school.now += WINDOW + timedelta(seconds=1)
    assert not throttled(school, "ada@example.org", "192.0.2.2")


def test_throttle_counts_by_address(school: School) -> None:
    for number in range(FAILURES_PER_ADDRESS):
        fail(school, f"guess-{number}@example.org", "192.0.2.1", 1)

    assert throttled(school, "ada@example.org", "192.0.2.1")
    assert not throttled(school, "ada@example.org", "192.0.2.2")


def test_failures_that_no_longer_matter_are_forgotten(school: School) -> None:
    fail(school, "ada@example.org", "192.0.2.1", 3)
    school.now += WINDOW + timedelta(seconds=1)
    fail(school, "ada@example.org", "192.0.2.1", 1)

    assert school.count("failed_sign_in") == 1


def test_link_works_once(school: School) -> None:
    with school.database.writing() as session:
        token = make_instructor_link(session, now=school.now, email="ines@example.org")
        found = [find_link(session, token, now=school.now) for _ in range(2)]
        used = [use_link(session, token, now=school.now) for _ in range(2)]
        found.append(find_link(session, token, now=school.now))

    assert found == ["ines@example.org", "ines@example.org", None]
    assert used == [True, False]


def test_link_expires(school: School) -> None:
    with school.database.writing() as session:
        token = make_instructor_link(session, now=school.now)
        late = school.now + LINK_LASTS
        found = [find_link(session, token, now=now) for now in (late - timedelta(seconds=1), late)]
        used = use_link(session, token, now=late)

    assert found == ["", None]
    assert not used


def test_link_replaces_the_unused_one_before_it(school: School) -> None:
    with school.database.writing() as session:
        first = make_instructor_link(session, now=school.now)
        other = make_instructor_link(session, now=school.now, email="ines@example.org")
        second = make_instructor_link(session, now=school.now)
        found = [find_link(session, token, now=school.now) for token in (first, second, other, "else")]

    assert found == [None, "", "ines@example.org", None]


def test_cohort_made_twice_with_one_key_is_one(school: School, ines: int, max_: int) -> None:
    course_id = school.published().course_id
    with school.database.writing() as session:
        made = [
            create_cohort(session, teacher, course_id, name, submission_key="cohort.0", now=school.now)
            for teacher, name in ((ines, "Spring"), (ines, "Spring"), (max_, "Autumn"))
        ]

    assert made[0] == made[1] != made[2]
    assert school.count("cohort") == 2


def test_cohort_is_found_by_those_who_teach_it(school: School, ines: int, max_: int, cohort: CohortCard) -> None:
    with school.database.reading() as session:
        found = [find_taught(session, person, cohort.public_id) for person in (ines, max_)]
        nonexistent = find_taught(session, max_, "nonexistent0")
        taught = cohorts_taught(session, max_)

    assert found == [cohort, None]
    assert nonexistent is None
    assert taught == ()


def test_join_code_is_read_from_a_blackboard(school: School, cohort: CohortCard) -> None:
    with school.database.reading() as session:
        found = [find_by_join_code(session, code) for code in (f" {cohort.join_code.upper()} ", "bcdfghjk")]

    assert found == [cohort, None]


def test_membership_begins_ends_and_begins_again(school: School, ada: int, cohort: CohortCard) -> None:
    def joined() -> int:
        with school.database.reading() as session:
            counted = count_learners(session, [cohort.id], active_since=school.now).get(cohort.id, Size())
            assert counted.learners == len(cohorts_joined(session, ada))
            return len(cohorts_joined(session, ada))

    counts = [joined()]
    for change in (leave_cohort, leave_cohort, join_cohort, join_cohort):
        with school.database.writing() as session:
            change(session, ada, cohort.id, now=school.now)
        counts.append(joined())

    assert counts == [1, 0, 0, 1, 1]
    assert school.count("membership") == 1
