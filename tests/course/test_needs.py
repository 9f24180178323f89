"""What needs an instructor, by name and in order; put aside until the figures are others."""

from datetime import timedelta

from course.people.cohorts import CohortCard, add_instructor
from course.reflecting.shared_texts import own_shared
from course.teaching.needs import NeedsOfKind, find_need, find_needs
from course.teaching.needs.aside import asides_of, bring_back, put_aside
from course.teaching.needs.need import Asked, Need
from course.teaching.seen import mark_seen
from course.teaching.tallies import count_cohort
from course.teaching.weak_questions import Weakness, cohorts_to_count, note_weaknesses, weak_questions
from tests.fixtures.people import School
from tests.material.edits import with_key
from tests.material.garden import EARTH, FEED, GARDEN, PLANTS, RIGHT, SOIL, WATER, WRONG

DAY = timedelta(days=1)
MANY = 50


def asked(school: School, cohort: CohortCard, reader: int) -> Asked:
    course = school.published().course
    with school.database.reading() as session:
        tallies = count_cohort(session, cohort.id, course, now=school.now)
    return Asked(cohort.id, course, reader, tallies, school.now)


def needs(school: School, cohort: CohortCard, reader: int, *, most: int = MANY) -> tuple[NeedsOfKind, ...]:
    with school.database.reading() as session:
        return find_needs(session, asked(school, cohort, reader), most=most)


def queue(school: School, cohort: CohortCard, reader: int) -> list[tuple[str, str]]:
    return [
        (need.kind, need.learner or f"{need.lesson_id} {need.count}/{need.of}")
        for group in needs(school, cohort, reader)
        for need in group.needs
    ]


def join(school: School, cohort: CohortCard, name: str) -> int:
    person = school.member(name)
    school.join(cohort, person)
    return person


def fail(school: School, person: int, question: str, times: int) -> None:
    for _ in range(times):
        school.answer(person, question, WRONG[question])


def test_cohort_of_thirty_gives_exactly_this_queue(school: School, ines: int) -> None:
    cohort = school.cohort(ines)
    start = school.now
    for number in range(9):  # nine stop in the second lesson, and three of the others never begin
        school.complete(join(school, cohort, f"Stops{number}"), SOIL)
    for number in range(3):
        join(school, cohort, f"Idle{number}")
    skipping = [join(school, cohort, f"Skips{number}") for number in range(4)]
    for person in skipping:
        school.pass_gate(person, FEED)
    school.now = start + 2 * DAY
    stuck_long = join(school, cohort, "Stuck long")
    fail(school, stuck_long, "holds-water", 2)
    unstuck = join(school, cohort, "Got over it")
    fail(school, unstuck, "holds-water", 3)
    school.answer(unstuck, "good-signs", RIGHT["good-signs"])
    once = join(school, cohort, "Failed once")
    fail(school, once, "holds-water", 1)
    finished = [join(school, cohort, f"Done{number}") for number in range(5)]
    for person in finished:
        school.complete(person)
    school.now = start + 12 * DAY
    sharing, keeping, both = (join(school, cohort, name) for name in ("Shares", "Keeps", "Shares both"))
    school.write(keeping, "my-earth", {"text": "Nobody but me."})
    school.share(both, school.write(both, "my-earth", EARTH), cohort)
    school.share(both, school.write(both, "my-earth", {"text": "Sandier."}, base=1), cohort)
    school.share(sharing, school.write(sharing, "my-earth", EARTH), cohort)
    fail(school, join(school, cohort, "Stuck lately"), "good-signs", 2)
    school.now = start + 13 * DAY + timedelta(hours=1)
    fail(school, join(school, cohort, "Still trying"), "holds-water", 4)
    join(school, cohort, "New")

    assert len(finished) + 9 + 3 + 4 + 3 + 3 + 3 == 30
    assert queue(school, cohort, ines) == [
        ("waiting", "Shares both"),
        ("waiting", "Shares"),
        ("stuck", "Stuck lately"),
        ("stuck", "Stuck long"),
        ("silent", "Failed once"),
        ("silent", "Got over it"),
        *(("silent", f"Skips{number}") for number in (3, 2, 1, 0)),
        *(("silent", f"Idle{number}") for number in (2, 1, 0)),
        *(("silent", f"Stops{number}") for number in range(8, -1, -1)),
        ("losing", f"{FEED} 9/18"),
        ("losing", f"{SOIL} 10/30"),
        ("skipped", f"{SOIL} 4/30"),
    ]


