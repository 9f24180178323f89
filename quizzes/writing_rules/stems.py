"""The stem states the problem, briefly, and does not hide a negation."""

import re
from collections.abc import Iterator

from quizzes.kinds import TrueFalse
from quizzes.writing_rules.asked import Asked, sentence_spans, unquoted, words_of
from sources.places import Problem

MOST_WORDS = 60
# What a stem can be made of without saying what it is about.
_EMPTY = frozenset(
    "a an and answer answers apply are as below best choice choices choose correct correctly false following from "
    "here in is it just most not of one ones only option options or pick please right select sentence sentences "
    "statement statements that the them these this those to true two three four what which wrong you your".split()
)
_ASKS = re.compile(r"\b(?:which|what|who|whom|whose|where|when|select|choose|pick|all)\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|except|least|never|neither)\b|\b\w+n['’]t\b", re.IGNORECASE)
_STRESSED = re.compile(r"(?:\*\*?|__?)[^*_]*\Z")


def states_the_problem(asked: Asked) -> Iterator[Problem]:
    """A stem of nothing but "Which of these is true?" leaves it to the options to say what is asked."""
    if asked.is_english and set(words_of(asked.question.stem_text)) <= _EMPTY:
        message = "This stem does not say what is asked."
        yield asked.about_stem("stem-vague", message, "Ask about the thing itself, so that one could answer unseen.")


def is_short_enough(asked: Asked) -> Iterator[Problem]:
    """Somebody who has to hold more than 60 words in mind is tested on that."""
    number = len(words_of(asked.question.stem_text))
    if number > MOST_WORDS:
        message = f"This stem has {number} words; at most {MOST_WORDS} can be held in mind."
        yield asked.about_stem("stem-long", message, "Keep what is needed to answer.")


def stresses_its_negation(asked: Asked) -> Iterator[Problem]:
    """A small "not" in the sentence that asks is overread; in capitals or stressed it is seen."""
    if not asked.is_english:
        return
    text = unquoted(asked.stem_as_written)
    for start, end in sentence_spans(text):
        found = _hidden_negation(text, start, end, is_statement=isinstance(asked.question, TrueFalse))
        if found:
            message = f"The stem turns on a small {found[0]!r}, which is easily overread."
            mend = f"Ask without it, or stress it: **{found[0]}**."
            yield asked.about_stem("negation-unstressed", message, mend, found[0], start=found.start())
            return


def _hidden_negation(text: str, start: int, end: int, *, is_statement: bool) -> re.Match[str] | None:
    asking = None if is_statement else _ASKS.search(text, start, end)
    if not is_statement and (asking is None or not text[start:end].rstrip().endswith(("?", ":", "…", "..."))):
        return None
    for match in _NEGATION.finditer(text, asking.end() if asking else start, end):
        is_stressed = match[0].isupper() or _STRESSED.search(text, start, match.start()) is not None
        if not is_stressed:
            return match
    return None
