"""The key does not repeat what the stem says."""

from collections.abc import Iterator

from quizzes.writing_rules.asked import Asked, words_of
from sources.places import Problem

_SMALL = frozenset(
    "about after all also although and are because been before being best between both but can could did does doing "
    "down each else even ever every for from had has have having her here him his how into its itself just like made "
    "make many may might more most much must not now off once one only other our out over own same she should since "
    "some still such than that the their them then there these they thing things this those though through too under "
    "until upon very was well were what when where whether which while who whom whose why will with within without "
    "would yes you your yours".split()
)
SHORTEST = 4


def key_does_not_repeat_the_stem(asked: Asked) -> Iterator[Problem]:
    """No phrase of the stem, two words of weight or more in a row, stands in a key and in no distractor."""
    if not asked.distractors:
        return
    stem = _padded(words_of(asked.question.stem_text))
    others = [_padded(words_of(option.text)) for option in asked.distractors]
    for key in asked.keys:
        phrase = _longest_echo(words_of(key.text), stem)
        if phrase and not any(_padded(phrase) in other for other in others):
            said = " ".join(phrase)
            message = f"The right option alone repeats words of the stem: {said!r}."
            yield asked.about_option(key, "stem-in-key", message, "Say it in other words.", said)


def _longest_echo(words: list[str], stem: str) -> list[str]:
    """Return the longest run of words that stands in the stem too, [] where it has less than two words of weight."""
    runs = [words[start:end] for start in range(len(words)) for end in range(start + 2, len(words) + 1)]
    echoes = [run for run in runs if sum(map(_has_weight, run)) >= 2 and _padded(run) in stem]
    return max(echoes, key=len, default=[])


def _has_weight(word: str) -> bool:
    return len(word) >= SHORTEST and word not in _SMALL


def _padded(words: list[str]) -> str:
    return f" {' '.join(words)} "
