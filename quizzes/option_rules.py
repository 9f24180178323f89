"""What makes options unusable, whatever they are about."""

from collections.abc import Sequence

from quizzes.question import Option
from quizzes.wording import fold
from sources.places import Place, Problem

MOST_OPTIONS = 12
_ABOVE = tuple(
    f"{which} {above}"
    for which in ("all", "any", "both", "each", "either", "neither", "none", "some")
    for above in ("of the above", "the above", "of the options above", "of the answers above")
)
_WHOLE = ("all of these", "none of these", "all of them", "none of them", "both of these", "neither of these")


def check_options(options: Sequence[Option], places: Sequence[Place], problems: list[Problem]) -> None:
    """Report options that are alike or contained in one another, those that lean on their order, and too many."""
    if len(options) > MOST_OPTIONS:
        message = f"This question has more than {MOST_OPTIONS} options."
        problems.append(Problem(places[MOST_OPTIONS], "too-many-options", message, "Keep the three or four best."))
        return
    words = [_words(option) for option in options]
    for index, option in enumerate(options):
        if _leans_on_order(words[index]):
            message = f"{option.text!r} means nothing where options are shuffled."
            mend = "Say what it stands for, or make the question `kind: multiple`."
            problems.append(Problem(places[index], "of-the-above", message, mend))
        for earlier in range(index):
            _compare(options[earlier], option, words[earlier], words[index], places[index], problems)


def _compare(first: Option, second: Option, said: str, also_said: str, place: Place, problems: list[Problem]) -> None:
    if not said or not also_said:
        return
    if said == also_said:
        message = f"Two options are alike: {first.text!r} and {second.text!r}."
        problems.append(Problem(place, "options-alike", message, "Reword or delete one of them."))
    elif f" {said} " in f" {also_said} " or f" {also_said} " in f" {said} ":
        message = f"One option is contained in another: {first.text!r} and {second.text!r}."
        problems.append(Problem(place, "option-in-option", message, "Reword one so that each stands for itself."))


def _leans_on_order(said: str) -> bool:
    return said in _WHOLE or any(f" {phrase} " in f" {said} " for phrase in _ABOVE)


def _words(option: Option) -> str:
    """Return the words alone: punctuation around a word does not make two options different."""
    folded = fold(option.text)
    return " ".join(word.strip(".,;:!?…\"'") for word in folded.split()).strip() or folded