def test_share_that_ended_needs_nobody(school: School, ada: int, ines: int, max_: int, cohort: CohortCard) -> None:
    school.share(ada, school.write(ada, "my-earth", EARTH), cohort)

    assert ("waiting", "Ada") in queue(school, cohort, ines)
    assert queue(school, cohort, max_) == []
    school.leave(ada, cohort)
    assert queue(school, cohort, ines) == []


def test_shared_text_waits_until_a_word_or_seen_and_again_after_an_answer(
    school: School, ada: int, ines: int, max_: int, cohort: CohortCard
) -> None:
    with school.database.writing() as session:
        add_instructor(session, cohort.id, max_, now=school.now)
    school.share(ada, school.write(ada, "my-earth", EARTH), cohort)
    assert ("waiting", "Ada") in queue(school, cohort, ines)
    with school.database.writing() as session:
        text = own_shared(session, ada, school.published().course_id, ["my-earth"])["my-earth", cohort.public_id]
        mark_seen(session, max_, text, now=school.now)
    assert queue(school, cohort, ines) == []

    school.say(ada, ada, "my-earth", cohort, "Is it good?")
    assert queue(school, cohort, ines) == [("waiting", "Ada")]
    school.say(max_, ada, "my-earth", cohort, "It is.")
    assert queue(school, cohort, ines) == []


def only(school: School, cohort: CohortCard, reader: int) -> Need:
    ((need,),) = (group.needs for group in needs(school, cohort, reader))
    return need


def test_what_is_put_aside_comes_back_when_its_figures_change(
    school: School, ada: int, ines: int, cohort: CohortCard
) -> None:
    fail(school, ada, "holds-water", 2)
    school.now += 2 * DAY
    need = only(school, cohort, ines)
    for _ in range(2):
        with school.database.writing() as session:
            put_aside(session, cohort.id, ines, need, note="wrote to her", now=school.now)
    aside = needs(school, cohort, ines)

    assert school.count("need_aside") == 1
    assert [(group.needs, [row.note for _, row in group.aside]) for group in aside] == [((), ["wrote to her"])]
    fail(school, ada, "holds-water", 1)
    school.now += 2 * DAY
    assert only(school, cohort, ines).subject == need.subject


def test_what_was_brought_back_can_be_put_aside_again(school: School, ada: int, ines: int, cohort: CohortCard) -> None:
    fail(school, ada, "holds-water", 2)
    school.now += 2 * DAY
    need = only(school, cohort, ines)
    for _ in range(2):
        with school.database.writing() as session:
            put_aside(session, cohort.id, ines, need, note="later", now=school.now)
        assert [group.needs for group in needs(school, cohort, ines)] == [()]
        with school.database.writing() as session:
            bring_back(session, cohort.id, need, now=school.now)
        assert only(school, cohort, ines) == need


def test_rows_put_aside_leave_room_for_the_next(school: School, ines: int) -> None:
    cohort = school.cohort(ines)
    for number in range(5):
        join(school, cohort, f"Quiet{number}")
    school.now += 8 * DAY
    for _ in range(3):
        (first, *_rest) = needs(school, cohort, ines, most=2)[0].needs
        with school.database.writing() as session:
            put_aside(session, cohort.id, ines, first, note="", now=school.now)

    (silent, *_others) = needs(school, cohort, ines, most=2)
    assert [need.learner for need in silent.needs] == ["Quiet1", "Quiet0"]
    assert not silent.has_more


def test_row_is_found_again_by_what_the_page_sent(school: School, ada: int, ines: int, cohort: CohortCard) -> None:
    school.now += 8 * DAY
    need = only(school, cohort, ines)
    with school.database.reading() as session:
        looked = asked(school, cohort, ines)
        assert find_need(session, looked, need.kind, need.subject, most=MANY) == need
        assert find_need(session, looked, need.kind, "nobody", most=MANY) is None
        assert find_need(session, looked, "weeds", need.subject, most=MANY) is None


