"""Who is where: every order and filter, page by page, and what a membership copies of name and progress."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from course.learning.progress import rebuild_progress
from course.models import Cohort, Membership, Person, Progress
from course.people.accounts import rename
from course.people.cohorts import CohortCard, join_cohort, leave_cohort, put_back
from course.people.names import name_key
from course.teaching.roster import Sort, Wanted, find_learner, find_removed, learners_page, removed_since
from tests.fixtures.people import School
from tests.material.garden import FEED, SKY, SOIL, WRONG

NAMES = ("Ben", "Élif", "ada", "Zoë", "Chiara", "Élif", "Dmitri")


@pytest.fixture
def full(school: School, ines: int) -> CohortCard:
    """Seven learners at different places and times, two of the same name."""
    card = school.cohort(ines)
    for number, name in enumerate(NAMES):
        person = school.guest(f"visit-{number}")
        with school.database.writing() as session:
            rename(session, person, name)
        school.join(card, person)
        school.now += timedelta(days=number % 3)
        if number % 3:
            school.complete(person, *(SOIL, FEED)[: number % 3])
    return card


def walk(school: School, cohort: CohortCard, wanted: dict[str, object], *, back: bool) -> list[str]:
    """Every learner's id, page after page of two, from the first on or from the last back."""
    seen: list[str] = []
    with school.database.reading() as session:
        everybody = learners_page(session, cohort.id, Wanted(**wanted)).rows  # type: ignore[arg-type]
        step = {"before": everybody[-1].public_id} if back else {}
        seen = [everybody[-1].public_id] if back else []
        while True:
            page = learners_page(session, cohort.id, Wanted(**wanted, **step, most=2))  # type: ignore[arg-type]
            ids = [row.public_id for row in page.rows]
            seen = ids + seen if back else seen + ids
            if not (page.has_earlier if back else page.has_later):
                return seen
            step = {"before": ids[0]} if back else {"after": ids[-1]}


@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("sort", ["name", "active", "progress"])
def test_pages_show_everybody_once_in_each_order(
    school: School, full: CohortCard, sort: Sort, *, descending: bool, back: bool
) -> None:
    wanted: dict[str, object] = {"sort": sort, "descending": descending}
    with school.database.reading() as session:
        whole = [row.public_id for row in learners_page(session, full.id, Wanted(sort, descending)).rows]

    assert walk(school, full, wanted, back=back) == whole
    assert len(set(whole)) == len(NAMES)


def named(school: School, cohort: CohortCard, **wanted: object) -> list[str]:
    with school.database.reading() as session:
        return [row.name for row in learners_page(session, cohort.id, Wanted(**wanted)).rows]  # type: ignore[arg-type]


def test_names_are_sorted_and_found_without_case_and_accents(school: School, full: CohortCard) -> None:
    assert named(school, full) == ["ada", "Ben", "Chiara", "Dmitri", "Élif", "Élif", "Zoë"]
    assert named(school, full, name="EL") == ["Élif", "Élif"]
    assert named(school, full, name="%") == []


def test_filters_choose_by_place_state_and_activity(school: School, full: CohortCard) -> None:
    assert named(school, full, places=range(1)) == ["Ben", "Dmitri", "Zoë"]
    assert named(school, full, states="occc") == ["Ben", "Dmitri", "Zoë"]
    assert named(school, full, not_states="occc", name="e") == ["Élif", "Élif"]
    quiet = named(school, full, quiet_since=school.now - timedelta(days=2), sort="active")
    active = named(school, full, active_since=school.now - timedelta(days=2), sort="active")
    assert len(quiet) + len(active) == len(NAMES)
    assert quiet[0] == "Ben"
    assert named(school, full, stuck=True) == []


@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
def test_pages_of_one_lesson_show_who_has_it_before_them_and_who_has_begun_it(
    school: School, full: CohortCard, *, descending: bool, back: bool
) -> None:
    with school.database.reading() as session:
        idle = session.scalars(select(Membership.person_id).where(Membership.place == 0).order_by(Membership.person_id))
        begins = idle.all()[::2]
    for person in begins:
        school.answer(person, "holds-water", WRONG["holds-water"])
    with school.database.reading() as session:
        everybody = [row.public_id for row in learners_page(session, full.id, Wanted(descending=descending)).rows]
        one, other = (
            {row.public_id for row in learners_page(session, full.id, Wanted(places=range(place, place + 1))).rows}
            for place in (0, 1)
        )

    assert one
    assert other
    there = [each for each in everybody if each in one | other]
    assert walk(school, full, {"places": range(2), "descending": descending}, back=back) == there


