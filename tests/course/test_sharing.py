"""Consent: one revision, those who teach the cohort now, until it ends. Everything else stays with its writer."""

import pytest
from sqlalchemy import delete

from course.models import CohortInstructor
from course.people.cohorts import CohortCard, add_instructor, join_cohort, leave_cohort
from course.reflecting.reflections import Revision
from course.reflecting.sharing import SharedWith, share_revision, shared_with, take_back, take_back_from_cohort
from course.teaching.learner_record import ReflectionRecord, reflections_of
from tests.fixtures.people import School
from tests.material.garden import EARTH

LATER = {"text": "What I would not tell Ines."}


@pytest.fixture
def written(school: School, ada: int, cohort: CohortCard) -> Revision:
    revision = school.write(ada, "my-earth", EARTH)
    assert revision is not None
    return revision


def read_by(school: School, reader: int, writer: int) -> ReflectionRecord:
    with school.database.reading() as session:
        (record,) = reflections_of(session, writer, school.published(), reader_id=reader)
    return record


def shares(school: School, person: int) -> tuple[SharedWith, ...]:
    with school.database.reading() as session:
        return shared_with(session, person, school.published().course_id, ["my-earth"])


def test_reflection_is_private_unless_shared(school: School, ada: int, ines: int, written: Revision) -> None:
    record = read_by(school, ines, ada)

    assert (record.words, record.shared_body, record.shared_at_utc) == (9, None, None)
    assert shares(school, ada) == ()


def test_shared_revision_is_read_by_the_instructors_named(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard, written: Revision
) -> None:
    school.share(ada, written, cohort)

    assert read_by(school, ines, ada).shared_body == EARTH
    assert read_by(school, max_, ada).shared_body is None
    assert shares(school, ada) == (SharedWith("my-earth", 1, cohort.public_id, "Spring", ("Ines",)),)


def test_what_is_written_after_sharing_stays_private(
    school: School, ada: int, ines: int, cohort: CohortCard, written: Revision
) -> None:
    school.share(ada, written, cohort)
    school.write(ada, "my-earth", LATER, base=1)

    assert read_by(school, ines, ada).shared_body == EARTH


def test_what_was_written_before_the_shared_revision_stays_private(
    school: School, ada: int, ines: int, cohort: CohortCard, written: Revision
) -> None:
    second = school.write(ada, "my-earth", {"text": "Only this."}, base=1)
    school.share(ada, second, cohort)

    assert read_by(school, ines, ada).shared_body == {"text": "Only this."}


def test_sharing_twice_is_sharing_once(school: School, ada: int, cohort: CohortCard, written: Revision) -> None:
    for _ in range(2):
        school.share(ada, written, cohort)

    assert school.count("share") == 1


def test_taking_back_ends_it(school: School, ada: int, ines: int, cohort: CohortCard, written: Revision) -> None:
    school.share(ada, written, cohort)

    with school.database.writing() as session:
        take_back(session, ada, "my-earth", cohort.id, now=school.now)

    assert read_by(school, ines, ada).shared_body is None
    assert shares(school, ada) == ()


def test_share_replayed_after_taking_back_does_not_share_again(
    school: School, ada: int, ines: int, cohort: CohortCard, written: Revision
) -> None:
    def share_with_key(key: str) -> None:
        with school.database.writing() as session:
            share_revision(session, ada, written.id, cohort.id, key=key, now=school.now)

    share_with_key("my-earth.1.0")
    with school.database.writing() as session:
        take_back(session, ada, "my-earth", cohort.id, now=school.now)

    share_with_key("my-earth.1.0")
    replayed = read_by(school, ines, ada).shared_body
    share_with_key("my-earth.1.1")

    assert replayed is None
    assert read_by(school, ines, ada).shared_body == EARTH


