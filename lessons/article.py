"""An article as it came, read: its facts, and its lines with links and times resolved."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from lessons.article_lines import Line, is_inside, mark_code, replace, spans_to_leave
from lessons.timestamps import resolve_timestamps
from lessons.unwrapping import find_opening_phrase, take_channel, unwrap
from lessons.wikilinks import resolve_wikilinks
from sources.frontmatter import Frontmatter, split_frontmatter
from sources.places import Place, Problem, Severity
from sources.tags import VANISHING_TAG

VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
NOTHING_KNOWN: Mapping[str, str] = {}


class Article(Struct, frozen=True, kw_only=True):
    """What an article says of itself and its lines; `video` is "" where there is none that can be linked to."""

    path: str
    title: str
    video: str
    channel: str
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


def read_article(text: str, path: str, *, video: str = "", known: Mapping[str, str] = NOTHING_KNOWN) -> Article:
    """Read an article; `video` overrides its `videoId`, `known` maps slugs of held articles to addresses."""
    head = split_frontmatter(text, path)
    problems = list(head.problems)
    video = _checked_video(video or head.fields.get("videoId", ""), head, path, problems)
    lines, channel = _read_body(head, path, problems)
    found = [resolve_wikilinks(lines, path, known), resolve_timestamps(lines, path, video)]
    problems += _vanishing(lines, path)
    for _, odd in found:
        problems += odd
    return Article(
        path=path,
        title=head.fields.get("title", ""),
        video=video,
        channel=channel,
        lines=replace(lines, [item for replacements, _ in found for item in replacements]),
        problems=tuple(sorted(problems, key=lambda problem: problem.place)),
    )


def _read_body(head: Frontmatter, path: str, problems: list[Problem]) -> tuple[tuple[Line, ...], str]:
    lines = [Line(number, text) for number, text in enumerate(head.body.split("\n"), start=head.body_line)]
    channel, lines = take_channel(lines)
    problems += find_opening_phrase(lines, path)
    lines, odd = unwrap(lines, path)
    if not channel:  # the From: line may stand inside the fence
        channel, lines = take_channel(lines)
    problems += odd
    return mark_code(lines), channel


def _checked_video(video: str, head: Frontmatter, path: str, problems: list[Problem]) -> str:
    place = head.places.get("videoId", Place(path))
    if VIDEO_ID.fullmatch(video):
        return video
    if video:
        message = f"“{video[:40]}” is not the id of a YouTube video: eleven letters, digits, - or _."
        problems.append(Problem(place, "video-malformed", message, "Write videoId: and the id.", Severity.WARNING))
    else:
        message = "The article names no video; its times are shown as plain text."
        problems.append(Problem(place, "video-missing", message, "Write videoId: and the id.", Severity.NOTE))
    return ""


def _vanishing(lines: Sequence[Line], path: str) -> list[Problem]:
    """Report live HTML that no page shows, such as an iframe or a script."""
    problems = []
    for line in lines:
        left_alone = spans_to_leave(line)
        for match in VANISHING_TAG.finditer(line.text):
            if not is_inside(match.start(), left_alone):
                message = f"<{match['name'].lower()}> is not shown."
                place = Place(path, line.number, match.start() + 1)
                problems.append(Problem(place, "html-not-shown", message, "Take it out.", Severity.NOTE))
    return problems
