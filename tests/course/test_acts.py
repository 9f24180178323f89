"""The log of acts: added with what it tells of, changed by nothing, and of the erased a random name stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from course.leaving.erasure import erase_person
from course.leaving.ledger import Ledger
from course.people.cohorts import CohortCard, leave_cohort, put_back
from course.people.moving import move_learner
from course.people.roles import LastAdmin, end_admin, end_suspension, make_admin, suspend
from course.records.acts import ACTS_ON_A_PAGE, ActFilter, ActLine, Deed, acts_page, record_act
from tests.fixtures.people import School
from tests.fixtures.threads import at_once

ALL = ActFilter()


def lines(school: School, wanted: ActFilter = ALL) -> tuple[ActLine, ...]:
    with school.database.reading() as session:
        return acts_page(session, wanted)


@pytest.mark.parametrize(
    "change", ["UPDATE act SET about = 'x'", "DELETE FROM act", "DELETE FROM act WHERE id = (SELECT max(id) FROM act)"]
)
def test_line_can_be_neither_changed_nor_deleted(school: School, ines: int, change: str) -> None:
    before = school.dump("act")

    with pytest.raises(DatabaseError, match="added and never changed"), school.database.writing() as session:
        session.execute(text(change))

    assert before["act"] != []
    assert school.dump("act") == before


def test_act_that_fails_leaves_no_line(school: School, alma: int) -> None:
    before = school.dump("act", "person")

    with pytest.raises(LastAdmin), school.database.writing() as session:
        end_admin(session, alma, by=alma, now=school.now)

    assert school.dump("act", "person") == before


def test_line_says_who_did_what_to_whom_and_why(school: School, ada: int, alma: int) -> None:
    with school.database.writing() as session:
        suspend(session, ada, reason="She asked for it", by=alma, now=school.now)
        suspend(session, ada, reason="A second click", by=alma, now=school.now)

    (line,) = lines(school, ActFilter(kind=Deed.SUSPENDED))
    assert line.by is not None
    assert line.on is not None
    assert (line.by.name, line.on.name, line.reason, line.at_utc) == ("Alma", "Ada", "She asked for it", school.now)


def test_erased_person_is_a_random_name_in_the_log_and_the_reason_goes(
    school: School, ada: int, alma: int, tmp_path: Path
) -> None:
    with school.database.writing() as session:
        suspend(session, ada, reason="words about Ada", by=alma, now=school.now)
        end_suspension(session, ada, by=alma, now=school.now)
    public_id, before = school.public_id(ada), school.dump("act")["act"]
    with school.database.writing() as session:
        erase_person(session, ada, Ledger(tmp_path / "erased.jsonl"), now=school.now)

    (line,) = lines(school, ActFilter(kind=Deed.SUSPENDED))
    assert line.on is not None
    assert (line.on.name, line.on.public_id, line.reason) == ("", "", "")
    assert line.on.pseudonym not in (public_id, "")
    assert set(before) < set(school.dump("act")["act"])
    assert "words about Ada" not in str(school.dump())
    assert lines(school)[0].kind == Deed.ACCOUNT_ERASED


def test_log_is_read_page_by_page_and_filtered(school: School, ada: int, ines: int) -> None:
    with school.database.writing() as session:
        for number in range(ACTS_ON_A_PAGE + 5):
            record_act(session, Deed.EXPORTED, by=ines, about=str(number), now=school.now)
        record_act(session, Deed.SESSIONS_ENDED, by=None, on=ada, now=school.now)

    first = lines(school, ActFilter(kind=Deed.EXPORTED))
    rest = lines(school, ActFilter(kind=Deed.EXPORTED, before=first[ACTS_ON_A_PAGE - 1].id))
    assert [int(line.about) for line in (*first[:ACTS_ON_A_PAGE], *rest)] == list(reversed(range(ACTS_ON_A_PAGE + 5)))
    of_ada = lines(school, ActFilter(person=school.public_id(ada)))
    assert [(line.kind, line.by) for line in of_ada] == [(Deed.SESSIONS_ENDED, None)]


def test_last_admin_stays(school: School, alma: int, ines: int) -> None:
    with school.database.writing() as session:
        make_admin(session, ines, by=alma, now=school.now)
        end_admin(session, alma, by=ines, now=school.now)
    with pytest.raises(LastAdmin), school.database.writing() as session:
        end_admin(session, ines, by=ines, now=school.now)
    with pytest.raises(LastAdmin), school.database.writing() as session:
        suspend(session, ines, reason="-", by=None, now=school.now)


def test_who_is_moved_about_several_times_at_once_is_moved_once(
    school: School, ada: int, ines: int, cohort: CohortCard
) -> None:
    autumn, learner = school.cohort(ines, name="Autumn"), school.public_id(ada)

    def each_of(act: Callable[[Session], bool | str | None]) -> list[bool | str | None]:
        def run() -> bool | str | None:
            with school.database.writing() as session:
                return act(session)

        return at_once(*[run] * 6)

    removed = each_of(lambda session: leave_cohort(session, ada, cohort.id, now=school.now, removed_by_id=ines))
    back = each_of(lambda session: put_back(session, cohort.id, learner, by=ines, now=school.now))
    moved = each_of(lambda session: move_learner(session, ada, cohort.id, autumn.public_id, by=ines, now=school.now))

    assert sorted(map(bool, removed)) == sorted(map(bool, back)) == [False] * 5 + [True]
    assert moved == ["Autumn"] * 6
    for deed in (Deed.LEARNER_REMOVED, Deed.LEARNER_PUT_BACK, Deed.LEARNER_MOVED):
        assert len(lines(school, ActFilter(kind=deed))) == 1
    assert school.count("membership", "left_at_utc IS NULL") == 1


def test_who_went_elsewhere_meanwhile_is_not_moved(school: School, ada: int, ines: int, cohort: CohortCard) -> None:
    autumn = school.cohort(ines, name="Autumn")
    school.leave(ada, cohort)

    with school.database.writing() as session:
        assert move_learner(session, ada, cohort.id, autumn.public_id, by=ines, now=school.now) is None
    assert lines(school, ActFilter(kind=Deed.LEARNER_MOVED)) == ()