def test_leaving_the_cohort_ends_it_for_good(
    school: School, ada: int, ines: int, cohort: CohortCard, written: Revision
) -> None:
    school.share(ada, written, cohort)

    with school.database.writing() as session:
        take_back_from_cohort(session, ada, cohort.id, now=school.now)
        leave_cohort(session, ada, cohort.id, now=school.now)
    gone = read_by(school, ines, ada).shared_body
    with school.database.writing() as session:
        join_cohort(session, ada, cohort.id, now=school.now)

    assert gone is None
    assert read_by(school, ines, ada).shared_body is None


def test_membership_that_ended_alone_ends_it_too(
    school: School, ada: int, ines: int, cohort: CohortCard, written: Revision
) -> None:
    school.share(ada, written, cohort)

    with school.database.writing() as session:
        leave_cohort(session, ada, cohort.id, now=school.now)

    assert read_by(school, ines, ada).shared_body is None


def test_instructor_added_later_does_not_read_what_was_shared_before(
    school: School, ada: int, max_: int, cohort: CohortCard, written: Revision
) -> None:
    school.share(ada, written, cohort)
    with school.database.writing() as session:
        add_instructor(session, cohort.id, max_, now=school.now)
    before = read_by(school, max_, ada).shared_body
    second = school.write(ada, "my-earth", {"text": "For both of you."}, base=1)
    school.share(ada, second, cohort)

    assert before is None
    assert read_by(school, max_, ada).shared_body == {"text": "For both of you."}


def test_instructor_who_no_longer_teaches_the_cohort_reads_nothing(
    school: School, ada: int, ines: int, cohort: CohortCard, written: Revision
) -> None:
    school.share(ada, written, cohort)

    with school.database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM cohort_instructor")

    assert read_by(school, ines, ada).shared_body is None
    assert shares(school, ada) == ()


def test_instructor_of_another_cohort_of_the_same_learner_reads_nothing(
    school: School, ada: int, max_: int, cohort: CohortCard, written: Revision
) -> None:
    school.cohort(max_, ada, name="Autumn")
    school.share(ada, written, cohort)

    assert read_by(school, max_, ada).shared_body is None


def test_taking_back_from_one_cohort_leaves_the_other(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard, written: Revision
) -> None:
    autumn = school.cohort(max_, ada, name="Autumn")
    for each in (cohort, autumn):
        school.share(ada, written, each)

    with school.database.writing() as session:
        take_back(session, ada, "my-earth", cohort.id, now=school.now)

    assert read_by(school, ines, ada).shared_body is None
    assert read_by(school, max_, ada).shared_body == EARTH


def test_being_in_another_cohort_or_somebody_else_being_in_it_opens_nothing(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard, written: Revision
) -> None:
    school.cohort(ines, ada, name="Autumn")
    school.join(cohort, max_)
    school.share(ada, written, cohort)

    with school.database.writing() as session:
        leave_cohort(session, ada, cohort.id, now=school.now)

    assert read_by(school, ines, ada).shared_body is None


def test_teaching_another_cohort_opens_nothing(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard, written: Revision
) -> None:
    school.cohort(ines, ada, name="Autumn")
    with school.database.writing() as session:
        add_instructor(session, cohort.id, max_, now=school.now)
    school.share(ada, written, cohort)

    with school.database.writing() as session:
        here = (CohortInstructor.cohort_id == cohort.id, CohortInstructor.person_id == ines)
        session.execute(delete(CohortInstructor).where(*here))

    assert read_by(school, ines, ada).shared_body is None
    assert read_by(school, max_, ada).shared_body == EARTH


def test_sharing_with_one_cohort_names_its_instructors_alone_and_shares_with_another_too(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard, written: Revision
) -> None:
    autumn = school.cohort(max_, ada, name="Autumn")
    for each in (cohort, autumn):
        with school.database.writing() as session:
            share_revision(session, ada, written.id, each.id, key="the same", now=school.now)

    found = {each.cohort_name: each.instructors for each in shares(school, ada)}
    assert found == {"Spring": ("Ines",), "Autumn": ("Max",)}
