"""Over a whole course, the right answer is no more often first than last, and no more often true than false."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt

from quizzes.kinds import SingleChoice, TrueFalse
from quizzes.writing_rules.asked import Asked
from sources.places import Problem

FEWEST = 8
# So far from an equal share chance hardly strays: one course in twenty, where it decides.
MOST_DEVIATIONS = 2.0
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")


def places_are_balanced(course: Sequence[Asked]) -> Iterator[Problem]:
    """Among the single choices with as many options, each place holds the key about as often."""
    by_number: dict[int, list[Asked]] = {}
    for asked in course:
        if isinstance(asked.question, SingleChoice) and len(asked.options) <= len(_PLACES):
            by_number.setdefault(len(asked.options), []).append(asked)
    for number, group in sorted(by_number.items()):
        place, times = Counter(map(_place_of_key, group)).most_common(1)[0]
        if _is_too_often(times, len(group), number):
            first = next(asked for asked in group if _place_of_key(asked) == place)
            message = (
                f"The key is the {_PLACES[place]} option in {times} of {len(group)} questions with {number} options."
            )
            mend = "Move some of the keys; here is the first."
            yield first.about_option(first.keys[0], "key-places-unbalanced", message, mend, first.keys[0].text)


def statements_are_balanced(course: Sequence[Asked]) -> Iterator[Problem]:
    """Statements are about as often true as false."""
    group = [asked for asked in course if isinstance(asked.question, TrueFalse)]
    if not group:
        return
    right, times = Counter(_is_true(asked) for asked in group).most_common(1)[0]
    if _is_too_often(times, len(group), 2):
        first = next(asked for asked in group if _is_true(asked) is right)
        message = f"{times} of {len(group)} statements are {str(right).lower()}."
        yield first.about_stem("statements-unbalanced", message, "Turn some of them around; here is the first.")


def key_places(course: Sequence[Asked]) -> dict[str, dict[str, int]]:
    """Return how often the key stands at each place, by the number of options: {"3": {"first": 4, …}}."""
    counted: dict[str, dict[str, int]] = {}
    for asked in course:
        if isinstance(asked.question, SingleChoice) and len(asked.options) <= len(_PLACES):
            places = counted.setdefault(str(len(asked.options)), dict.fromkeys(_PLACES[: len(asked.options)], 0))
            places[_PLACES[_place_of_key(asked)]] += 1
    return counted


def _is_too_often(times: int, number: int, places: int) -> bool:
    share = 1 / places
    return number >= FEWEST and times > number * share + MOST_DEVIATIONS * sqrt(number * share * (1 - share))


def _place_of_key(asked: Asked) -> int:
    return next(index for index, option in enumerate(asked.options) if option.right)


def _is_true(asked: Asked) -> bool:
    return isinstance(asked.question, TrueFalse) and asked.question.right
