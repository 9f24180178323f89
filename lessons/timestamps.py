"""Video times in prose: each becomes a link to its second, or plain text where it cannot be right."""

import re
from collections.abc import Sequence
from html import escape

from msgspec import Struct

from lessons.article_lines import Line, Replacement, is_inside, spans_to_leave
from sources.places import Place, Problem, Severity

TAG = re.compile(
    r"<a\b(?P<attributes>[^<>\n]*?\byt-timestamp\b[^<>\n]*+)(?P<whole>>)?(?:(?P<label>[^<\n]*+)(?P<closing></a\s*>))?",
    re.IGNORECASE,
)
OPEN_LABEL = re.compile(r"\s*\[[^\[\]<\n]{0,40}\]")
OPEN_TAG = re.compile(r'<a\s+class="yt-timestamp"?\s*(?:data-t="[^"<>\s]*"?)?', re.IGNORECASE)
DATA = re.compile(r"""data-t\s*=\s*(?:"(?P<double>[^"]*)"?|'(?P<single>[^']*)'?|(?P<bare>[^\s"'>]+))""")
TIME = re.compile(r"(?P<hours>\d\d|[1-9]):(?P<minutes>\d\d):(?P<seconds>\d\d)", re.ASCII)
LABEL_TIME = re.compile(r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>\d\d)", re.ASCII)
# YouTube takes videos of at most twelve hours.
MOST_HOURS = 12
# One time in sixty ends in :00 by chance; two, and a fifth of those past the first hour, do not.
FEWEST_SUSPECTS = 2
SUSPECT_SHARE = 5

RIGHT, MALFORMED, OUT_OF_RANGE, WRONG_SLOT = "right", "time-malformed", "time-out-of-range", "time-in-wrong-slot"


class Timestamp(Struct, frozen=True):
    """One occurrence: where it is, the time as written in `data-t` ("" without), and the label without brackets."""

    index: int
    start: int
    end: int
    data: str
    label: str


def find_timestamps(lines: Sequence[Line]) -> tuple[Timestamp, ...]:
    """Find the video times outside code, in document order."""
    return tuple(
        _timestamp(index, line.text, match)
        for index, line in enumerate(lines)
        if "yt-timestamp" in line.text
        for match in _outside_code(line)
    )


def _outside_code(line: Line) -> list[re.Match[str]]:
    left_alone = spans_to_leave(line)
    return [match for match in TAG.finditer(line.text) if not is_inside(match.start(), left_alone)]


def _timestamp(index: int, text: str, match: re.Match[str]) -> Timestamp:
    start = match.start()
    if match["whole"] is None:  # the tag is never closed: only its own words go, what follows is prose
        opening = OPEN_TAG.match(text, start)
        end = opening.end() if opening else start + len("<a")
        return Timestamp(index, start, end, "", "")
    end, label = match.end(), match["label"]
    if label is None:
        bracketed = OPEN_LABEL.match(text, match.end("whole"))
        label, end = (bracketed[0], bracketed.end()) if bracketed else ("", match.end("whole"))
    return Timestamp(index, start, end, _data(match["attributes"]), label.strip().removeprefix("[").removesuffix("]"))


def _data(attributes: str) -> str:
    match = DATA.search(attributes)
    return "" if match is None else (match["double"] or match["single"] or match["bare"] or "").strip()


def read_time(data: str) -> int | None:
    """Return the second that `HH:MM:SS` or `H:MM:SS` means; None for anything else, and for twelve hours or more."""
    match = TIME.fullmatch(data)
    if match is None:
        return None
    is_impossible = int(match["hours"]) >= MOST_HOURS or match["minutes"] > "59" or match["seconds"] > "59"
    return None if is_impossible else _seconds(match)


