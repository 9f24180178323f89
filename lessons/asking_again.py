"""Self-ratings are asked twice: the second asking is a prompt of its own, where `again=` says."""

from collections.abc import Mapping, Sequence

import msgspec

from lessons.lesson import END, Prompt
from lessons.lesson_file import LessonFile
from sources.places import Place, Problem

AGAIN = "--again"
"""What the second asking's id ends in: no author's id can, since theirs have single hyphens, and addresses take it."""


def second_askings(
    files: Mapping[str, LessonFile], order: Sequence[str], problems: list[Problem]
) -> dict[str, tuple[Prompt, ...]]:
    """Return the prompts that are asked again, by the place where; `order` has the places of the course in order."""
    found: dict[str, tuple[Prompt, ...]] = {}
    for name in order:
        for prompt in files[name].prompts if name in files else ():
            if not prompt.again:
                continue
            if prompt.again in order[order.index(name) + 1 :]:
                found[prompt.again] = (*found.get(prompt.again, ()), ask_again(prompt))
            else:
                problems.append(_nowhere_later(prompt, name, order, files[name].places[prompt.id]))
    return found


def ask_again(prompt: Prompt) -> Prompt:
    """Return the second asking, an offer whatever the first one is: nobody is held up by a comparison."""
    return msgspec.structs.replace(prompt, id=prompt.id + AGAIN, first=prompt.id, again="", required=False)


def _nowhere_later(prompt: Prompt, here: str, order: Sequence[str], place: Place) -> Problem:
    later = order[order.index(here) + 1 :]
    if not later:
        message, mend = "After the end nothing can be asked again.", "Move this prompt to a lesson, or to _welcome.md."
    elif prompt.again in order:
        message = f"“{prompt.again}” is not after this prompt."
        mend = f"What comes after it: {', '.join(later)}."
    else:
        message = f"The course has no lesson “{prompt.again[:60]}”."
        mend = f"Write again={END}, or one of: {', '.join(later[:-1])}." if later[:-1] else f"Write again={END}."
    return Problem(place, "prompt-again", message, mend)
