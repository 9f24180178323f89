"""Three options are enough: a fourth seldom works, and two are half a gift."""

from collections.abc import Iterator

from quizzes.kinds import SingleChoice
from quizzes.writing_rules.asked import Asked
from sources.places import Problem

FEWEST, MOST, MOST_OF_MANY = 3, 4, 6


def has_three_or_four(asked: Asked) -> Iterator[Problem]:
    """Three or four options, up to six where several may be right (Rodriguez 2005)."""
    number = len(asked.options)
    most = MOST if isinstance(asked.question, SingleChoice) else MOST_OF_MANY
    if number and number < FEWEST:
        message = f"Of {number} options one is easily guessed."
        yield asked.about_stem("options-few", message, "Write a third, or make it `kind: truefalse`.")
    if number > most:
        message = f"This question has {number} options; more than {most} are read, not weighed."
        yield asked.about_option(asked.options[most], "options-many", message, "Keep those that people would choose.")
