"""Grammar and spelling do not give the key away."""

import re
from collections.abc import Iterator

from quizzes.writing_rules.asked import Asked
from sources.places import Problem

_ARTICLE = re.compile(r"\b(an?)\W*\Z", re.IGNORECASE)
_VOWEL = re.compile(r"(?:[aeio]|u(?!ni|se|su|ti)|hour|honest|heir|honou?r)", re.IGNORECASE)
_LIKE_W = re.compile(r"(?:one\b|once\b|eu|ewe)", re.IGNORECASE)


def article_fits_all_options(asked: Asked) -> Iterator[Problem]:
    """A stem that ends in "an" rules out the options that begin with a consonant."""
    article = _ARTICLE.search(asked.question.stem_text)
    if not asked.is_english or article is None or not asked.distractors:
        return
    wants_vowel = article[1].lower() == "an"
    unfit = [option for option in asked.distractors if _begins_with_vowel(option.text) is not wants_vowel]
    if unfit and all(_begins_with_vowel(key.text) is wants_vowel for key in asked.keys):
        message = f"The stem ends in {article[1]!r}, which does not fit all of its options."
        mend = "End the stem in “a/an”, or put the article into the options."
        yield asked.about_option(unfit[0], "grammatical-cue", message, mend, unfit[0].text)


def options_are_written_alike(asked: Asked) -> Iterator[Problem]:
    """A key that alone begins in small letters, or alone has no full stop (or has one), stands out."""
    if len(asked.keys) != 1 or len(asked.distractors) < 2:
        return
    key = asked.keys[0]
    for what, trait in (("begins with a small letter", _begins_small), ("ends in a full stop", _ends_in_stop)):
        others = {trait(option.text) for option in asked.distractors}
        if others == {not trait(key.text)}:
            message = f"The right option alone {what}." if trait(key.text) else f"Each option but the right one {what}."
            yield asked.about_option(key, "key-written-otherwise", message, "Write all options alike.", key.text)


def _begins_with_vowel(text: str) -> bool:
    return _VOWEL.match(text) is not None and _LIKE_W.match(text) is None


def _begins_small(text: str) -> bool:
    return text[:1].islower()


def _ends_in_stop(text: str) -> bool:
    return text.endswith(".")
