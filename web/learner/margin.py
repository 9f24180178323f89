"""The seconds of the video that stand in the prose: neighbors together, so that they can stand in the margin."""

import re

from markupsafe import Markup

# As `lessons.timestamps` writes them: the prose is safe HTML when it comes here.
_TIME = r'<a [^>]*class="yt-timestamp"[^>]*>[^<]*</a>'
_BETWEEN = r"[,;]?\s*(?:and\s+)?"
_TIMES = re.compile(rf"\s*({_TIME}(?:{_BETWEEN}{_TIME})*)")
_BETWEEN_TWO = re.compile(rf"</a>({_BETWEEN})(?=<a )")


def times_apart(prose: Markup) -> Markup:
    """Put an element around each run of times and the space before it, and around what stands between two of them."""
    return Markup(_TIMES.sub(_apart, prose))  # noqa: S704 - elements around what was safe


def _apart(found: re.Match[str]) -> str:
    times = _BETWEEN_TWO.sub(r"</a><span>\1</span>", found[1])
    return f'<span class="times"> {times}</span>'
