import pytest

from quizzes.parsing import parse_quiz
from sources.places import Place
from tests.quizzes.writing import END, HEAD, OPTIONS, PATH, assert_refused, choice, numbered, only_question, problems_of

MATCHING = "## Which game? {#game}\nkind: matching\n"
PAIRS = "- Ask {#ask} :: Chess {#chess}\n- Wait {#wait} :: Checkers {#checkers}\n"
ORDERING = "## In which order? {#order}\nkind: ordering\n"
STEPS = "1. Look {#look}\n2. Ask {#ask}\n3. Decide {#decide}\n"
CLOZE = "## Which game? {#game}\nkind: cloze\n"
TEXT = "Play {{chess|* chess #game}}, not {{checkers #other}}.\n"
SCALE = "## How sure are you? {#sure}\nkind: scale\n"
LEVELS = "1: Not at all\n2:\n3: Wholly\n"
ODD_PAIRS = [
    (MATCHING + END, "too-few-pairs"),
    (MATCHING + PAIRS.split("\n", maxsplit=1)[0] + "\n" + END, "too-few-pairs"),
    (MATCHING + PAIRS.replace(" {#ask}", "") + END, "left-id-missing"),
    (MATCHING + PAIRS.replace(" {#chess}", "") + END, "right-id-missing"),
    (MATCHING + PAIRS.replace("{#wait}", "{#ask}") + END, "left-id-twice"),
    (MATCHING + PAIRS.replace("{#checkers}", "{#chess}") + END, "right-id-twice"),
    (MATCHING + PAIRS.replace("Checkers {#checkers}", "Chess {#checkers}") + END, "rights-alike"),
    (MATCHING + PAIRS.replace("Wait", "*Ask*") + END, "lefts-alike"),
    (MATCHING + PAIRS.replace("Checkers {#checkers}", "Chess {#chess}") + END, "too-few-rights"),
    (MATCHING + PAIRS.replace("Chess {#chess}", "") + END, "right-missing"),
    (MATCHING + PAIRS.replace("Chess", "Chess :: Go") + END, "two-separators"),
    (MATCHING + "- :: Chess {#chess}\n- :: Go {#go}\n" + END, "no-key"),
    (MATCHING + PAIRS.replace("{#ask}", "{#ask mis=x}") + END, "unknown-attribute"),
    (MATCHING + PAIRS.replace(":: Chess", ":: <b>Chess</b>") + END, "raw-html"),
    (MATCHING + "".join(f"- a{n} {{#a{n}}} :: b{n} {{#b{n}}}\n" for n in range(13)) + END, "too-many-pairs"),
    (MATCHING + PAIRS + "- Go {#go}\n" + END, "unknown-line"),
    (MATCHING + PAIRS + OPTIONS + END, "unknown-line"),
    (MATCHING + PAIRS + "= Chess\n" + END, "unknown-line"),
    (MATCHING + PAIRS + STEPS + END, "unknown-line"),
    (MATCHING + PAIRS + "recall: yes\n" + END, "recall-misplaced"),
    (choice(OPTIONS + PAIRS), "unknown-line"),
]
ODD_STEPS = [
    (ORDERING + END, "too-few-steps"),
    (ORDERING + "1. Look {#look}\n2. Ask {#ask}\n" + END, "too-few-steps"),
    (ORDERING + "".join(f"{n}. a{n} {{#a{n}}}\n" for n in range(1, 14)) + END, "too-many-steps"),
    (ORDERING + STEPS.replace("2.", "1.") + END, "number-out-of-order"),
    (ORDERING + STEPS.replace("1.", "0.") + END, "number-out-of-order"),
    (ORDERING + STEPS.replace(" {#ask}", "") + END, "step-id-missing"),
    (ORDERING + STEPS.replace("{#ask}", "{#look}") + END, "step-id-twice"),
    (ORDERING + STEPS.replace("Ask", "look") + END, "steps-alike"),
    (ORDERING + STEPS.replace("1. ", "1.") + END, "unknown-line"),
    (ORDERING + STEPS.replace("1. ", "1) ") + END, "unknown-line"),
    (ORDERING + STEPS + LEVELS + END, "unknown-line"),
    (choice(OPTIONS + STEPS), "unknown-line"),
]
ODD_TEXTS = [
    (CLOZE + END, "no-key"),
    (CLOZE + "Play chess.\n" + END, "unknown-line"),
    (CLOZE + TEXT + "And {{win #win}}.\n" + END, "two-texts"),
    (CLOZE + TEXT.replace(" #game", "") + END, "blank-id-missing"),
    (CLOZE + TEXT.replace("#other", "#game") + END, "blank-id-twice"),
    (CLOZE + TEXT.replace("#game", "#Game") + END, "id-malformed"),
    (CLOZE + TEXT.replace("chess|", "|") + END, "answer-empty"),
    (CLOZE + "Play {{}}.\n" + END, "answer-empty"),
    (CLOZE + "Play {{#game}}.\n" + END, "answer-empty"),
    (CLOZE + TEXT.replace("chess|", "*|") + END, "answer-accepts-anything"),
    (CLOZE + TEXT.replace("}}", "}", 1) + END, "blank-unreadable"),
    (CLOZE + TEXT.replace("not", "not }}") + END, "blank-unreadable"),
    (CLOZE + "Play {{{chess #game}}}, or {{ {go} #go}}.\n" + END, "blank-unreadable"),
    (CLOZE + "See [it](https://example.org/{{chess #game}}).\n" + END, "blank-misplaced"),
    (CLOZE + "See [the {{game #game}}](https://example.org).\n" + END, "blank-misplaced"),
    (CLOZE + "&#xE010; {{chess #game}}\n" + END, "blank-misplaced"),
    (CLOZE + "<b>{{chess #game}}</b>\n" + END, "raw-html"),
    (CLOZE + "# {{chess #game}}\n" + END, "block-in-words"),
    (CLOZE + "> {{chess #game}}\n" + END, "reason-without-option"),
    (CLOZE + " ".join(f"{{{{a{n} #a{n}}}}}" for n in range(13)) + "\n" + END, "too-many-blanks"),
    (CLOZE.replace("game?", "{{game}}?") + TEXT + END, "blank-inside"),
    (CLOZE + TEXT + END.replace("Because", "{{chess}}"), "blank-inside"),
    (choice(OPTIONS + TEXT), "unknown-line"),
    (choice(OPTIONS.replace("Chess ", "{{Chess}} ")), "blank-inside"),
]
ODD_LEVELS = [
    (SCALE + END, "number-of-levels"),
    (SCALE + "1: Not at all\n" + END, "number-of-levels"),
    (SCALE + "".join(f"{n}: a\n" for n in range(12)) + END, "number-of-levels"),
    (SCALE + LEVELS.replace("2:", "4:") + END, "number-out-of-order"),
    (SCALE + "2: Low\n3: High\n" + END, "number-out-of-order"),
    (SCALE + LEVELS.replace(" Wholly", "") + END, "level-without-words"),
    (SCALE + LEVELS.replace(" Not at all", "") + END, "level-without-words"),
    (SCALE + LEVELS + "= 3\n" + END, "unknown-line"),
    (SCALE + LEVELS + "confidence: ask\n" + END, "confidence-misplaced"),
    (SCALE + LEVELS.replace("1: ", "1:") + END, "unknown-line"),
    (SCALE + LEVELS + 'source: "x"\n', "explanation-missing"),
    (choice(OPTIONS + LEVELS), "unknown-line"),
    (choice(OPTIONS) + "  1: so\n", "unknown-line"),
]
ODD_SWITCHES = [
    (choice(OPTIONS, "recall: no\n"), "recall-unreadable"),
    (choice(OPTIONS, "recall:\n"), "recall-unreadable"),
    (choice(OPTIONS, "confidence: yes\n"), "confidence-unreadable"),
    (choice(OPTIONS, "recal: yes\n"), "unknown-name"),
    *(
        (choice(OPTIONS, f"weight: {wrong}\n"), "weight-unreadable")
        for wrong in ("0", "11", "-1", "1.5", "two", "", "２")
    ),
    ("## Is it so? {#so}\nkind: truefalse\n= true\nrecall: yes\n" + END, "recall-misplaced"),
]
ALL = [*ODD_PAIRS, *ODD_STEPS, *ODD_TEXTS, *ODD_LEVELS, *ODD_SWITCHES]