def test_tallies_count_each_learner_where_they_are(school: School, ines: int) -> None:
    cohort = school.cohort(ines)
    for name, lessons in (("One", (SOIL,)), ("Two", (SOIL, FEED, PLANTS, WATER))):
        school.complete(join(school, cohort, name), *lessons)
    fail(school, join(school, cohort, "Three"), "holds-water", 1)
    tallies = asked(school, cohort, ines).tallies

    assert (tallies.learners, tallies.finished, tallies.active) == (3, 1, 3)
    assert [(each.opened, each.begun, each.done, each.here) for each in tallies.lessons] == [
        (3, 3, 2, 1),
        (2, 1, 1, 1),
        (1, 1, 1, 0),
        (1, 1, 1, 0),
    ]


def test_question_to_mend_is_noted_until_it_is_edited(school: School, ada: int, ines: int, cohort: CohortCard) -> None:
    for person in (ada, *(join(school, cohort, f"Learner{number}") for number in range(9))):
        school.answer(person, "when-to-water", WRONG["when-to-water"])
        school.answer(person, "holds-water", RIGHT["holds-water"])
    assert queue(school, cohort, ines) == []
    school.count_weak(cohort)

    need = only(school, cohort, ines)

    assert (need.kind, need.subject, need.since_utc) == ("weak", "when-to-water", school.now)
    assert need.weaknesses == (Weakness("NOBODY_RIGHT", 10, 0, ()),)
    right = WRONG["when-to-water"][0]
    school.publish({GARDEN: with_key(school.published().course, "when-to-water", right)})
    assert queue(school, cohort, ines) == []


def test_question_put_aside_stays_so_while_only_more_people_answer(
    school: School, ada: int, ines: int, cohort: CohortCard
) -> None:
    people = [ada, *(join(school, cohort, f"Learner{number}") for number in range(10))]
    for person in people[:10]:
        school.answer(person, "when-to-water", WRONG["when-to-water"])
    school.count_weak(cohort)
    need = only(school, cohort, ines)
    with school.database.writing() as session:
        put_aside(session, cohort.id, ines, need, note="", now=school.now)

    school.answer(people[10], "when-to-water", WRONG["when-to-water"])
    school.count_weak(cohort)

    ((found,),) = (group.aside for group in needs(school, cohort, ines))
    assert found[0].weaknesses[0].answered == 11


def test_cohorts_in_which_nobody_learns_are_not_counted(school: School, ada: int, ines: int) -> None:
    lively, asleep, empty = (school.cohort(ines, name=name) for name in ("Lively", "Asleep", "Empty"))
    school.join(asleep, join(school, asleep, "Sleeps"))
    school.now += 8 * DAY
    school.enrol(ada)
    school.join(lively, ada)
    school.answer(ada, "holds-water", RIGHT["holds-water"])

    with school.database.reading() as session:
        counted = cohorts_to_count(session, now=school.now)

    assert [cohort_id for cohort_id, _course in counted] == [lively.id]
    assert empty.id not in dict(counted)


def test_what_is_noted_of_one_cohort_leaves_another(school: School, ada: int, ines: int) -> None:
    spring, autumn = (school.cohort(ines, ada, name=name) for name in ("Spring", "Autumn"))
    fail(school, ada, "holds-water", 3)
    school.now += 2 * DAY
    ((need,),) = (group.needs for group in needs(school, spring, ines) if group.kind == "stuck")
    revision = school.published().revisions["holds-water"].id
    weak: dict[int, tuple[Weakness, ...]] = {revision: (Weakness("NOBODY_RIGHT", 11, 0, ()),)}
    with school.database.writing() as session:
        for cohort in (spring, autumn):
            put_aside(session, cohort.id, ines, need, note="", now=school.now)
            note_weaknesses(session, cohort.id, weak, now=school.now)
        bring_back(session, spring.id, need, now=school.now)
        note_weaknesses(session, spring.id, {}, now=school.now)

        assert [len(asides_of(session, cohort.id)) for cohort in (spring, autumn)] == [0, 1]
        assert [len(weak_questions(session, cohort.id)) for cohort in (spring, autumn)] == [0, 1]


def test_questions_noted_of_a_cohort_that_sleeps_are_counted_again_and_no_others(school: School, ines: int) -> None:
    noted, empty = (school.cohort(ines, name=name) for name in ("Noted", "Empty"))
    revision = school.published().revisions["holds-water"].id
    with school.database.writing() as session:
        note_weaknesses(session, noted.id, {revision: (Weakness("NOBODY_RIGHT", 11, 0, ()),)}, now=school.now)

        counted = [cohort_id for cohort_id, _course in cohorts_to_count(session, now=school.now)]
    assert counted == [noted.id]
    assert empty.id not in counted
