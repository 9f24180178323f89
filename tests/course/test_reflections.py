"""What learners write: revisions that stay, drafts per device, and two tabs that both keep their text."""

from datetime import timedelta

from course.reflecting.reflections import Body, digest_of, revisions, write_draft
from course.reflecting.texts import Text, texts
from tests.fixtures.people import School
from tests.material.edits import replace
from tests.material.garden import BED, EARTH, GARDEN, PLANTS, SOIL


def kept(school: School, person: int, prompt: str = "my-earth") -> list[tuple[int, int, Body]]:
    with school.database.reading() as session:
        found = revisions(session, person, school.published().course_id, prompt)
    return [(each.number, each.base, each.body) for each in found]


def shown(school: School, person: int, prompt: str = "my-earth") -> Text:
    with school.database.reading() as session:
        return texts(session, person, school.published(), [prompt])[prompt]


def draft(school: School, person: int, body: Body, *, base: int = 0, device: str = "phone", key: str = "k") -> None:
    writing = school.writing("my-earth", body, base=base, key=key, device=device)
    with school.database.writing() as session:
        write_draft(session, person, school.published(), writing, now=school.now)


def test_reflection_is_kept_in_every_revision(school: School, ada: int) -> None:
    school.write(ada, "my-earth", {"text": "Sand."})
    school.write(ada, "my-earth", {"text": "Sand, I think."}, base=1)

    assert kept(school, ada) == [(2, 1, {"text": "Sand, I think."}), (1, 0, {"text": "Sand."})]
    assert shown(school, ada).body == {"text": "Sand, I think."}
    assert shown(school, ada).other is None


def test_reflection_sent_twice_with_one_key_is_one(school: School, ada: int) -> None:
    for _ in range(2):
        school.write(ada, "my-earth", EARTH, key="my-earth.0.0")

    assert len(kept(school, ada)) == 1


def test_reflection_replayed_after_a_newer_one_does_not_come_back(school: School, ada: int) -> None:
    school.write(ada, "my-earth", {"text": "First."}, key="my-earth.0.0")
    school.write(ada, "my-earth", {"text": "Second."}, base=1, key="my-earth.1.0")
    school.write(ada, "my-earth", {"text": "First."}, key="my-earth.0.0")

    assert [number for number, _, _ in kept(school, ada)] == [2, 1]
    assert shown(school, ada).body == {"text": "Second."}


def test_reflection_that_returns_to_older_words_is_a_revision(school: School, ada: int) -> None:
    for base, words in enumerate(["First.", "Second.", "First."]):
        school.write(ada, "my-earth", {"text": words}, base=base)

    assert [number for number, _, _ in kept(school, ada)] == [3, 2, 1]


def test_reflection_of_two_tabs_keeps_and_shows_both(school: School, ada: int) -> None:
    school.write(ada, "my-earth", {"text": "In this tab."}, key="my-earth.0.0")
    school.write(ada, "my-earth", {"text": "In that tab."}, key="my-earth.0.0")

    assert kept(school, ada) == [(2, 0, {"text": "In that tab."}), (1, 0, {"text": "In this tab."})]
    assert (shown(school, ada).body, shown(school, ada).other) == ({"text": "In that tab."}, {"text": "In this tab."})


def test_reflection_written_knowing_both_ends_the_conflict(school: School, ada: int) -> None:
    for words in ("In this tab.", "In that tab."):
        school.write(ada, "my-earth", {"text": words})
    school.write(ada, "my-earth", {"text": "Both."}, base=2)

    assert shown(school, ada).other is None


def test_reflection_first_blank_is_not_kept(school: School, ada: int) -> None:
    assert school.write(ada, "my-earth", {"text": " \n "}) is None

    assert kept(school, ada) == []
    assert school.lesson(ada, SOIL).written == 0


def test_reflection_emptied_later_is_kept_and_stays_written(school: School, ada: int) -> None:
    school.write(ada, "my-earth", EARTH)
    school.write(ada, "my-earth", {"text": ""}, base=1)

    assert [body for _, _, body in kept(school, ada)] == [{"text": ""}, EARTH]
    assert school.lesson(ada, SOIL).written == 1


def test_reflection_keeps_the_question_it_answered(school: School, ada: int) -> None:
    school.write(ada, "my-earth", EARTH)

    course = school.published().course
    soil = course.modules[0].lessons[0]
    asked = replace(soil.lesson.prompts[0], question="<p>Else?</p>", question_text="Else?")
    lesson = replace(soil, lesson=replace(soil.lesson, prompts=(asked,)))
    module = replace(course.modules[0], lessons=(lesson, *course.modules[0].lessons[1:]))
    school.publish({GARDEN: replace(course, modules=(module, *course.modules[1:]))})

    assert school.count("reflection_revision", "prompt LIKE 'What does the earth%'") == 1


