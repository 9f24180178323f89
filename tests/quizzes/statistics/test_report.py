from quizzes.kinds import ShortAnswer, TrueFalse
from quizzes.statistics.figure import Interval
from quizzes.statistics.matrix import Answered, AskedQuestion
from quizzes.statistics.misconceptions import Route
from quizzes.statistics.options import Suspicion
from quizzes.statistics.passages import Passage
from quizzes.statistics.report import analyze
from quizzes.statistics.sureness import SaidAndRight, calibrate
from quizzes.statistics.typed import Typed
from tests.quizzes.statistics.courses import analyze_rows, choice, draw_rows, items_for, responses_for

LOYAL = "loyalty-protects-me"


def answered(
    person: int, picked: str, *, item: str = "q", right: str = "a", revision: int = 1, sure: bool = False
) -> Answered:
    return Answered(person, item, revision, (picked,), float(picked == right), "sure" if sure else None)


def test_the_first_response_counts_whatever_comes_later() -> None:
    responses = [answered(1, "b"), answered(1, "a"), answered(2, "a"), answered(2, "b")]

    item = analyze([AskedQuestion(choice("q"))], responses).items["q", 1]

    assert (item.answered, item.right) == (2, 1)
    assert [option.chosen for option in item.options] == [1, 1, 0]


def test_a_first_response_is_filed_under_the_revision_it_answered() -> None:
    items = [AskedQuestion(choice("q"), 1), AskedQuestion(choice("q", key="b"), 2)]
    responses = [answered(1, "b"), answered(1, "b", right="b", revision=2), answered(2, "b", right="b", revision=2)]

    found = analyze(items, responses)

    before, after = found.revisions_of("q")
    assert [(item.item.revision, item.answered, item.right) for item in (before, after)] == [(1, 1, 0), (2, 1, 1)]
    assert found.newest == (("q", 2),)
    assert found.people == 2


def test_reliability_holds_the_revisions_of_a_question_for_one() -> None:
    rows = draw_rows(1, 100, 5)
    edited = [
        Answered(each.person, each.item, 1 + (each.person >= 50 and each.item == "q0"), each.answer, each.credit)
        for each in responses_for(rows)
    ]

    found = analyze([*items_for(rows), AskedQuestion(choice("q0"), 2)], edited)

    assert found.reliability.alpha == analyze_rows(rows).reliability.alpha
    assert [found.items["q0", revision].answered for revision in (1, 2)] == [50, 50]


def test_answers_to_other_questions_are_left_out() -> None:
    found = analyze([AskedQuestion(choice("q"))], [answered(1, "a"), answered(2, "a", item="other")])

    assert found.people == 1


def test_a_distractor_that_the_able_choose_is_suspected() -> None:
    # In q0 the key is b by mistake: who knows all else chose a.
    rows = draw_rows(3, 120, 6)
    items = [AskedQuestion(choice("q0", key="b")), *items_for(rows)[1:]]
    responses = [
        Answered(each.person, each.item, 1, each.answer, 1 - each.credit if each.item == "q0" else each.credit)
        for each in responses_for(rows)
    ]

    found = analyze(items, responses)

    assert found.items["q0", 1].wrong_key == Suspicion.CLEAR
    assert (found.items["q0", 1].item_rest.value or 0) < 0
    assert {found.items[f"q{number}", 1].wrong_key for number in range(1, 6)} == {Suspicion.NONE}
    assert analyze(items, responses[: 49 * 6]).items["q0", 1].wrong_key == Suspicion.NONE


def test_a_distractor_works_from_five_in_a_hundred_and_idles_from_sixty_people() -> None:
    def options(counts: str) -> list[tuple[bool | None, bool]]:
        found = analyze([AskedQuestion(choice("q"))], [answered(*each) for each in enumerate(counts)])
        return [(option.works, option.nobody) for option in found.items["q", 1].options]

    assert options("a" * 9) == [(None, False)] * 3
    assert options("a" * 18 + "b") == [(None, False), (True, False), (None, False)]
    assert options("a" * 58 + "b") == [(None, False), (None, False), (None, False)]
    assert options("a" * 59 + "b") == [(None, False), (False, False), (False, True)]
    assert options("a" * 57 + "bbb") == [(None, False), (True, False), (False, True)]


def test_true_and_false_are_options_too() -> None:
    judged = TrueFalse(id="q", stem="", stem_text="", explanation="", source="", right=True)
    responses = [answered(person, "true" if person % 3 else "false", right="true") for person in range(12)]

    item = analyze([AskedQuestion(judged)], responses).items["q", 1]

    assert [(option.choice.text, option.choice.is_right, option.chosen) for option in item.options] == [
        ("True", True, 8),
        ("False", False, 4),
    ]


