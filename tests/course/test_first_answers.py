"""What is said of a question is counted from first answers, and never from practice."""

from course.people.practice import practice_identity
from course.teaching.first_answers import tally_first_answers
from quizzes.tallies import PartTally, Tally
from tests.fixtures.people import School


def tallied(school: School, question: str) -> Tally:
    with school.database.reading() as session:
        return tally_first_answers(session, school.published().course_id, question)


def test_first_answers_are_counted_by_option(school: School, ada: int, ines: int) -> None:
    max_ = school.member("Max")
    with school.database.writing() as session:
        practice = practice_identity(session, ines, now=school.now)
    school.enrol(max_, practice)
    for person, picks in (
        (max_, ("worms", "crust")),
        (ada, ("worms", "crumbs")),
        (max_, ("worms", "crumbs")),
        (practice, ("smell",)),
    ):
        school.answer(person, "good-signs", picks)

    assert tallied(school, "good-signs") == Tally(
        "picked",
        (
            PartTally("worms", "Worms", 2, 2, is_key=True),
            PartTally("crust", "A grey crust", 1, 2, is_key=False),
            PartTally("crumbs", "Crumbs", 1, 2, is_key=True),
            PartTally("smell", "A sour smell", 0, 2, is_key=False),
        ),
    )


def test_what_nobody_answered_has_no_parts(school: School, ada: int) -> None:
    assert tallied(school, "good-signs") == Tally("", ())
    assert tallied(school, "no-such-question") == Tally("", ())
