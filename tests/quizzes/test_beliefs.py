"""What a picked option stands for."""

from typing import Any

from quizzes.beliefs import beliefs_of
from quizzes.kinds import MultipleChoice, TrueFalse
from quizzes.question import Option

SHARED: dict[str, Any] = {"id": "q", "stem": "Q?", "stem_text": "Q?", "explanation": "Because.", "source": ""}


def option(option_id: str, misconception: str = "") -> Option:
    return Option(id=option_id, label=option_id, text=option_id, right=False, misconception=misconception)


def test_beliefs_are_those_of_the_picked_options_each_once() -> None:
    options = (option("a", "loyalty"), option("b"), option("c", "loyalty"), option("d", "luck"))
    question = MultipleChoice(options=options, **SHARED)

    assert beliefs_of(question, ("c", "a", "b")) == ("loyalty",)
    assert beliefs_of(question, ("d", "gone")) == ("luck",)


def test_kind_without_options_stands_for_no_belief() -> None:
    assert beliefs_of(TrueFalse(right=True, **SHARED), ("false",)) == ()