def test_a_belief_is_counted_by_people_through_all_its_options_before_and_after() -> None:
    items = [
        AskedQuestion(choice("q", beliefs={"b": LOYAL})),
        AskedQuestion(choice("p", beliefs={"c": LOYAL})),
        AskedQuestion(choice("plain")),
    ]
    responses = [
        *(answered(1, "b"), answered(1, "c", item="p")),  # holds it twice, lets go of both
        *(answered(1, "a"), answered(1, "a", item="p")),
        *(answered(2, "b"), answered(2, "a"), answered(2, "b")),  # comes back to it
        *(answered(3, "a"), answered(3, "c", item="p")),
        *(answered(4, "c"), answered(5, "b", item="plain")),
    ]

    (belief,) = analyze(items, responses).misconceptions

    assert (belief.belief, belief.asked, belief.before, belief.after, belief.let_go) == (LOYAL, 4, 3, 2, 1)
    assert belief.routes == (Route("q", 1, "b", "b", 2, 1), Route("p", 1, "c", "c", 2, 1))
    assert belief.share_before.value is None


def test_sure_and_wrong_leads() -> None:
    items = [AskedQuestion(choice(each)) for each in ("q", "p", "calm")]
    responses = [answered(1, "b", sure=True), answered(2, "a", sure=True), answered(3, "b")]
    responses += [answered(person, "c", item="p", sure=True) for person in (1, 2)]
    responses += [answered(1, "b", item="calm")]

    found = analyze(items, responses)

    assert [(each.item.question.id, each.sure_and_wrong) for each in found.sure_and_wrong] == [("p", 2), ("q", 1)]
    assert found.items["q", 1].sureness[0] == SaidAndRight("sure", given=2, right=1)
    assert found.items["calm", 1].sureness == ()


def test_one_person_is_calibrated_by_their_first_responses() -> None:
    items = [AskedQuestion(choice(f"q{number}")) for number in range(12)]
    firsts = [answered(1, "a" if number < 9 else "b", item=f"q{number}", sure=True) for number in range(12)]
    again = [answered(1, "a", item="q11", sure=True)]

    sure, think_so, guess = calibrate(items, firsts + again)

    assert (sure.given, sure.right, sure.share.value) == (12, 9, 0.75)
    assert isinstance(sure.share.interval, Interval)
    assert (think_so.given, guess.given, guess.share.value) == (0, 0, None)
    assert calibrate(items, []) == ()


def test_questions_are_gathered_by_what_proves_them_the_weakest_first() -> None:
    items = [
        AskedQuestion(choice("q", at=60), lesson="chess", anchor="p1"),
        AskedQuestion(choice("p", at=75), lesson="chess", anchor="p1"),
        AskedQuestion(choice("hard", at=90), lesson="chess", anchor="p2"),
        AskedQuestion(choice("unplaced", at=5), lesson="chess"),
        AskedQuestion(choice("unproved"), lesson="chess"),
    ]
    responses = [answered(person, "a", item=item) for person in range(10) for item in ("q", "p")]
    responses += [answered(person, "b", item="hard", sure=person < 3) for person in range(10)]
    responses += [answered(1, "b", item="unplaced"), answered(1, "a", item="unproved")]

    weak, strong, unplaced = analyze(items, responses).passages

    assert (weak.passage, weak.facility.value, weak.sure_and_wrong) == (Passage("chess", "p2"), 0, 3)
    assert (strong.item_ids, strong.seconds) == (("q", "p"), (60, 75))
    assert (strong.answers, strong.facility.n, strong.facility.value) == (20, 10, 1)
    assert (unplaced.passage, unplaced.facility.value) == (Passage("chess", "", 5), None)


def test_typed_answers_are_gathered_as_most_people_spelt_them() -> None:
    question = ShortAnswer(id="q", stem="", stem_text="", explanation="", source="", accepted=("chess",))
    typed = ["Checkers", "checkers ", "Checkers", "chess", "go"]
    responses = [answered(person, words, right="chess") for person, words in enumerate(typed)]
    responses += [answered(0, "chess", right="chess")]

    found = analyze([AskedQuestion(question), AskedQuestion(choice("p"))], responses)

    assert found.typed == {
        "q": (Typed("Checkers", 3, 2, "wrong"), Typed("chess", 1, 2, "right"), Typed("go", 1, 1, "wrong"))
    }
