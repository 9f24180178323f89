"""`lessons/<lesson>.md`: what a lesson adds to its section of the article: objective, reading aid, prompts."""

from pathlib import PurePosixPath

from msgspec import Struct

from lessons.lesson import Prompt
from lessons.prompts import is_prompt, read_prompt
from sources.comments import blank_comments
from sources.fences import Fence, find_fences
from sources.frontmatter import Frontmatter, split_frontmatter
from sources.markup import plain_text, to_html, to_inline_html
from sources.places import MaterialError, Place, Problem, Severity

KNOWN_FIELDS = ("lesson", "objective")


class LessonFile(Struct, frozen=True, kw_only=True):
    """A lesson's additions; `aid` is safe HTML, `places` tells where each prompt stands."""

    lesson: str
    objective: str = ""
    aid: str = ""
    prompts: tuple[Prompt, ...] = ()
    places: dict[str, Place] = {}
    problems: tuple[Problem, ...] = ()


def read_lesson_file(text: str, path: str) -> LessonFile:
    """Read a lesson's file, named after its lesson; MaterialError with every problem, where one is an error."""
    head = split_frontmatter(text, path)
    problems = [*head.problems, *_check_head(head, path)]
    lines, odd = blank_comments(head.body.split("\n"), path, head.body_line, has_fences=True)
    problems += odd
    prompts, places = _read_prompts(lines, head.body_line, path, problems)
    aid = _read_aid(lines, head.body_line, path, problems)
    if any(problem.severity == Severity.ERROR for problem in problems):
        raise MaterialError(*problems)
    objective = plain_text(to_inline_html(head.fields.get("objective", ""), place=Place(path)))
    return LessonFile(
        lesson=PurePosixPath(path).stem,
        objective=objective,
        aid=aid,
        prompts=prompts,
        places=places,
        problems=tuple(problems),
    )


def _check_head(head: Frontmatter, path: str) -> list[Problem]:
    problems = []
    name = PurePosixPath(path).stem
    written = head.fields.get("lesson", "")
    if written != name:
        place = head.places.get("lesson", Place(path))
        message = f"The file is named “{name}”, its `lesson:` says “{written[:60]}”."
        problems.append(Problem(place, "lesson-name", message, f"Write lesson: {name}"))
    for field, place in head.places.items():
        if field not in KNOWN_FIELDS:
            message = f"A lesson has no field `{field}:`."
            problems.append(Problem(place, "lesson-field", message, "Known are `lesson:` and `objective:`."))
    return problems


def _prompt_fences(lines: list[str]) -> list[Fence]:
    return [fence for fence in find_fences(lines) if is_prompt(fence.info)]


def _read_prompts(
    lines: list[str], first_line: int, path: str, problems: list[Problem]
) -> tuple[tuple[Prompt, ...], dict[str, Place]]:
    prompts: list[Prompt] = []
    places: dict[str, Place] = {}
    for fence in _prompt_fences(lines):
        place = Place(path, first_line + fence.start)
        if fence.end is None:
            problems.append(_unclosed(place))
            continue
        try:
            prompt = read_prompt(fence.info, lines[fence.start + 1 : fence.end], place)
        except MaterialError as error:
            problems += error.problems
            continue
        if prompt.id in places:
            message = f"Two prompts have the id “{prompt.id}”; the other stands at {places[prompt.id]}."
            problems.append(Problem(place, "id-twice", message, "Give this one another id."))
        prompts.append(prompt)
        places.setdefault(prompt.id, place)
    return tuple(prompts), places


def _read_aid(lines: list[str], first_line: int, path: str, problems: list[Problem]) -> str:
    """Render the prose outside prompts."""
    kept = list(lines)
    for fence in _prompt_fences(lines):
        end = fence.start if fence.end is None else fence.end
        kept[fence.start : end + 1] = [""] * (end + 1 - fence.start)
    text = "\n".join(kept)
    try:
        return to_html(text, place=Place(path, first_line)) if text.strip() else ""
    except MaterialError as error:
        problems += error.problems
        return ""


def _unclosed(place: Place) -> Problem:
    return Problem(place, "fence-unclosed", "This prompt is never closed.", "Write ``` on a line of its own after it.")
