"""Which learners the address of a cohort's page asks for, and the addresses of its sorted and filtered tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from course.learning.summary import CLOSED, DONE, OPEN, places
from course.material.catalog import Published
from course.teaching.roster import ALL_AT_MOST, LEARNERS_PER_PAGE, Sort, Wanted
from web.forms.base import stripped
from web.language import _

SORTS: Mapping[str, tuple[Sort, bool]] = {
    "name": ("name", False),
    "name-down": ("name", True),
    "progress": ("progress", False),
    "progress-down": ("progress", True),
    "active": ("active", False),
    "active-down": ("active", True),
}
ACTIVITIES = {"active-7": timedelta(days=7), "quiet-7": timedelta(days=7), "quiet-30": timedelta(days=30)}
STATES = ("not-begun", "under-way", "stuck", "finished")
LONGEST_NAME = 80
FILTERS = ("name", "state", "at", "activity")


@dataclass(frozen=True, slots=True)
class RosterQuery:
    """The address's parts, each "" or one that there is."""

    name: str = ""
    state: str = ""
    at: str = ""
    activity: str = ""
    sort: str = ""
    show: str = ""
    after: str = ""
    before: str = ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.name or self.state or self.at or self.activity)

    @property
    def shown_sort(self) -> str:
        return self.sort or "name"

    def with_parts(self, **parts: str) -> str:
        """The address's query with other parts; a page is only meant for the order that it was counted in."""
        kept = {name: getattr(self, name) for name in ("name", "state", "at", "activity", "sort", "show")}
        query = {name: value for name, value in {**kept, **parts}.items() if value}
        return f"?{urlencode(query)}#roster" if query else "?#roster"


def read_query(arguments: Mapping[str, str], published: Published) -> RosterQuery:
    """Read an address; what nobody could have chosen is as if it were not there."""
    chosen = {
        "state": STATES,
        "at": positions(published),
        "activity": ACTIVITIES,
        "sort": SORTS,
        "show": ("all",),
    }
    parts = {name: arguments.get(name, "") for name in chosen}
    texts = {name: stripped(arguments.get(name))[:LONGEST_NAME] for name in ("name", "after", "before")}
    return RosterQuery(**{name: value for name, value in parts.items() if value in chosen[name]}, **texts)


def wanted(query: RosterQuery, published: Published, now: datetime) -> Wanted:
    sort, descending = SORTS[query.shown_sort]
    span = ACTIVITIES.get(query.activity)
    since = now - span if span else None
    lessons = len(published.course.lessons)
    fresh = OPEN + CLOSED * (lessons - 1)
    return Wanted(
        sort=sort,
        descending=descending,
        places=None if _is_by_states(query) else _places(query, published),
        states=DONE * lessons if _is_by_states(query) else fresh if query.state == "not-begun" else "",
        not_states=fresh if query.state == "under-way" else "",
        active_since=since if query.activity.startswith("active") else None,
        quiet_since=since if query.activity.startswith("quiet") else None,
        stuck=query.state == "stuck",
        name=query.name,
        after=query.after,
        before=query.before,
        most=ALL_AT_MOST if query.show == "all" else LEARNERS_PER_PAGE,
    )


def _is_by_states(query: RosterQuery) -> bool:
    """Whether all who are wanted stand alike, and are read in this order from the index that begins with that."""
    return query.state == "finished" and query.shown_sort.startswith("active") and not query.at


def positions(published: Published) -> dict[str, tuple[int, int]]:
    """Where one can be: a module's first and last lesson, or one lesson."""
    course = published.course
    found = {"": (0, 0)}
    for module in course.modules:
        at = [course.position[lesson.id] for lesson in module.lessons]
        found[f"module.{module.id}"] = (at[0], at[-1])
    found |= {f"lesson.{lesson_id}": (at, at) for lesson_id, at in course.position.items()}
    return found


def _places(query: RosterQuery, published: Published) -> range | None:
    """Where they continue, if the address says so in one way or two."""
    end = 2 * len(published.course.lessons)
    by_state = {"not-begun": range(1), "under-way": range(end), "finished": range(end, end + 1)}.get(query.state)
    if not query.at:
        return by_state
    here = places(*positions(published)[query.at])
    if by_state is None:
        return here
    return range(max(here.start, by_state.start), min(here.stop, by_state.stop))


def states_in_words() -> list[tuple[str, str]]:
    return [
        ("", _("any")),
        ("not-begun", _("not begun")),
        ("under-way", _("under way")),
        ("stuck", _("stuck at a question")),
        ("finished", _("finished")),
    ]


def activities_in_words() -> list[tuple[str, str]]:
    return [
        ("", _("any")),
        ("active-7", _("active in the last 7 days")),
        ("quiet-7", _("quiet for 7 days")),
        ("quiet-30", _("quiet for 30 days")),
    ]
