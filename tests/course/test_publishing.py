"""Publishing: a version for each change, a revision for each changed question, and nothing for no change."""

from course.material.catalog import Catalog
from course.material.compiled import course_from_bytes, to_bytes
from tests.fixtures.people import School, compiled
from tests.material.edits import replace, with_key, with_question_changed, without_question
from tests.material.garden import COURSES, GARDEN, RIGHT, SKY

MATERIAL = ("course", "content_version", "item", "item_revision", "content_version_item")


def test_publishing_twice_changes_nothing(school: School) -> None:
    before = school.dump(*MATERIAL)

    changed = school.publish(compiled(COURSES))

    assert changed == ()
    assert school.dump(*MATERIAL) == before


def test_course_comes_back_from_the_database_as_it_was(school: School) -> None:
    course = compiled(COURSES)[GARDEN]

    assert school.published().course == course
    assert course_from_bytes(to_bytes(course)) == course


def test_changed_question_has_a_new_revision_and_others_keep_theirs(school: School) -> None:
    before = school.published()

    changed = school.publish(
        {GARDEN: with_key(before.course, "holds-water", "sand"), SKY: school.published(SKY).course}
    )

    after = school.published()
    assert changed == (GARDEN,)
    assert (before.number, after.number) == (1, 2)
    assert {each for each in RIGHT if before.revisions[each] != after.revisions[each]} == {"holds-water"}
    assert after.revisions["holds-water"].item_id == before.revisions["holds-water"].item_id
    assert after.revisions["holds-water"].number == 2


def test_changed_prose_alone_keeps_every_revision(school: School) -> None:
    before = school.published()

    school.publish({GARDEN: replace(before.course, title="A second garden")})

    assert school.published().revisions == before.revisions
    assert school.published().course.title == "A second garden"


def test_question_that_comes_back_goes_on_with_its_revisions(school: School) -> None:
    first = school.published()
    school.publish({GARDEN: without_question(first.course, "holds-water")})
    without = school.published()
    school.publish({GARDEN: first.course})
    same = school.published()
    school.publish({GARDEN: with_question_changed(first.course, "holds-water", explanation="Else.")})

    assert "holds-water" not in without.revisions
    assert same.revisions == first.revisions
    assert school.published().revisions["holds-water"].number == 2


def test_course_without_a_folder_is_kept_but_no_longer_listed(school: School, ada: int) -> None:
    school.publish({SKY: school.published(SKY).course})

    with school.database.reading() as session:
        listed = [each.slug for each in Catalog().listed(session)]
        every = [each.slug for each in Catalog().all(session)]
    assert listed == [SKY]
    assert every == [GARDEN, SKY]
    assert school.standing(ada).total == 4


def test_catalog_sees_what_another_process_published(school: School) -> None:
    other = School(school.database)
    title = school.published().course.title

    other.publish({GARDEN: replace(school.published().course, title="A second garden")})

    assert (title, school.published().course.title) == ("A first garden", "A second garden")