def test_plan_is_written_with_both_parts(school: School, ada: int) -> None:
    school.write(ada, "first-bed", BED)

    assert kept(school, ada, "first-bed") == [(1, 0, BED)]
    assert school.lesson(ada, PLANTS).written == 1


def test_draft_is_replaced_while_one_types(school: School, ada: int) -> None:
    for words in ("H", "Heavy", "Heavy and dark"):
        draft(school, ada, {"text": words})

    assert school.count("draft") == 1
    assert kept(school, ada) == []
    assert (shown(school, ada).body, shown(school, ada).is_draft) == ({"text": "Heavy and dark"}, True)


def test_draft_counts_for_nothing_yet(school: School, ada: int) -> None:
    draft(school, ada, EARTH)

    assert school.lesson(ada, SOIL).written == 0


def test_drafts_of_two_devices_are_both_kept_and_shown(school: School, ada: int) -> None:
    draft(school, ada, {"text": "On the telephone."}, device="phone")
    school.now += timedelta(minutes=1)
    draft(school, ada, {"text": "At the desk."}, device="desk")

    assert school.count("draft") == 2
    assert (shown(school, ada).body, shown(school, ada).other) == (
        {"text": "At the desk."},
        {"text": "On the telephone."},
    )


def test_draft_of_another_device_is_shown_beside_a_newer_revision(school: School, ada: int) -> None:
    draft(school, ada, {"text": "On the telephone."}, device="phone")
    school.now += timedelta(minutes=1)
    school.write(ada, "my-earth", {"text": "At the desk."})

    assert (shown(school, ada).body, shown(school, ada).is_draft) == ({"text": "At the desk."}, False)
    assert shown(school, ada).other == {"text": "On the telephone."}


def test_draft_ends_with_the_revision_of_its_device(school: School, ada: int) -> None:
    draft(school, ada, {"text": "Heavy"}, device="phone")
    writing = school.writing("my-earth", EARTH, device="phone")
    school.write_this(ada, writing)

    assert school.count("draft") == 0
    assert shown(school, ada).other is None


def test_draft_becomes_a_revision_after_ten_minutes(school: School, ada: int) -> None:
    draft(school, ada, {"text": "Heavy"})
    school.now += timedelta(minutes=9, seconds=59)
    draft(school, ada, {"text": "Heavy and"})
    before = kept(school, ada)
    school.now += timedelta(seconds=1)
    draft(school, ada, {"text": "Heavy and dark"})

    assert before == []
    assert kept(school, ada) == [(1, 0, {"text": "Heavy and dark"})]
    assert school.count("draft") == 0
    assert school.lesson(ada, SOIL).written == 1


def test_typing_beyond_ten_minutes_is_no_conflict_with_oneself(school: School, ada: int) -> None:
    draft(school, ada, {"text": "Heavy"})
    school.now += timedelta(minutes=10)
    draft(school, ada, {"text": "Heavy and"})
    draft(school, ada, {"text": "Heavy and dark"}, base=school.base(ada, "my-earth"))
    school.write_this(ada, school.writing("my-earth", EARTH, base=school.base(ada, "my-earth"), device="phone"))

    assert shown(school, ada).other is None
    assert [body for _, _, body in kept(school, ada)] == [EARTH, {"text": "Heavy and"}]


def test_plan_with_one_part_is_kept_and_counts_for_nothing_yet(school: School, ada: int) -> None:
    school.write(ada, "first-bed", BED | {"then": " "})

    assert kept(school, ada, "first-bed") == [(1, 0, BED | {"then": " "})]
    assert school.lesson(ada, PLANTS).written == 0


def test_tabs_of_one_browser_have_drafts_of_their_own(school: School, ada: int) -> None:
    draft(school, ada, {"text": "In this tab."}, device="tab-1")
    draft(school, ada, {"text": "In that tab."}, device="tab-2")
    draft(school, ada, {"text": "In this tab, and on."}, device="tab-1")

    assert school.count("draft") == 2


def go_on(school: School, person: int, source: str, body: Body, *, base: int = 0, device: str = "later") -> int:
    """A page that showed the draft `source` sends what came of it."""
    writing = school.writing("my-earth", body, base=base, device=device, goes_on_from=digest_of({"text": source}))
    with school.database.writing() as session:
        return write_draft(session, person, school.published(), writing, now=school.now)


