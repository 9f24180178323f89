"""The key is not known by its length."""

from collections.abc import Iterator

from quizzes.writing_rules.asked import Asked
from sources.places import Problem

MOST_TIMES = 1.5
# A word more is no hint: "Photosynthesis" is twice as long as "Osmosis".
FEWEST_CHARACTERS = 12


def key_is_not_the_longest(asked: Asked) -> Iterator[Problem]:
    """No key is longer than 1.5 times the longest distractor; of several keys, the shortest counts."""
    if not asked.keys or not asked.distractors:
        return
    key = min(asked.keys, key=lambda option: len(option.text))
    longest = max(len(option.text) for option in asked.distractors)
    if len(key.text) > MOST_TIMES * longest and len(key.text) >= longest + FEWEST_CHARACTERS:
        message = f"The right option has {len(key.text)} characters, the longest wrong one {longest}: it shows."
        yield asked.about_option(key, "key-longest", message, "Make them alike in length.", key.text)
