"""What an edit changed of one question. Pure."""

from collections.abc import Iterator
from functools import cache
from itertools import chain

import msgspec

from course.revising.wording import became, listed, moved, quoted
from quizzes.grading import key
from quizzes.kinds import AnyQuestion, kind_of
from quizzes.question import Option, Question
from sources.markup import plain_text

_TEXTS = {"source": "source", "after": "place in the prose"}
_SHOWN_ELSEWHERE = {"id", "stem", "stem_text", "explanation", "options", *_TEXTS}
_SHARED = frozenset(field.name for field in msgspec.structs.fields(Question))


def question_changes(before: AnyQuestion, after: AnyQuestion) -> Iterator[str]:
    """Yield what changed, in words: the kind, the key, the options, the wording."""
    if kind_of(before).name != kind_of(after).name:
        yield f"kind {kind_of(after).name}, was {kind_of(before).name}"
        return
    if has_other_key(before, after):
        yield f"KEY {listed(key_words(after))}, was {listed(key_words(before))}"
    yield from _option_changes(options_of(before), options_of(after))
    yield from _wording("stem", before.stem, after.stem)
    yield from _wording("explanation", before.explanation, after.explanation)
    for name, shown in _TEXTS.items():
        if getattr(before, name) != getattr(after, name):
            yield became(shown, getattr(before, name), getattr(after, name))
    yield from _other_fields(before, after)


def has_other_key(before: AnyQuestion, after: AnyQuestion) -> bool:
    """Say whether an answer could be judged differently now; removed and added options count too."""
    return _judged(before) != _judged(after)


def key_words(question: AnyQuestion) -> tuple[str, ...]:
    """Return the right answer in words, of whatever kind the question is."""
    return key(question) or tuple(option.text for option in options_of(question) if option.right)


def options_of(question: AnyQuestion) -> tuple[Option, ...]:
    """Return the options of the kinds that have some."""
    options: tuple[Option, ...] = getattr(question, "options", ())
    return options


def _judged(question: AnyQuestion) -> tuple[object, ...]:
    # Whatever a kind has beyond what all questions share says what is right.
    own = [name for name in _fields(type(question)) if name not in _SHARED and name != "options"]
    right = frozenset((option.id, option.right) for option in options_of(question))
    return kind_of(question).name, right, *(getattr(question, name) for name in own)


@cache
def _fields(kind: type[Question]) -> tuple[str, ...]:
    """The names of a kind's fields; to find them out costs more than to compare them."""
    return tuple(field.name for field in msgspec.structs.fields(kind))


def _option_changes(before: tuple[Option, ...], after: tuple[Option, ...]) -> Iterator[str]:
    old, new = {option.id: option for option in before}, {option.id: option for option in after}
    for option in after:
        if option.id not in old:
            yield f"option {option.id} added: {quoted(option.text)}"
    for option in before:
        if option.id not in new:
            yield f"option {option.id} removed: {quoted(option.text)}"
    if moved(list(old), list(new)):
        yield "options in another order"
    yield from chain.from_iterable(_one_option(old[each], new[each]) for each in new if each in old)


def _one_option(before: Option, after: Option) -> Iterator[str]:
    yield from _wording(f"option {after.id}", before.label, after.label)
    yield from _wording(f"reason of option {after.id}", before.reason, after.reason)
    if before.misconception != after.misconception:
        yield became(f"misconception of option {after.id}", before.misconception, after.misconception)


def _wording(name: str, before: str, after: str) -> Iterator[str]:
    old, new = plain_text(before), plain_text(after)
    if old != new:
        yield became(name, old, new)
    elif before != after:
        yield f"markup of the {name} changed"


def _other_fields(before: AnyQuestion, after: AnyQuestion) -> Iterator[str]:
    for name in _fields(type(after)):
        old, new = getattr(before, name), getattr(after, name)
        if name in _SHARED - _SHOWN_ELSEWHERE and old != new:
            yield f"{name} {'none' if new is None else new}, was {'none' if old is None else old}"
