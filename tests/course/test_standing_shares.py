"""Which shares stand and wait: kept with each act, and the same as a second, simple reckoning of the facts gives."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from course.leaving.erasure import erase_person
from course.leaving.ledger import Ledger
from course.leaving.merging import merge_guest
from course.models import Base, ReflectionRevision
from course.people.cohorts import CohortCard
from course.reflecting.answering import answer_check_in
from course.reflecting.check_ins import open_check_ins
from course.reflecting.shared_texts import own_shared
from course.reflecting.sharing import share_revision, take_back, take_back_from_cohort
from course.reflecting.standing_shares import rebuild_standing_shares
from course.teaching.seen import mark_seen, unmark_seen
from tests.fixtures.people import School, compiled
from tests.material.garden import BED, COURSES, EARTH

PROMPTS = {"my-earth": EARTH, "first-bed": BED}
Row = Any


def rows(school: School, table: str) -> Sequence[Row]:
    with school.database.reading() as session:
        return session.execute(Base.metadata.tables[table].select()).all()


def kept(school: School) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in rows(school, "standing_share")}


def reckoned(school: School) -> set[tuple[Any, ...]]:
    """The same from the facts, one share after the other."""
    texts = {row.id: row for row in rows(school, "reflection_revision")}
    ended = {row.share_id for row in rows(school, "share_withdrawal")}
    shares = [row for row in rows(school, "share") if row.id not in ended]
    comments, seen = rows(school, "comment"), rows(school, "share_seen")
    found = set()
    for share in shares:
        text = texts[share.reflection_revision_id]
        later = [
            texts[other.reflection_revision_id]
            for other in shares
            if other.id > share.id
            and other.cohort_id == share.cohort_id
            and whose(texts[other.reflection_revision_id]) == whose(text)
        ]
        said = [row for row in comments if row.share_id == share.id]
        last_word = max((row.id for row in said if row.person_id == text.person_id), default=0)
        is_answered = any(row.id > last_word and row.person_id != text.person_id for row in said)
        is_seen = any(
            row.share_id == share.id and row.undone_at_utc is None and row.last_comment_id >= last_word for row in seen
        )
        waits = not later and not is_answered and not is_seen
        due_on = day_told(school, texts, text, later)
        if not later or due_on:
            found.add((share.id, share.cohort_id, text.prompt_key, not later, waits, due_on))
    return found


def whose(text: Row) -> tuple[int, int, str]:
    return text.person_id, text.course_id, text.prompt_key


def day_told(school: School, texts: dict[int, Row], text: Row, later: Sequence[Row]) -> Any:
    check_ins = [row for row in rows(school, "check_in") if whose(row) == whose(text)]
    answered = {row.check_in_id for row in rows(school, "check_in_answer")}
    if not check_ins:
        return None
    newest = max(check_ins, key=lambda row: row.number)
    known_from = texts[newest.reflection_revision_id].number
    is_told_later = any(other.number >= known_from for other in later)
    return None if newest.id in answered or known_from > text.number or is_told_later else newest.due_on


def act_at_random(school: School, people: list[int], ines: int, cohorts: list[CohortCard], chance: Random) -> None:
    person, cohort, prompt = chance.choice(people), chance.choice(cohorts), chance.choice(list(PROMPTS))
    school.now += timedelta(hours=1)
    match chance.randrange(8):
        case 0:
            body = PROMPTS[prompt] if chance.random() < 0.6 else dict.fromkeys(PROMPTS[prompt], "")
            school.write(person, prompt, body, base=school.base(person, prompt))
        case 1 | 2:
            share_any_version(school, person, prompt, cohort, chance)
        case 3:
            with school.database.writing() as session:
                if chance.random() < 0.5:
                    take_back(session, person, prompt, cohort.id, now=school.now)
                else:
                    take_back_from_cohort(session, person, cohort.id, now=school.now)
        case 4:
            with school.database.writing() as session:
                for card in open_check_ins(session, person):
                    answer_check_in(session, card.id, "done", "", key=f"{chance.random()}", now=school.now)
        case _:
            talk_about(school, person, ines, prompt, cohort, chance)


def share_any_version(school: School, person: int, prompt: str, cohort: CohortCard, chance: Random) -> None:
    own = (ReflectionRevision.person_id == person, ReflectionRevision.prompt_key == prompt)
    with school.database.writing() as session:
        versions = session.scalars(select(ReflectionRevision.id).where(*own)).all()
        if versions:
            key = f"share.{chance.random()}"
            share_revision(session, person, chance.choice(versions), cohort.id, key=key, now=school.now)


def talk_about(school: School, person: int, ines: int, prompt: str, cohort: CohortCard, chance: Random) -> None:
    with school.database.reading() as session:
        found = own_shared(session, person, school.published().course_id, [prompt])
    about = found.get((prompt, cohort.public_id))
    if about is None:
        return
    if chance.random() < 0.3:
        school.say(chance.choice([person, ines]), person, prompt, cohort, f"word {chance.random()}")
        return
    with school.database.writing() as session:
        if chance.random() < 0.5:
            mark_seen(session, ines, about, now=school.now)
        else:
            unmark_seen(session, ines, about, now=school.now)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_what_is_kept_is_what_the_facts_say(school: School, ledger: Ledger, seed: int) -> None:
    school.begin_again(compiled(COURSES))
    chance = Random(seed)
    ines = school.member("Ines", instructor=True)
    ada, guest = school.member("Ada"), school.guest("visit")
    cohorts = [school.cohort(ines, ada, guest, name=name) for name in ("Spring", "Autumn")]

    for _ in range(60):
        act_at_random(school, [ada, guest], ines, cohorts, chance)
        assert kept(school) == reckoned(school)

    with school.database.writing() as session:
        merge_guest(session, guest, ada, school.catalog, now=school.now)
    assert kept(school) == reckoned(school)

    with school.database.writing() as session:
        rebuild_standing_shares(session, school.published().course_id)
    assert kept(school) == reckoned(school)

    with school.database.writing() as session:
        erase_person(session, ines, ledger, now=school.now)
    assert kept(school) == reckoned(school)
    assert not rows(school, "comment") or {row.person_id for row in rows(school, "comment")} == {ada}
