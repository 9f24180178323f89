import pytest

from tests.quizzes.writing import END, OPTIONS, assert_refused, choice, numbered

STATEMENT = "## Is it so? {#so}\nkind: truefalse\n"
SHORT = "## Which game? {#game}\nkind: short\n"
NUMBER = "## How many? {#many}\nkind: numeric\n"
ODD_IDS = [
    (choice(OPTIONS).replace(" {#game}", ""), "question-id-missing"),
    (choice(OPTIONS).replace(" {#chess}", ""), "option-id-missing"),
    (choice(OPTIONS).replace("{#chess}", "{#checkers}"), "option-id-twice"),
    (choice(OPTIONS) + STATEMENT.replace("#so", "#game") + "= true\n" + END, "question-id-twice"),
    (choice(OPTIONS).replace("{#chess}", "{#Chess}"), "id-malformed"),
    (choice(OPTIONS).replace("{#chess}", "{#chess} yes"), "attributes-not-last"),
    (choice(OPTIONS).replace("{#game}", "{#game mis=x}"), "unknown-attribute"),
    (choice(OPTIONS).replace("{#checkers}", "{#checkers key=yes}"), "unknown-attribute"),
    (choice(OPTIONS).replace("{#checkers}", '{#checkers mis="two words"}'), "misconception-unreadable"),
    (choice(OPTIONS).replace("{#chess}", "{#chess mis=x}"), "misconception-of-key"),
]
ODD_OPTIONS = [
    (choice("- [x] Chess {#chess}\n > Yes.\n"), "too-few-options"),
    (choice(""), "too-few-options"),
    (choice(OPTIONS.replace("[x]", "[ ]")), "no-key"),
    (choice(OPTIONS.replace("[x]", "[ ]"), "kind: multiple\n"), "no-key"),
    (choice(OPTIONS.replace("[ ]", "[x]")), "two-keys"),
    (choice(OPTIONS + "= true\n"), "answer-beside-options"),
    (choice(OPTIONS + "- [ ] All of the above {#all}\n"), "of-the-above"),
    (choice(OPTIONS + "- [ ] None of the above. {#none}\n"), "of-the-above"),
    (choice(OPTIONS + "- [ ] None of these {#none}\n"), "of-the-above"),
    (choice(OPTIONS + "- [ ] *chess*! {#again}\n"), "options-alike"),
    (choice(OPTIONS + "- [ ] Blitz chess {#blitz}\n"), "option-in-option"),
    (choice(OPTIONS + "".join(f"- [ ] Game {n} {{#g{n}}}\n" for n in range(11))), "too-many-options"),
    (choice(OPTIONS) + choice(OPTIONS).replace("#game", "#other"), "stem-twice"),
]
ODD_ANSWERS = [
    (STATEMENT + END, "no-key"),
    (STATEMENT + "= maybe\n" + END, "answer-unreadable"),
    (STATEMENT + "=\n" + END, "answer-empty"),
    (STATEMENT + "= true\n= false\n" + END, "two-keys"),
    (STATEMENT + "= true\n> Since.\n" + END, "reason-without-option"),
    (STATEMENT + "= true\n" + OPTIONS + END, "option-beside-answer"),
    (SHORT + END, "no-key"),
    (SHORT + "= *\n" + END, "answer-accepts-anything"),
    (NUMBER + "= many\n" + END, "number-unreadable"),
    (NUMBER + "= 1,000\n" + END, "thousands-separator"),
    (NUMBER + "= 1.000,50 EUR\n" + END, "thousands-separator"),
    (NUMBER + "= 1 000\n" + END, "thousands-separator"),
    (NUMBER + "= 15 ± some\n" + END, "number-unreadable"),
    (NUMBER + "= 15 ± -1\n" + END, "tolerance-negative"),
    (NUMBER + "= 15 EUR ± 1 EUR\n" + END, "unit-misplaced"),
]


@pytest.mark.parametrize(("questions", "code"), ODD_IDS, ids=numbered(ODD_IDS))
def test_odd_ids_are_refused(questions: str, code: str) -> None:
    assert_refused(questions, code)


@pytest.mark.parametrize(("questions", "code"), ODD_OPTIONS, ids=numbered(ODD_OPTIONS))
def test_odd_options_are_refused(questions: str, code: str) -> None:
    assert_refused(questions, code)


@pytest.mark.parametrize(("questions", "code"), ODD_ANSWERS, ids=numbered(ODD_ANSWERS))
def test_odd_answers_are_refused(questions: str, code: str) -> None:
    assert_refused(questions, code)
