"""“Today” depends on where somebody is; this is the one function that says which day it is for them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def day_in(zone: str, instant: datetime) -> date:
    """Give the day that a calendar on the wall of that zone shows at an instant."""
    return instant.astimezone(ZoneInfo(zone)).date()
