"""Words about a shared text are their speaker's: said, begun and corrected by nobody else."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from course.models import Progress
from course.people.cohorts import CohortCard
from course.reflecting.comments import comment_drafts, correct, say, write_comment_draft
from course.reflecting.dialogues import ALL_READ, NEW, NOTHING_SAID, mark_read, new_words
from course.reflecting.shared_texts import SharedText, find_shared_with, own_shared
from course.reflecting.sharing import take_back
from tests.fixtures.people import School


@pytest.fixture
def shared(school: School, ada: int, cohort: CohortCard) -> None:
    school.share(ada, school.write(ada, "my-earth", {"text": "Heavy."}), cohort)


def about(session: Session, school: School, ada: int, cohort: CohortCard) -> SharedText:
    return own_shared(session, ada, school.published().course_id, ["my-earth"])["my-earth", cohort.public_id]


def test_saying_a_word_ends_no_draft_because_of_what_another_began(
    school: School, ada: int, ines: int, cohort: CohortCard, shared: None
) -> None:
    with school.database.writing() as session:
        text = about(session, school, ada, cohort)
        write_comment_draft(session, ines, text, "Loam.", device="tablet", now=school.now)
        write_comment_draft(session, ada, text, "Something else.", device="tablet", now=school.now)
        say(session, ada, text, "Loam.", key="k", device="phone", now=school.now)
        drafts = {who: comment_drafts(session, who, [text.share_id])[text.share_id].body for who in (ada, ines)}

    assert drafts == {ada: "Something else.", ines: "Loam."}


def test_saying_a_word_ends_ones_own_drafts_alone(
    school: School, ada: int, ines: int, cohort: CohortCard, shared: None
) -> None:
    with school.database.writing() as session:
        text = about(session, school, ada, cohort)
        write_comment_draft(session, ada, text, "Loam.", device="tablet", now=school.now)
        write_comment_draft(session, ines, text, "Something else.", device="tablet", now=school.now)
        say(session, ada, text, "Loam.", key="k", device="phone", now=school.now)

        assert comment_drafts(session, ada, [text.share_id]) == {}
        assert comment_drafts(session, ines, [text.share_id])[text.share_id].body == "Something else."


def test_word_is_news_until_it_is_read(school: School, ada: int, ines: int, cohort: CohortCard, shared: None) -> None:
    course_id = school.published().course_id

    def news() -> tuple[int, int]:
        with school.database.reading() as session:
            dialogue = session.scalars(select(Progress.dialogue).where(Progress.person_id == ada)).one()
            return dialogue, len(new_words(session, ada, course_id))

    before = news()
    school.say(ines, ada, "my-earth", cohort, "Since when?")
    said = news()
    with school.database.writing() as session:
        mark_read(session, ada, course_id, "my-earth", now=school.now)
    assert (before, said, news()) == ((NOTHING_SAID, 0), (NEW, 1), (ALL_READ, 0))


def test_what_was_taken_back_is_talked_about_no_more(
    school: School, ada: int, ines: int, cohort: CohortCard, shared: None
) -> None:
    course_id, learner = school.published().course_id, school.public_id(ada)

    def found() -> tuple[bool, bool]:
        with school.database.reading() as session:
            of_ines = find_shared_with(session, ines, cohort.id, learner, "my-earth", 1)
            return of_ines is not None, own_shared(session, ada, course_id, ["my-earth"]) != {}

    before = found()
    with school.database.writing() as session:
        take_back(session, ada, "my-earth", cohort.id, now=school.now)
    assert (before, found()) == ((True, True), (False, False))


def test_nobody_corrects_what_another_said(
    school: School, ada: int, ines: int, cohort: CohortCard, shared: None
) -> None:
    said = school.say(ines, ada, "my-earth", cohort, "Since when?")

    with school.database.writing() as session, pytest.raises(NoResultFound):
        correct(session, ada, said, about(session, school, ada, cohort), "Changed.", now=school.now)
    assert school.count("comment_revision") == 1


def test_same_words_with_the_same_key_are_said_by_each(
    school: School, ada: int, ines: int, cohort: CohortCard, shared: None
) -> None:
    with school.database.writing() as session:
        text = about(session, school, ada, cohort)
        said = [say(session, who, text, "Yes.", key="k", device="", now=school.now) for who in (ines, ada, ada)]

    assert said == [True, True, False]
    assert school.count("comment") == 2
