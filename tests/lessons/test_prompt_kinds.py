from datetime import date
from typing import Any

import pytest

from lessons.lesson import Field, Level, Prompt
from lessons.prompts import count_words, find_problem, in_words, is_blank, is_empty, propose, read_prompt, sentence
from sources.places import MaterialError, Place

HERE = Place("a/lessons/b.md", 4)
TODAY = date(2027, 3, 1)
LEVELS = ["How sure?", "1: not at all", "2:", "3: half *and* half", "4:", "5: quite"]


def woop(*lines: str) -> Prompt:
    return read_prompt("woop {#a}", ["What do you wish for?", *lines], HERE)


def commit(*lines: str) -> Prompt:
    return read_prompt("commit {#a}", ["What will you do?", *(lines or ("due: 14d",))], HERE)


def rate(*lines: str) -> Prompt:
    return read_prompt("rate {#a again=_end}", lines or LEVELS, HERE)


def codes(info: str, *lines: str) -> list[tuple[str, int]]:
    with pytest.raises(MaterialError) as refusal:
        read_prompt(info, lines, HERE)
    assert all(problem.mend for problem in refusal.value.problems)
    return [(problem.code, problem.place.line) for problem in refusal.value.problems]


WISH = {"wish": "learn to prune.", "outcome": "fruit", "obstacle": "that I put it off", "plan": "I will"}


def test_a_wish_has_four_fields_in_order_with_words_of_their_own_where_none_are_written() -> None:
    prompt = woop("plan: Then I … (at once)", "wish: This year I want to …", "due: 14d")

    assert [field.name for field in prompt.fields] == ["wish", "outcome", "obstacle", "plan"]
    assert prompt.fields[0] == Field("wish", "This year I want to")
    assert prompt.fields[1].label == "The best that could come of it is"
    assert prompt.fields[3] == Field("plan", "Then I", "at once")
    assert prompt.due_days == 14


def test_a_wish_reads_back_as_four_sentences() -> None:
    words = sentence(woop(), WISH | {"plan": "I will, at once: begin"})

    assert words == (
        "My wish for the next month is to learn to prune. The best that could come of it is fruit. "
        "What in me may stand in the way is that I put it off. If that happens, I will I will, at once: begin."
    )


@pytest.mark.parametrize("missing", WISH)
def test_a_wish_counts_once_all_four_are_written(missing: str) -> None:
    assert not is_blank(woop(), WISH)
    assert is_blank(woop(), WISH | {missing: " "})
    assert not is_empty(woop(), {missing: "a"})


def test_a_commitment_proposes_a_day_and_reads_back_with_it() -> None:
    body = {"what": "write to Ana", **propose(commit(), TODAY)}

    assert body["when"] == "2027-03-15"
    assert sentence(commit(), body) == "I will write to Ana. I will have done it by 15 March 2027."
    assert in_words(commit(), "when", "2027-03-15") == "15 March 2027"
    assert in_words(commit(), "what", "2027-03-15") == "2027-03-15"
    assert count_words(commit(), body) == 3


@pytest.mark.parametrize("when", ["", "soon", "2027-02-30", "20270315", "15.3.2027", "2027-W11-1", "٢٠٢٧-٠٣-١٥"])
def test_a_commitment_counts_with_a_day_that_can_be_read_only(when: str) -> None:
    assert is_blank(commit(), {"what": "write", "when": when})
    assert find_problem(commit(), {"what": "write", "when": when}, {}, TODAY) == ("day-unreadable" if when else "")


@pytest.mark.parametrize(
    ("when", "before", "problem"),
    [
        ("2027-03-01", "", ""),
        (" 2027-03-02 ", "", ""),
        ("2027-02-28", "", "day-over"),
        ("2027-02-28", "2027-02-27", "day-over"),
        ("2027-02-28", "2027-02-28", ""),
    ],
)
def test_a_day_that_is_over_is_refused_unless_it_stood_there(when: str, before: str, problem: str) -> None:
    assert find_problem(commit(), {"what": "a", "when": when}, {"when": before}, TODAY) == problem