@pytest.mark.parametrize(("questions", "code"), ALL, ids=numbered(ALL))
def test_odd_parts_are_refused(questions: str, code: str) -> None:
    assert_refused(questions, code)


def test_missing_ids_are_placed_and_mended() -> None:
    line = HEAD.count("\n") + 3

    left, right = problems_of(MATCHING + PAIRS.replace(" {#ask}", "").replace(" {#chess}", "") + END)
    (step,) = problems_of(ORDERING + STEPS.replace(" {#look}", "") + END)
    (blank,) = problems_of(CLOZE + TEXT.replace(" #other", "") + END)

    assert (left.place, left.mend) == (Place(PATH, line, 3), "Write `{#ask}` behind it, before `::`.")
    assert (right.place, right.mend) == (Place(PATH, line, 10), "Write `{#chess}` at the end of the line.")
    assert (step.place, step.mend) == (Place(PATH, line, 4), "Write `{#look}` at the end of the line.")
    assert (blank.place, blank.mend) == (Place(PATH, line, 37), "Write `{{checkers #checkers}}`.")


def test_switches_are_read() -> None:
    question = only_question(choice(OPTIONS, "recall: yes confidence: ask\n"))

    assert (question.recall, question.confidence) == (True, True)
    assert not only_question(choice(OPTIONS)).recall


def test_weight_and_draw_are_read() -> None:
    quiz = parse_quiz(HEAD.replace("chess\n", "chess\ndraw: 1\n") + choice(OPTIONS, "weight: 3\n"), PATH).quiz

    assert (quiz.draw, quiz.questions[0].weight) == (1, 3)
    assert only_question(choice(OPTIONS)).weight == 1


def test_sign_within_a_word_belongs_to_the_answer() -> None:
    question = only_question(CLOZE + "She writes {{C#|c sharp #language}}.\n" + END)

    assert question.blanks[0].accepted == ("C#", "c sharp")  # type: ignore[union-attr]
    assert question.blanks[0].id == "language"  # type: ignore[union-attr]


def test_blank_may_be_short_code() -> None:
    question = only_question(CLOZE + "Write `x = {{1 #one}}` **and {{2 #two}}**.\n" + END)

    assert question.pieces == ("Write <code>x = ", "</code> <strong>and ", "</strong>.")  # type: ignore[union-attr]
