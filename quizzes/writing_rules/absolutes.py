"""Absolute words give a distractor away."""

import re
from collections.abc import Iterator

from quizzes.writing_rules.asked import Asked, unquoted
from sources.places import Problem

_ABSOLUTE = re.compile(
    r"\b(?:always|never|only|nobody|no one|everybody|everyone|every|all|must|completely|"
    r"totally|entirely|absolutely|impossible|exclusively|solely|under no circumstances|in any case)\b"
    r"(?! the same| right| day| week| month| year)",
    re.IGNORECASE,
)
_HARMLESS = re.compile(r"\b(?:at all|after all|not only|above all|first of all|the only)\b", re.IGNORECASE)


def are_not_in_distractors_alone(asked: Asked) -> Iterator[Problem]:
    """Whoever knows nothing of the matter rules out what is said of always and everybody."""
    if not asked.is_english or any(_absolute_word(option.text) for option in asked.keys):
        return
    for option in asked.distractors:
        if word := _absolute_word(option.text):
            message = f"Wrong options alone have absolute words, here {word!r}."
            mend = "Weaken it, or let the right option be as firm."
            yield asked.about_option(option, "absolute-word", message, mend, word)
            return


def _absolute_word(text: str) -> str:
    match = _ABSOLUTE.search(_HARMLESS.sub(" ", unquoted(text)))
    return match[0] if match else ""
