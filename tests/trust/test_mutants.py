"""Each check of who may do what is taken away, one by one, in a copy: a test has to fail each time (long runs only)."""

import ast
import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from tests.trust.amounts import IS_LONG, RESULTS, amount, draw_seed, note_result
from tests.trust.mutants import Mutant, find_mutants
from tests.trust.mutating import Trees

pytestmark = pytest.mark.trust

AT_MOST = amount(0, 1000)
ONLY_SURVIVORS = os.environ.get("RUNWAY_MUTANTS") == "survivors"
"""Of the last long run, once tests were written for them: what was killed then is not tried again."""
HARNESS = "authorisation-mutants"
A_LOCK = "it holds a row until the transaction ends; without it all rows are held, and everybody waits"
DERIVED_AGAIN = "without it more is derived again, and comes out as it was"
NO_MORE_THAN_MINE = "it makes a set smaller in which only what is one's own is looked for"
NONE_IS_DUE = "who has none that is due is told of none"
MATCHED_AGAIN = "without it more is read, and what does not belong is left out below"
BY_ITS_WRITER = "only whom the text is of reads what was said about it, and is noted"
EQUIVALENT: Mapping[str, str] = {
    "course/learning/enrolment.py enrol: Person.id == person_id": A_LOCK,
    "course/leaving/erasure.py _hashes: Person.id == person_id": A_LOCK,
    "course/leaving/merging.py _wait_for_both: Enrolment.person_id.in_(both)": A_LOCK,
    "course/people/cohort_settings.py remove_teacher: Cohort.id == cohort_id": A_LOCK,
    "course/people/invitations.py invite: Cohort.id == cohort_id": A_LOCK,
    "course/records/outbox.py _wait_for_others: Person.id == person_id": A_LOCK,
    "course/reflecting/reminders.py choose_reminders: Person.id == person_id": A_LOCK,
    "course/leaving/erasure.py _spoken_to: Comment.person_id == person_id": DERIVED_AGAIN,
    "course/leaving/erasure.py _spoken_to: ShareSeen.person_id == person_id": DERIVED_AGAIN,
    "course/leaving/erasure.py _spoken_to: ReflectionRevision.person_id != person_id": DERIVED_AGAIN,
    "course/people/directory.py _with_people: CohortInstructor.cohort_id.in_(ids)": MATCHED_AGAIN,
    "course/reflecting/dialogues.py is_unread: CommentRead.person_id == person": BY_ITS_WRITER,
    "course/reflecting/dialogues.py refresh_dialogue: Progress.person_id == person_id": DERIVED_AGAIN,
    "course/reflecting/reminding.py _due_cards: CheckIn.person_id == person_id": NO_MORE_THAN_MINE,
    "course/reflecting/reminding.py _has_due: CheckIn.person_id == Person.id": NONE_IS_DUE,
    "course/teaching/item_analysis.py _state: Membership.cohort_id == cohort_id": DERIVED_AGAIN,
    "course/teaching/review.py shares_by_prompt: StandingShare.cohort_id == cohort_id": MATCHED_AGAIN,
    "course/teaching/written.py _shared: ReflectionRevision.person_id.in_(people)": MATCHED_AGAIN,
}
"""Checks that nothing can tell from their absence, by their names, with the reason."""


def test_every_check_is_found_and_every_mutant_is_a_program() -> None:
    found = find_mutants()

    assert len(found) > 400
    assert any("for_instructor" in each.what for each in found)
    for each in found:
        ast.parse(each.source)
    assert len({(each.path, each.source) for each in found}) == len(found)
    assert set(EQUIVALENT) <= {each.name for each in found}, "EQUIVALENT names what is not there"


@pytest.mark.skipif(not IS_LONG, reason="a long run: make trust")
def test_no_mutant_survives(tmp_path: Path) -> None:
    number, processors = draw_seed(), os.cpu_count() or 1
    found = find_mutants()
    chosen = Random(number).sample(found, min(AT_MOST, len(found)))
    if ONLY_SURVIVORS:
        left = json.loads((RESULTS / f"{HARNESS}.json").read_text(encoding="utf-8"))["survivors"]
        chosen = [each for each in found if each.name in set(left) - set(EQUIVALENT)]
    trees = Trees(tmp_path, processors)
    trees.measure()
    tests = trees.find_tests(found)

    def survives(mutant: Mutant) -> bool:
        survived = not trees.is_killed(mutant, tests(mutant))
        print("survives" if survived else "killed", mutant, flush=True)  # noqa: T201  # hours: to be followed
        return survived

    with ThreadPoolExecutor(processors) as threads:
        survivors = [each for each, left in zip(chosen, threads.map(survives, chosen), strict=True) if left]
    unexplained = sorted({each.name for each in survivors} - set(EQUIVALENT))
    note_result(
        HARNESS,
        n=len(found) if ONLY_SURVIVORS else len(chosen),
        seed=number,
        tried_again=len(chosen) if ONLY_SURVIVORS else 0,
        equivalent=len(EQUIVALENT),
        survivors=unexplained,
    )
    assert unexplained == []
