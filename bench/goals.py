"""What each figure must reach and should reach, and what others cost: measured beside each other, November 2026."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure's name and unit, its goals (the less the better), and what peers cost in the same unit."""

    name: str
    unit: str
    must: float | None
    aim: float | None
    moodle: str
    relate: str
    kolibri: str


GOALS = {
    "w1": Goal("W1 a lesson opened", "u", 4, 2, "78–92", "63–71", "56–109"),
    "w2": Goal("W2 five questions answered", "u", 30, 15, "506–608", "485–1,250", "1,070–1,190"),
    "w2_without_script": Goal("W2 the same without JavaScript", "u", None, None, "", "", ""),
    "w4_requests": Goal("W4 a new browser opens a lesson", "requests", 7, 5, "23", "3", "31"),
    "w4_kb": Goal("W4 bytes with the font", "kB", 75, 64, "1,155", "1,290", "2,960"),
    "w4_kb_beside_font": Goal("W4 bytes beside the font", "kB", 41, 30, "", "", ""),
    "w5_seconds": Goal("W5 from nothing to a lesson", "s", 60, 20, "120", "193", "31"),
    "w5_mb": Goal("W5 on disk", "MB", 300, 120, "333", "709", "377"),
}


def verdict(goal: Goal, figure: float) -> str:
    if goal.must is None or goal.aim is None:
        return ""
    if figure <= goal.aim:
        return "reached"
    return "enough" if figure <= goal.must else "MISSED"