def test_draft_of_a_dead_tab_that_is_gone_on_with_becomes_a_version(school: School, ada: int) -> None:
    draft(school, ada, {"text": "Heavy"}, device="killed")
    school.now += timedelta(minutes=1)

    base = go_on(school, ada, "Heavy", {"text": "Dark"})

    assert base == 1
    assert kept(school, ada) == [(1, 0, {"text": "Heavy"})]
    assert (shown(school, ada).body, shown(school, ada).other) == ({"text": "Dark"}, None)
    assert school.lesson(ada, SOIL).written == 1


def test_going_on_is_known_though_its_receipt_was_lost(school: School, ada: int) -> None:
    draft(school, ada, {"text": "Heavy"}, device="killed")
    go_on(school, ada, "Heavy", {"text": "Dark"})

    base = go_on(school, ada, "Heavy", {"text": "Dark, and it sticks"})
    school.write_this(ada, school.writing("my-earth", EARTH, base=base, device="later"))

    assert base == 1
    assert shown(school, ada).other is None


def test_going_on_leaves_somebody_elses_draft_of_the_same_words(school: School, ada: int, max_: int) -> None:
    school.enrol(max_)
    draft(school, max_, {"text": "Heavy"}, device="maxs")
    draft(school, ada, {"text": "Heavy"}, device="killed")

    go_on(school, ada, "Heavy", {"text": "Dark"})

    assert len(kept(school, ada)) == 1
    assert school.count("draft", f"person_id = {max_}") == 1


def test_draft_that_went_on_elsewhere_meanwhile_is_not_taken_over(school: School, ada: int) -> None:
    draft(school, ada, {"text": "Heavy"}, device="alive")
    draft(school, ada, {"text": "Heavy, says the other tab"}, device="alive")
    school.now += timedelta(minutes=1)

    go_on(school, ada, "Heavy", {"text": "Dark"})

    assert shown(school, ada).body == {"text": "Dark"}
    assert shown(school, ada).other == {"text": "Heavy, says the other tab"}


def test_tab_knows_what_it_wrote_itself(school: School, ada: int) -> None:
    """The receipt of its first version was lost: the second one names the same base and is no conflict."""
    for words in ("Heavy and dark", "It is light"):
        school.write_this(ada, school.writing("my-earth", {"text": words}, base=0, device="tab-1"))

    assert [(number, base) for number, base, _ in kept(school, ada)] == [(2, 1), (1, 0)]
    assert shown(school, ada).other is None


def test_tab_does_not_know_what_another_wrote_between(school: School, ada: int) -> None:
    for device, words in (("tab-1", "Heavy"), ("tab-2", "Light"), ("tab-1", "Dark")):
        school.write_this(ada, school.writing("my-earth", {"text": words}, base=0, device=device))

    assert [(number, base) for number, base, _ in kept(school, ada)] == [(3, 1), (2, 0), (1, 0)]
    assert shown(school, ada).other == {"text": "Light"}


def test_saving_a_text_ends_every_draft_of_the_same_words(school: School, ada: int) -> None:
    for device in ("tab-1", "tab-2"):
        draft(school, ada, EARTH, device=device)
    school.write_this(ada, school.writing("my-earth", EARTH, device="tab-1"))

    assert school.count("draft") == 0


def test_saving_a_text_leaves_somebody_elses_draft_of_the_same_words(school: School, ada: int, max_: int) -> None:
    school.enrol(max_)
    for person in (ada, max_):
        draft(school, person, EARTH, device="tab")
    school.write_this(ada, school.writing("my-earth", EARTH, device="tab"))

    assert school.count("draft") == school.count("draft", f"person_id = {max_}") == 1


def test_draft_written_without_knowing_a_newer_version_shows_both(school: School, ada: int) -> None:
    school.write(ada, "my-earth", {"text": "At the desk."})
    school.now += timedelta(minutes=1)
    draft(school, ada, {"text": "On the telephone."}, base=0)

    assert shown(school, ada).body == {"text": "On the telephone."}
    assert shown(school, ada).other == {"text": "At the desk."}


def test_same_text_with_the_same_key_is_kept_for_each_who_wrote_it(school: School, ada: int, max_: int) -> None:
    school.enrol(max_)
    for person in (max_, ada, ada):
        school.write(person, "my-earth", EARTH, key="k")

    assert kept(school, max_) == kept(school, ada) == [(1, 0, EARTH)]


def test_what_another_wrote_is_not_known(school: School, ada: int, max_: int) -> None:
    """Max's tab has the same name, and its versions hold the words that Ada's text goes on from."""
    school.enrol(max_)
    school.write_this(max_, school.writing("my-earth", {"text": "Heavy"}, device="later"))
    school.write_this(max_, school.writing("my-earth", EARTH, base=1, device="later"))

    assert go_on(school, ada, "Heavy", {"text": "Dark"}) == 0
