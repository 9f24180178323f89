"""What each figure must reach and should reach, and what others cost: measured beside each other, November 2026."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure's name and unit, its goals (the less the better, unless `more` says otherwise), and what peers cost."""

    name: str
    unit: str
    must: float | None
    aim: float | None
    moodle: str
    relate: str
    kolibri: str
    more: bool = False


GOALS = {
    "w1": Goal("W1 a lesson opened", "u", 4, 2, "78–92", "63–71", "56–109"),
    "w2": Goal("W2 five questions answered", "u", 30, 15, "506–608", "485–1,250", "1,070–1,190"),
    "w2_without_script": Goal("W2 the same without JavaScript", "u", None, None, "", "", ""),
    "w3": Goal("W3 progress of 1,000 learners, a page", "u", 12, 6, "318", "", ""),
    "w3_all": Goal("W3 all of it", "u", 40, 10, "14,900", "9,900–12,300", "664–694"),
    "w4_requests": Goal("W4 a new browser opens a lesson", "requests", 7, 5, "23", "3", "31"),
    "w4_kb": Goal("W4 bytes with the font", "kB", 75, 64, "1,155", "1,290", "2,960"),
    "w4_kb_beside_font": Goal("W4 bytes beside the font", "kB", 41, 30, "", "", ""),
    "w5_seconds": Goal("W5 from nothing to a lesson", "s", 60, 20, "120", "193", "31"),
    "w5_mb": Goal("W5 on disk", "MB", 300, 120, "333", "709", "377"),
    "import_per_second": Goal("Articles made into courses", "a second", 25, 50, "", "", "", more=True),
    "import_growth_mb": Goal("Memory for 1,400 beyond that for 100", "MB", 20, 5, "", "", ""),
}


def verdict(goal: Goal, figure: float) -> str:
    if goal.must is None or goal.aim is None:
        return ""
    if _keeps(goal, figure, goal.aim):
        return "reached"
    return "enough" if _keeps(goal, figure, goal.must) else "MISSED"


def _keeps(goal: Goal, figure: float, limit: float) -> bool:
    return figure >= limit if goal.more else figure <= limit