def clock_time(second: int) -> str:
    """Return a second of the video as `m:ss` or `h:mm:ss`."""
    hours, rest = divmod(second, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def video_address(video: str, second: int) -> str:
    """Return the address of a second of a video."""
    return f"https://www.youtube.com/watch?v={video}&t={second}s"


def judge(timestamps: Sequence[Timestamp]) -> tuple[str, ...]:
    """Say of each time whether it is right; the whole article tells whether minutes stand in the hours' place."""
    shaped = [stamp.data for stamp in timestamps if TIME.fullmatch(stamp.data)]
    late = [data for data in shaped if not data.startswith("00:")]
    round_late = [data for data in late if data.endswith(":00")]
    is_shifted = len(round_late) >= FEWEST_SUSPECTS and len(round_late) * SUSPECT_SHARE >= len(late)
    is_shifted = is_shifted or any(_hours(data) >= MOST_HOURS for data in round_late)
    round_ones = sum(data.endswith(":00") for data in shaped)
    is_shifted_throughout = is_shifted and round_ones * 2 >= len(shaped)
    return tuple(_verdict(stamp.data, is_shifted, is_shifted_throughout) for stamp in timestamps)


def _hours(data: str) -> int:
    return int(data.partition(":")[0])


def _verdict(data: str, is_shifted: bool, is_shifted_throughout: bool) -> str:
    if TIME.fullmatch(data) is None:
        return MALFORMED
    is_round, is_late = data.endswith(":00"), not data.startswith("00:")
    if (is_shifted and is_round and is_late) or (is_shifted_throughout and (is_round or is_late)):
        return WRONG_SLOT
    return RIGHT if read_time(data) is not None else OUT_OF_RANGE


def resolve_timestamps(lines: Sequence[Line], path: str, video: str) -> tuple[list[Replacement], list[Problem]]:
    """Return what each time becomes, and every time that is not linked or whose label says something else."""
    stamps = find_timestamps(lines)
    replacements: list[Replacement] = []
    problems: list[Problem] = []
    for stamp, verdict in zip(stamps, judge(stamps), strict=True):
        place = Place(path, lines[stamp.index].number, stamp.start + 1)
        text = _link(stamp, video) if verdict == RIGHT and video else _plain(stamp)
        replacements.append(Replacement(stamp.index, stamp.start, stamp.end, text))
        problems += _oddities(stamp, verdict, place)
    return replacements, problems


def _link(stamp: Timestamp, video: str) -> str:
    second = read_time(stamp.data) or 0
    href = escape(video_address(video, second))
    return f'<a class="yt-timestamp" href="{href}" data-t="{second}">{clock_time(second)}</a>'


def _plain(stamp: Timestamp) -> str:
    label = stamp.label or stamp.data
    return f'<span class="yt-time">{escape(label)}</span>' if label else ""


def _oddities(stamp: Timestamp, verdict: str, place: Place) -> list[Problem]:
    if verdict != RIGHT:
        return [_unlinked(stamp, verdict, place)]
    said = LABEL_TIME.fullmatch(stamp.label)
    second = read_time(stamp.data)
    if said is None or _seconds(said) != second:
        return [_differs(stamp, place)]
    return []


def _seconds(match: re.Match[str]) -> int:
    return int(match["hours"] or 0) * 3600 + int(match["minutes"]) * 60 + int(match["seconds"])


def _unlinked(stamp: Timestamp, verdict: str, place: Place) -> Problem:
    reasons = {
        MALFORMED: "is not a time of the form HH:MM:SS",
        OUT_OF_RANGE: "cannot be a time of this video",
        WRONG_SLOT: "seems to have its minutes in the place of the hours, as others of this article have",
    }
    message = f"“{(stamp.data or stamp.label)[:40]}” {reasons[verdict]}; it is shown as plain text."
    return Problem(place, verdict, message, 'Write the time as data-t="HH:MM:SS".', Severity.WARNING)


def _differs(stamp: Timestamp, place: Place) -> Problem:
    if not stamp.label:
        message = f"The label of {stamp.data} is empty; the time itself is shown."
        return Problem(place, "time-label-empty", message, f"Write [{stamp.data}].", Severity.NOTE)
    message = f"The label says “{stamp.label[:40]}”, the link leads to {stamp.data}; the link's time is shown."
    return Problem(place, "time-label-differs", message, "Make both the same.", Severity.WARNING)
