"""Answering a question: what is recorded, how often, and judged by which revision."""

import pytest

from course.learning.progress import rebuild_progress
from course.learning.responses import last_responses, record_response, shown_question
from quizzes.grading import UnreadableAnswer
from tests.fixtures.people import School
from tests.fixtures.threads import at_once
from tests.material.edits import with_key, with_question_changed, without_question
from tests.material.garden import GARDEN, RIGHT, SOIL, WATER, WRONG


def test_response_wrong_then_right_keeps_both(school: School, ada: int) -> None:
    first, _ = school.answer(ada, "holds-water", WRONG["holds-water"])
    missed = school.lesson(ada, SOIL)
    second, _ = school.answer(ada, "holds-water", RIGHT["holds-water"])

    assert (first.state, second.state) == ("wrong", "right")
    assert (missed.right, missed.missed) == (0, ("holds-water",))
    assert school.count("response") == 2
    assert (school.lesson(ada, SOIL).right, school.lesson(ada, SOIL).missed) == (1, ())


def test_response_right_then_wrong_stays_right(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    school.answer(ada, "holds-water", WRONG["holds-water"])

    assert school.lesson(ada, SOIL).right == 1


@pytest.mark.parametrize("question", sorted(RIGHT))
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_response_of_every_kind_is_judged(school: School, ada: int, question: str) -> None:
    wrong, _ = school.answer(ada, question, WRONG[question])
    right, _ = school.answer(ada, question, RIGHT[question])

    assert (wrong.state, right.state) == ("wrong", "right")


def test_response_with_part_of_the_key_is_partly_right(school: School, ada: int) -> None:
    result, _ = school.answer(ada, "good-signs", ("worms",))

    assert (result.state, result.credit) == ("partly", 0.5)
    assert school.lesson(ada, SOIL).right == 0


def test_response_that_is_blank_is_not_recorded(school: School, ada: int) -> None:
    before = school.dump("response", "progress", "completion")

    result, _ = school.answer(ada, "holds-water", ())

    assert not result.answered
    assert school.dump("response", "progress", "completion") == before


def test_response_that_is_unreadable_is_not_recorded(school: School, ada: int) -> None:
    with pytest.raises(UnreadableAnswer):
        school.answer(ada, "loose-earth", ("about so deep",))

    assert school.count("response") == 0


def test_response_sent_twice_with_one_key_is_one(school: School, ada: int) -> None:
    once = school.answer(ada, "holds-water", RIGHT["holds-water"], key="holds-water.1.0")
    again = school.answer(ada, "holds-water", RIGHT["holds-water"], key="holds-water.1.0")

    assert once == again
    assert school.count("response") == 1


def test_response_with_one_key_and_another_answer_is_another(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"], key="holds-water.1.0")
    school.answer(ada, "holds-water", RIGHT["holds-water"], key="holds-water.1.0")

    assert school.count("response") == 2
    assert school.lesson(ada, SOIL).right == 1


def test_response_keys_are_each_persons_own(school: School, ada: int) -> None:
    max_ = school.member("Max")
    school.enrol(max_)

    for person in (ada, max_):
        school.answer(person, "holds-water", RIGHT["holds-water"], key="holds-water.1.0")

    assert school.count("response") == 2


def test_response_is_judged_by_the_revision_that_was_shown(school: School, ada: int) -> None:
    course = school.published().course
    school.publish({GARDEN: with_key(course, "holds-water", "sand")})

    old, _ = school.answer(ada, "holds-water", ("clay",), revision=1, key="old")
    new, _ = school.answer(ada, "holds-water", ("clay",), revision=2, key="new")

    assert (old.state, new.state) == ("right", "wrong")
    assert [row[5] for row in school.dump("response")["response"]] == ['["clay"]', '["clay"]']
    assert school.count("response", "item_revision_id = (SELECT min(item_revision_id) FROM response)") == 1


def test_response_to_a_question_deleted_meanwhile_counts(school: School, ada: int) -> None:
    school.publish({GARDEN: without_question(school.published().course, "holds-water")})

    result, _ = school.answer(ada, "holds-water", RIGHT["holds-water"], revision=1)

    assert result.right
    assert (school.lesson(ada, SOIL).right, school.lesson(ada, SOIL).scorable) == (1, 2)


def test_question_nobody_ever_asked_is_not_found(school: School) -> None:
    published = school.published()

    with school.database.reading() as session:
        found = [
            shown_question(session, published, "holds-water", 7),
            shown_question(session, published, "no-such-question", 1),
        ]

    assert found == [None, None]


def test_last_response_counts_tries_and_keeps_to_its_questions(school: School, ada: int) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    school.answer(ada, "when-to-water", RIGHT["when-to-water"])

    with school.database.reading() as session:
        last = last_responses(session, ada, school.published(), ["holds-water", "good-signs"])

    assert list(last) == ["holds-water"]
    assert (last["holds-water"].answer, last["holds-water"].tries) == (("clay",), 2)


def test_response_after_words_changed_stays_with_the_words_it_answered(school: School, ada: int) -> None:
    school.answer(ada, "when-to-water", RIGHT["when-to-water"])

    course = with_question_changed(school.published().course, "when-to-water", stem="When?", stem_text="When?")
    school.publish({GARDEN: course})

    assert school.count("item_revision", "number = 2") == 1
    assert school.lesson(ada, WATER).state == "done"
    assert school.count("response", "item_revision_id IN (SELECT id FROM item_revision WHERE number = 1)") == 1


def test_response_sent_eight_times_at_once_is_one(school: School, ada: int) -> None:
    answers = [lambda: school.answer(ada, "holds-water", RIGHT["holds-water"], key="holds-water.1.0")] * 8

    at_once(*answers)

    assert school.count("response") == 1
    assert school.lesson(ada, SOIL).right == 1


def test_different_responses_at_once_are_all_kept_and_counted(school: School, ada: int) -> None:
    published = school.published()

    at_once(*(lambda question=each: school.answer(ada, question, RIGHT[question]) for each in RIGHT))

    kept = school.dump("progress", "completion")
    with school.database.writing() as session:
        rebuild_progress(session, published, now=school.now)
    assert school.count("response") == len(RIGHT)
    assert school.dump("progress", "completion") == kept


def test_refused_transaction_keeps_nothing(school: School, ada: int) -> None:
    published = school.published()
    before = school.dump()

    def answer_in_a_power_cut() -> None:
        with school.database.writing() as session:
            shown = shown_question(session, published, "holds-water", 1)
            assert shown is not None
            record_response(session, ada, published, shown.answered(("clay",), key="k"), now=school.now)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        answer_in_a_power_cut()

    assert school.dump() == before