def copies(school: School) -> list[tuple[object, object]]:
    """Of everybody in a cohort: what their membership says, and what it should say."""
    shown = ("last_active_at_utc", "place", "states", "stuck_since_utc")
    with school.database.reading() as session:
        rows = session.execute(
            select(
                Person.name,
                Membership.name_key,
                *(getattr(Membership, each) for each in shown),
                *(getattr(Progress, each) for each in shown),
            )
            .join(Membership, Membership.person_id == Person.id)
            .join(Cohort, Cohort.id == Membership.cohort_id)
            .join(Progress, (Progress.person_id == Person.id) & (Progress.course_id == Cohort.course_id))
            .where(Membership.left_at_utc.is_(None))
        ).all()
    return [((key, *copied[:4]), (name_key(name), *copied[4:])) for name, key, *copied in rows]


def test_membership_copies_what_changes(school: School, ada: int, cohort: CohortCard) -> None:
    def fail() -> None:
        for _ in range(2):
            school.answer(ada, "holds-water", WRONG["holds-water"])

    def go_and_return() -> None:
        school.leave(ada, cohort)
        school.complete(ada, SOIL)
        with school.database.writing() as session:
            rename(session, ada, "Ada Ørsted")
        school.join(cohort, ada)

    def rebuild() -> None:
        with school.database.writing() as session:
            session.execute(Progress.__table__.update().values(states="", place=0))  # type: ignore[attr-defined]
            session.execute(Membership.__table__.update().values(states="", place=0))  # type: ignore[attr-defined]
            rebuild_progress(session, school.published(), now=school.now)

    for change in (fail, go_and_return, rebuild, lambda: school.pass_gate(ada, "water-wisely")):
        change()
        ((copied, derived),) = copies(school)
        assert copied == derived, change
    assert "O" in str(copies(school))


def test_progress_in_one_course_is_not_copied_to_a_cohort_of_another(school: School, ada: int, ines: int) -> None:
    sky = school.cohort(ines, name="Sky", slug=SKY)
    school.enrol(ada, slug=SKY)
    with school.database.writing() as session:
        join_cohort(session, ada, sky.id, now=school.now)
    before = school.dump("membership")

    school.complete(ada, SOIL)

    assert school.dump("membership") == before


def test_who_fails_twice_is_stuck_until_something_succeeds(school: School, ada: int, cohort: CohortCard) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    assert named(school, cohort, stuck=True) == []
    school.answer(ada, "holds-water", WRONG["holds-water"])
    assert named(school, cohort, stuck=True) == ["Ada"]
    school.now += timedelta(minutes=1)
    school.write(ada, "my-earth", {"text": "Sand, all of it."})
    assert named(school, cohort, stuck=True) == []


def test_removed_learner_can_be_put_back_once(school: School, ada: int, ines: int, cohort: CohortCard) -> None:
    learner, before = school.public_id(ada), school.dump("membership")
    with school.database.writing() as session:
        leave_cohort(session, ada, cohort.id, now=school.now, removed_by_id=ines)
    with school.database.reading() as session:
        removed = [each.name for each in removed_since(session, cohort.id, school.now - timedelta(days=1))]
        gone = find_learner(session, cohort.id, learner) is None and find_removed(session, cohort.id, learner)
    with school.database.writing() as session:
        undone = [put_back(session, cohort.id, learner, by=ines, now=school.now) for _ in range(2)]

    assert (removed, gone, undone) == (["Ada"], True, [True, False])
    assert school.dump("membership") == before


def test_who_left_by_themselves_is_not_put_back(school: School, ada: int, ines: int, cohort: CohortCard) -> None:
    school.leave(ada, cohort)
    with school.database.writing() as session:
        assert not put_back(session, cohort.id, school.public_id(ada), by=ines, now=school.now)
        join_cohort(session, ada, cohort.id, now=school.now)
    assert named(school, cohort) == ["Ada"]
