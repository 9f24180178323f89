"""What is asked about a cohort tells nothing of another's learners, nor of who left, nor to who no longer teaches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from course.models import CohortInstructor
from course.people.addresses import AddressLine
from course.people.api_tokens import find_reader
from course.people.cohort_settings import (
    CohortSettings,
    add_teacher,
    archive,
    change_cohort,
    close_joining,
    remove_teacher,
    renew_code,
    settings_of,
    teachers_of,
)
from course.people.cohorts import CohortCard, add_instructor, count_learners, leave_cohort, put_back
from course.people.directory import belongings_of, find_cohorts
from course.people.invitations import Outcome, accept_invitation, invite, open_invitations
from course.people.moving import cohorts_to_move_to
from course.people.roles import end_instructor
from course.records.acts import ActFilter, Deed, acts_page
from course.teaching.cohort_people import batches, learners_after, progress_of
from course.teaching.item_analysis import analyze_cohort, first_answerers
from course.teaching.learner_record import reflections_of
from course.teaching.needs import find_needs
from course.teaching.needs.aside import asides_of
from course.teaching.needs.need import Asked
from course.teaching.response_rows import ResponseReader
from course.teaching.review import Wished, beside_of, entries_of, shares_by_prompt
from course.teaching.roster import Wanted, find_learner, find_removed, learners_page, removed_since
from course.teaching.tallies import count_cohort
from course.teaching.threads import threads_of
from course.teaching.timeline import deeds_of
from course.teaching.weak_questions import cohorts_to_count, weak_questions
from course.teaching.written import written_by
from tests.course.lives import CANARY, do_everything
from tests.fixtures.people import School
from tests.material.garden import BED, RIGHT, SKY, WRONG

LONG_AGO = timedelta(days=365)
A_FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Its:
    """The cohort, who asks, and about whom."""

    session: Session
    school: School
    cohort: CohortCard
    reader: int
    people: tuple[int, ...]


QUESTIONS: Mapping[str, Callable[[Its], object]] = {
    "batches": lambda its: list(batches(its.school.database, its.cohort.id)),
    "learners": lambda its: learners_after(its.session, its.cohort.id, "", most=50),
    "page": lambda its: learners_page(its.session, its.cohort.id, Wanted()),
    "progress": lambda its: progress_of(its.session, its.cohort.id, its.people),
    "found": lambda its: [
        find_learner(its.session, its.cohort.id, its.school.public_id(each)) for each in its.people
    ],
    "removed": lambda its: removed_since(its.session, its.cohort.id, its.school.now - LONG_AGO),
    "to put back": lambda its: [
        find_removed(its.session, its.cohort.id, its.school.public_id(each)) for each in its.people
    ],
    "prompts": lambda its: shares_by_prompt(its.session, its.cohort.id, its.reader),
    "answers": lambda its: entries_of(its.session, its.cohort.id, its.reader, Wished("my-earth", all=True)),
    "beside": lambda its: beside_of(its.session, its.cohort.id, its.reader, "my-water", its.people, most=9),
    "threads": lambda its: threads_of(
        its.session, its.reader, its.people, course_id=its.school.published().course_id, cohort_id=its.cohort.id
    ),
    "counts": lambda its: asked(its).tallies.lessons,
    "needs": lambda its: [(group.kind, group.needs) for group in find_needs(its.session, asked(its), most=50)],
    "first": lambda its: first_answerers(its.session, its.cohort.id, its.school.published(), "holds-water"),
    "statistics": lambda its: str(analyze_cohort(its.session, its.cohort.id, its.school.published())),
    "put aside": lambda its: asides_of(its.session, its.cohort.id),
    "weak": lambda its: weak_questions(its.session, its.cohort.id),
    "invited": lambda its: open_invitations(its.session, its.cohort.id, now=its.school.now),
}  # fmt: skip


def asked(its: Its) -> Asked:
    course = its.school.published().course
    counted = count_cohort(its.session, its.cohort.id, course, now=its.school.now)
    return Asked(its.cohort.id, course, its.reader, counted, its.school.now)


def answers(school: School, cohort: CohortCard, reader: int, *people: int) -> dict[str, object]:
    """What is told in a fortnight, when who stopped has fallen silent and what was planned is overdue."""
    then = replace(school, now=school.now + A_FORTNIGHT)
    with school.database.reading() as session:
        its = Its(session, then, cohort, reader, people)
        return {name: ask(its) for name, ask in QUESTIONS.items()}


def join_and_stop(school: School, cohort: CohortCard) -> tuple[int, int]:
    """One is stuck, one falls silent."""
    stuck, silent = school.member("Stuck"), school.member("Silent")
    school.join(cohort, stuck, silent)
    for _ in range(2):
        school.answer(stuck, "holds-water", WRONG["holds-water"])
    school.answer(silent, "holds-water", RIGHT["holds-water"])
    return stuck, silent


def test_what_is_asked_about_a_cohort_tells_nothing_of_another(school: School, ada: int, lin: int, ines: int) -> None:
    """Ines teaches both, so that nothing but the cohort keeps them apart."""
    autumn = school.cohort(ines, name="Autumn")
    before = answers(school, autumn, ines, ada, lin)
    cohort = school.cohort(ines, ada, lin, name="Spring")
    join_and_stop(school, cohort)
    for name, person in (("Ada", ada), ("Lin", lin)):
        do_everything(school, name, person, ines, cohort)
    for _ in range(2):
        school.answer(lin, "nitrogen-crop", ("lettuce",))
    with school.database.writing() as session:
        leave_cohort(session, lin, cohort.id, now=school.now, removed_by_id=ines)
        invite(session, cohort.id, [AddressLine(1, "kim@elsewhere.example")], by=ines, now=school.now)

    assert answers(school, autumn, ines, ada, lin) == before
    assert answers(school, cohort, ines, ada, lin) != before


def test_what_is_asked_about_a_cohort_tells_nothing_of_who_left(
    school: School, ada: int, lin: int, ines: int, cohort: CohortCard
) -> None:
    do_everything(school, "Ada", ada, ines, cohort)

    def told() -> dict[str, object]:
        found = answers(school, cohort, ines, ada, lin)
        # What was noted about one who left lies there, and belongs to no need.
        return {name: answer for name, answer in found.items() if name != "put aside"}

    before = told()
    school.join(cohort, lin)
    do_everything(school, "Lin", lin, ines, cohort)
    for _ in range(2):
        school.answer(lin, "nitrogen-crop", ("lettuce",))
    for person in (lin, *join_and_stop(school, cohort)):
        school.leave(person, cohort)

    assert told() == before


def test_learners_move_where_whoever_teaches_there_teaches_here_too(school: School, ines: int, max_: int) -> None:
    tom = school.member("Tom", instructor=True)
    school.cohort(ines, name="Sky", slug=SKY)
    here, ours, toms, strange = (school.cohort(ines, name=name) for name in ("Here", "Ours", "Tom's", "Strange"))
    with school.database.writing() as session:
        add_instructor(session, here.id, tom, now=school.now)
        add_instructor(session, strange.id, max_, now=school.now)
        session.execute(delete(CohortInstructor).where(CohortInstructor.cohort_id == toms.id))
        add_instructor(session, toms.id, tom, now=school.now)

    with school.database.reading() as session:
        assert cohorts_to_move_to(session, ines, here.id) == ((ours.public_id, "Ours"),)
        assert cohorts_to_move_to(session, tom, here.id) == ((toms.public_id, "Tom's"),)


def test_learners_are_counted_by_cohort(school: School, ada: int, lin: int, ines: int, cohort: CohortCard) -> None:
    autumn = school.cohort(ines, ada, lin, name="Autumn")

    with school.database.reading() as session:
        assert set(count_learners(session, [autumn.id], active_since=school.now)) == {autumn.id}


def test_leaving_one_cohort_is_not_leaving_another(school: School, ada: int, ines: int, cohort: CohortCard) -> None:
    autumn = school.cohort(ines, ada, name="Autumn")

    with school.database.writing() as session:
        leave_cohort(session, ada, cohort.id, now=school.now)
        assert list(learners_after(session, autumn.id, "", most=9)) == [ada]
        assert list(learners_after(session, cohort.id, "", most=9)) == []


def settings(school: School, cohort: CohortCard) -> CohortSettings:
    with school.database.reading() as session:
        return settings_of(session, [cohort.id])[cohort.id]


def members(school: School, cohort: CohortCard) -> dict[int, str]:
    with school.database.reading() as session:
        return learners_after(session, cohort.id, "", most=9)


def test_acts_on_a_cohort_change_nothing_of_another(school: School, ada: int, ines: int, cohort: CohortCard) -> None:
    autumn = school.cohort(ines, ada, name="Autumn")

    with school.database.writing() as session:
        invite(session, autumn.id, [AddressLine(1, "kim@elsewhere.example")], by=ines, now=school.now)
        leave_cohort(session, ada, cohort.id, now=school.now, removed_by_id=ines)
    before = school.dump("cohort_instructor", "invitation"), settings(school, autumn), members(school, autumn)
    with school.database.writing() as session:
        assert set(settings_of(session, [cohort.id])) == {cohort.id}
        assert not put_back(session, autumn.id, school.public_id(ada), by=ines, now=school.now)
        assert put_back(session, cohort.id, school.public_id(ada), by=ines, now=school.now)
        change_cohort(session, cohort.id, name="Summer", starts_on=None, ends_on=None, by=ines, now=school.now)
        renew_code(session, cohort.id, cohort.join_code, by=ines, now=school.now)
        close_joining(session, cohort.id, by=ines, now=school.now)
        archive(session, cohort.id, by=ines, now=school.now)

    assert (school.dump("cohort_instructor", "invitation"), settings(school, autumn), members(school, autumn)) == before


def test_who_teaches_another_cohort_is_not_removed_from_it(
    school: School, ines: int, max_: int, cohort: CohortCard
) -> None:
    autumn = school.cohort(max_, name="Autumn")
    with school.database.writing() as session:
        add_instructor(session, autumn.id, ines, now=school.now)
        (of_max,) = (each.public_id for each in teachers_of(session, autumn.id) if each.email == "max@example.org")
        assert not remove_teacher(session, cohort.id, of_max, by=ines, now=school.now)
        add_instructor(session, cohort.id, max_, now=school.now)
        assert remove_teacher(session, cohort.id, of_max, by=ines, now=school.now)
        assert {each.email for each in teachers_of(session, cohort.id)} == {"ines@example.org"}
        assert {each.email for each in teachers_of(session, autumn.id)} == {"ines@example.org", "max@example.org"}


def test_members_of_another_cohort_are_invited(school: School, ada: int, ines: int, cohort: CohortCard) -> None:
    autumn = school.cohort(ines, name="Autumn")
    line = AddressLine(1, "ada@example.org")

    with school.database.writing() as session:
        assert invite(session, cohort.id, [line], by=ines, now=school.now)[0].outcome is Outcome.ALREADY_IN
        assert invite(session, autumn.id, [line], by=ines, now=school.now)[0].outcome is Outcome.INVITED
        leave_cohort(session, ada, cohort.id, now=school.now)
        assert invite(session, cohort.id, [line], by=ines, now=school.now)[0].outcome is Outcome.INVITED


def test_invitation_to_one_cohort_says_nothing_in_another(
    school: School, ada: int, ines: int, cohort: CohortCard
) -> None:
    """Ada has another address than the one that she was invited by."""
    autumn, winter = (school.cohort(ines, ada, name=name) for name in ("Autumn", "Winter"))
    by_this = [AddressLine(1, "garden@elsewhere.example")]

    def outcome(where: CohortCard) -> Outcome:
        return invite(session, where.id, by_this, by=ines, now=school.now)[0].outcome

    with school.database.writing() as session:
        (line,) = invite(session, autumn.id, by_this, by=ines, now=school.now)
        assert outcome(winter) is Outcome.INVITED
        assert accept_invitation(session, line.invitation, ada, now=school.now)
        assert (outcome(cohort), outcome(autumn)) == (Outcome.INVITED, Outcome.ALREADY_IN)
        leave_cohort(session, ada, autumn.id, now=school.now)
        assert outcome(autumn) is Outcome.INVITED


def test_who_left_has_left_once(school: School, ada: int, ines: int, cohort: CohortCard) -> None:
    with school.database.writing() as session:
        assert [each.name for each in belongings_of(session, ada)] == ["Spring"]
        leave_cohort(session, ada, cohort.id, now=school.now)
        assert belongings_of(session, ada) == ()
    before = school.dump("membership")
    with school.database.writing() as session:
        leave_cohort(session, ada, cohort.id, now=school.now + A_FORTNIGHT, removed_by_id=ines)

    assert school.dump("membership") == before


def test_cohorts_that_nobody_teaches_are_found_alone(school: School, ines: int, cohort: CohortCard) -> None:
    alone = school.cohort(ines, name="Autumn")
    with school.database.writing() as session:
        session.execute(delete(CohortInstructor).where(CohortInstructor.cohort_id == alone.id))
        assert [each.public_id for each in find_cohorts(session, alone=True)] == [alone.public_id]


def test_log_of_one_cohort_has_nothing_of_another(school: School, ines: int, cohort: CohortCard) -> None:
    autumn = school.cohort(ines, name="Autumn")
    with school.database.writing() as session:
        for each in (cohort, autumn):
            archive(session, each.id, by=ines, now=school.now)
        lines = acts_page(session, ActFilter(kind=Deed.COHORT_ARCHIVED, cohort=cohort.public_id))

    assert [line.cohort_name for line in lines] == ["Spring"]


def test_page_goes_on_from_where_a_learner_stands_in_this_cohort(school: School, ada: int, lin: int, ines: int) -> None:
    """Ada is in two: she has come far in one, and shared first in the other."""
    sky = school.cohort(ines, ada, name="Sky", slug=SKY)
    spring, autumn = (school.cohort(ines, ada, lin, name=name) for name in ("Spring", "Autumn"))
    school.complete(ada)
    texts = {person: school.write(person, "my-earth", {"text": "Loam."}, base=0) for person in (ada, lin)}
    for person, cohort in ((ada, spring), (lin, spring), (lin, autumn), (ada, autumn)):
        school.share(person, texts[person], cohort)

    def after_ada(cohort: CohortCard) -> list[str]:
        with school.database.reading() as session:
            wished = Wished("my-earth", all=True, after=school.public_id(ada))
            return [entry.learner for entry in entries_of(session, cohort.id, ines, wished)[0]]

    with school.database.reading() as session:
        from_the_top = Wanted(sort="progress", descending=True, after=school.public_id(ada))
        assert [row.name for row in learners_page(session, spring.id, from_the_top).rows] == ["Lin"]
        assert learners_page(session, sky.id, from_the_top).rows == ()
    assert (after_ada(spring), after_ada(autumn)) == (["Lin"], [])


def test_who_was_removed_long_ago_is_not_offered(school: School, ada: int, ines: int, cohort: CohortCard) -> None:
    with school.database.writing() as session:
        leave_cohort(session, ada, cohort.id, now=school.now, removed_by_id=ines)
        assert removed_since(session, cohort.id, school.now + A_FORTNIGHT) == ()
        assert len(removed_since(session, cohort.id, school.now)) == 1


def test_answers_of_others_and_of_who_left_are_not_exported(
    lived_in: School, ada: int, lin: int, ines: int, cohort: CohortCard
) -> None:
    published, (elsewhere, _) = lived_in.published(), join_and_stop(lived_in, lived_in.cohort(ines, name="Autumn"))
    with lived_in.database.writing() as session:
        leave_cohort(session, lin, cohort.id, now=lived_in.now)

    with lived_in.database.reading() as session:
        reader = ResponseReader(cohort.id, published.course_id)
        assert {row.name for row in reader.read(session, [ada, lin, elsewhere])} == {"Ada"}
        assert {row.name for row in reader.read(session, [lin])} == set()


def test_record_and_answers_beside_are_one_persons(
    lived_in: School, ada: int, lin: int, ines: int, cohort: CohortCard
) -> None:
    published = lived_in.published()
    with lived_in.database.reading() as session:
        beside = beside_of(session, cohort.id, ines, "my-water", [ada], most=9)
        record = reflections_of(session, ada, published, reader_id=ines)
        written = written_by(session, published.course_id, [ada], reader_id=ines)

    assert set(beside) == set(written) == {ada}
    assert CANARY["Ada"] in str(beside)
    assert CANARY["Ada"] in str(record)
    assert CANARY["Lin"] not in str((beside, record))


def test_instructor_who_comes_back_is_told_of_nothing_that_was_shared_before(
    lived_in: School, ada: int, lin: int, ines: int, cohort: CohortCard
) -> None:
    body = {"if": "see the sun", "then": "I will dig"}
    plan = lived_in.write(ada, "first-bed", body, base=lived_in.base(ada, "first-bed"))
    lived_in.share(ada, plan, cohort)
    lived_in.now += timedelta(days=14)
    course_id = lived_in.published().course_id

    def told() -> tuple[set[str], set[str], bool]:
        with lived_in.database.reading() as session:
            its = Its(session, lived_in, cohort, ines, (ada, lin))
            needs = {group.kind for group in find_needs(session, asked(its), most=9) if group.needs}
            deeds = deeds_of(session, ada, course_id, cohort_id=cohort.id, reader_id=ines)
            texts = written_by(session, course_id, [ada, lin], reader_id=ines)
        return needs, {deed.kind for deed in deeds}, CANARY["Ada"] in str(texts)

    needs, deeds, reads = told()
    with lived_in.database.writing() as session:
        session.execute(delete(CohortInstructor))
        add_instructor(session, cohort.id, ines, now=lived_in.now)
    needs_now, deeds_now, reads_now = told()

    assert reads
    assert not reads_now
    assert needs - needs_now == {"overdue", "waiting"}
    assert deeds - deeds_now == {"shared", "replied", "was-told"}


def test_needs_are_of_the_instructor_who_was_named(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard
) -> None:
    """Two are named, and are told once each, in this cohort; Tom came later, and is told of neither text nor day."""
    tom, autumn = school.member("Tom", instructor=True), school.cohort(ines, ada, name="Autumn")
    with school.database.writing() as session:
        add_instructor(session, cohort.id, max_, now=school.now)
    school.share(ada, school.write(ada, "first-bed", BED), cohort)
    school.now += A_FORTNIGHT
    with school.database.writing() as session:
        add_instructor(session, cohort.id, tom, now=school.now)

    def told(reader: int, where: CohortCard = cohort) -> list[str]:
        with school.database.reading() as session:
            its = Its(session, school, where, reader, ())
            groups = find_needs(session, asked(its), most=9)
            return [need.kind for group in groups for need in group.needs if need.kind in ("overdue", "waiting")]

    assert told(ines) == told(max_) == ["waiting", "overdue"]
    assert told(tom) == told(ines, autumn) == []


def test_cohort_is_not_counted_for_who_left(school: School, ada: int, cohort: CohortCard) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    with school.database.writing() as session:
        assert [each for each, _ in cohorts_to_count(session, now=school.now)] == [cohort.id]
        leave_cohort(session, ada, cohort.id, now=school.now)
        assert cohorts_to_count(session, now=school.now) == []


def test_token_reads_nothing_when_its_maker_no_longer_teaches_though_another_does(
    school: School, ines: int, max_: int, cohort: CohortCard
) -> None:
    token, _ = school.token(ines, cohort)
    school.cohort(ines, name="Autumn")
    with school.database.writing() as session:
        add_teacher(session, cohort.id, "max@example.org", by=ines, now=school.now)
        assert find_reader(session, token, now=school.now) is not None
        (of_ines,) = (each for each in teachers_of(session, cohort.id) if each.email == "ines@example.org")
        remove_teacher(session, cohort.id, of_ines.public_id, by=max_, now=school.now)

    with school.database.reading() as session:
        assert find_reader(session, token, now=school.now) is None


def test_token_of_who_is_no_instructor_any_more_reads_nothing(school: School, ines: int, cohort: CohortCard) -> None:
    token, _ = school.token(ines, cohort)
    with school.database.writing() as session:
        end_instructor(session, ines, by=None, now=school.now)
        assert find_reader(session, token, now=school.now) is None