def test_the_day_that_is_proposed_alone_is_nothing_written() -> None:
    assert is_empty(commit(), propose(commit(), TODAY))
    assert sentence(commit(), propose(commit(), TODAY)) == ""
    assert count_words(commit(), propose(commit(), TODAY)) == 0


def test_a_rating_has_its_levels() -> None:
    assert rate().levels == (
        Level(1, "not at all"),
        Level(2, ""),
        Level(3, "half and half"),
        Level(4, ""),
        Level(5, "quite"),
    )
    assert [level.value for level in rate("How sure?", "0: a", "1: b").levels] == [0, 1]
    assert (rate().again, rate().due_days) == ("_end", None)


@pytest.mark.parametrize(
    ("level", "words"), [("2", "2 of 5"), (" 3 ", "3 of 5: half and half"), ("6", ""), ("", ""), ("two", "")]
)
def test_a_rating_reads_back_with_its_words(level: str, words: str) -> None:
    assert sentence(rate(), {"level": level}) == words
    assert is_blank(rate(), {"level": level}) is not bool(words)
    assert find_problem(rate(), {"level": level}, {}, TODAY) == ("" if words else "level-unknown")
    assert in_words(rate(), "level", level) == (words or level)
    assert count_words(rate(), {"level": level}) == 0


@pytest.mark.parametrize(
    ("info", "lines", "problems"),
    [
        ("woop {#a}", ["A?", "wish: …"], [("prompt-line-empty", 6)]),
        ("woop {#a}", ["A?", "hope: x"], [("prompt-line", 6)]),
        ("woop {#a}", ["A?", "Wish: My wish is …"], [("prompt-line", 6)]),
        ("woop {#a}", ["A?", "whish:My wish is …"], [("prompt-line", 6)]),
        ("woop {#a}", ["A?", "due:7d"], [("prompt-line", 6)]),
        ("commit {#a}", ["A?", "what: I will …"], [("prompt-line-missing", 4)]),
        ("commit {#a}", ["A?", "due:"], [("prompt-line-empty", 6)]),
        ("commit {#a}", ["A?", "due: soon"], [("prompt-due", 6)]),
        ("commit {#a again=_end}", ["A?", "due: 7d"], [("prompt-attribute", 4)]),
        ("rate {#a}", LEVELS, [("prompt-again-missing", 4)]),
        ("rate {#a again=_end}", [*LEVELS, "due: 7d"], [("prompt-line", 11)]),
        ("rate {#a again=_end}", ["A?"], [("number-of-levels", 4)]),
        ("rate {#a again=_end}", ["A?", "1: a"], [("number-of-levels", 4)]),
        ("rate {#a again=_end}", ["A?", *(f"{n}: a" for n in range(1, 13))], [("number-of-levels", 4)]),
        ("rate {#a again=_end}", ["A?", "1: a", "3: b"], [("number-out-of-order", 7)]),
        ("rate {#a again=_end}", ["A?", "2: a", "3: b"], [("number-out-of-order", 6), ("number-out-of-order", 7)]),
        ("rate {#a again=_end}", ["A?", "1: a", "02: b"], [("number-out-of-order", 7)]),
        ("rate {#a again=_end}", ["A?", "1:", "2:"], [("level-without-words", 6), ("level-without-words", 7)]),
        ("rate {#a again=_end}", ["A?", "0. never", "1: a", "2: b"], [("prompt-line", 6)]),
        ("rate {#a again=_end}", ["A?", "0:never", "1: a", "2: b"], [("prompt-line", 6)]),
        ("rate {#a again=_end}", ["A?", "1: a", "2: b", "more"], [("prompt-line", 8)]),
    ],
)
def test_what_a_kind_does_not_know_is_refused_with_place_and_mend(info: str, lines: list[str], problems: Any) -> None:
    assert codes(info, *lines) == problems


def test_levels_belong_to_ratings_alone() -> None:
    prompt = read_prompt("reflect {#a}", ["Which one?", "1: this", "2: or that"], HERE)

    assert "1: this" in prompt.question_text
