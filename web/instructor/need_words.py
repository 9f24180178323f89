"""What a row of “What needs me” says: about whom, why, and the one thing to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from textwrap import shorten

from course.learning.summary import STUCK_AFTER_TRIES
from course.material.catalog import Published
from course.teaching.needs import NeedsOfKind, losing, overdue, silent, skipped, stuck, waiting, weak
from course.teaching.needs.aside import Aside
from course.teaching.needs.need import Need
from course.teaching.tallies import QUIET_AFTER
from quizzes.statistics.figure import FEWEST_ANSWERS
from quizzes.statistics.to_mend import SURE_AND_WRONG_FROM
from web.instructor.mend_words import weakness_in_words
from web.language import _, day, ngettext, when

LONGEST_QUESTION = 90


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A row: `about` is a name or a title, `why` a sentence, `verb` the words of its link."""

    kind: str
    subject: str
    digest: str
    about: str
    why: str
    verb: str
    href: str


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A row that was put aside."""

    row: NeedRow
    by: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """The rows of one kind under their heading."""

    kind: str
    title: str
    rows: tuple[NeedRow, ...]
    has_more: bool
    aside: tuple[AsideRow, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """What the words are made with."""

    cohort_href: str
    published: Published

    def title(self, lesson_id: str) -> str:
        lesson = self.published.course.lesson(lesson_id)
        return lesson.lesson.title if lesson else lesson_id

    def learner(self, need: Need) -> str:
        return f"{self.cohort_href}/learners/{need.learner_id}#lesson-{need.lesson_id}"

    def who_is_at(self, lesson_id: str) -> str:
        return f"{self.cohort_href}?at=lesson.{lesson_id}&sort=active#roster"


def group_needs(found: tuple[NeedsOfKind, ...], cohort_href: str, published: Published) -> tuple[NeedGroup, ...]:
    place = _Place(cohort_href, published)
    return tuple(
        NeedGroup(
            kind=of_kind.kind,
            title=_WORDS[of_kind.kind].title,
            rows=tuple(_row(need, place) for need in of_kind.needs),
            has_more=of_kind.has_more,
            aside=tuple(_aside(need, aside, place) for need, aside in of_kind.aside),
        )
        for of_kind in found
    )


def _row(need: Need, place: _Place) -> NeedRow:
    about, why, verb, href = _WORDS[need.kind].row(need, place)
    return NeedRow(need.kind, need.subject, need.digest, about, why, verb, href)


def _aside(need: Need, aside: Aside, place: _Place) -> AsideRow:
    return AsideRow(_row(need, place), aside.by, aside.note, when(aside.at_utc))


Said = tuple[str, str, str, str]


def _say_waiting(need: Need, place: _Place) -> Said:
    why = _("shared an answer to “%(question)s” on %(when)s.")
    said = why % {"question": _shortened(need.question), "when": _on(need)}
    href = f"{place.cohort_href}/reflections/{need.prompt_id}?with={need.learner_id}#e-{need.learner_id}"
    return need.learner, said, _("Read it"), href


def _say_stuck(need: Need, place: _Place) -> Said:
    why = _("failed a question of “%(lesson)s” more than once, the last time on %(when)s, and got nowhere since.")
    said = why % {"lesson": place.title(need.lesson_id), "when": _on(need)}
    return need.learner, said, _("See the tries"), place.learner(need)


def _say_overdue(need: Need, place: _Place) -> Said:
    why = _("shared an answer to “%(question)s” whose day was %(day)s, and has not said yet how it went.")
    due = day(need.due_on) if need.due_on else ""
    said = why % {"question": _shortened(need.question), "day": due}
    return need.learner, said, _("Read it"), place.learner(need)


def _say_silent(need: Need, place: _Place) -> Said:
    why = _("was last active on %(when)s. Next would be “%(lesson)s”.")
    said = why % {"lesson": place.title(need.lesson_id), "when": _on(need)}
    return need.learner, said, _("See where they are"), place.learner(need)


def _say_weak(need: Need, place: _Place) -> Said:
    question = place.published.questions[need.subject]
    reasons = " ".join(weakness_in_words(each, question) for each in need.weaknesses)
    counted = _("Counted on %(when)s.") % {"when": _on(need)}
    stem = _shortened(question.stem_text)
    return stem, f"{reasons} {counted}", _("See its answers"), f"{place.cohort_href}/questions/{need.subject}"


def _say_losing(need: Need, place: _Place) -> Said:
    why = ngettext(
        "loses people: %(count)d of the %(of)d who opened it stopped there and fell silent.",
        "loses people: %(count)d of the %(of)d who opened it stopped there and fell silent.",
        need.count,
    )
    said = why % {"count": need.count, "of": need.of}
    return place.title(need.lesson_id), said, _("See who"), place.who_is_at(need.lesson_id)


def _say_skipped(need: Need, place: _Place) -> Said:
    why = ngettext(
        "was left undone by “Continue anyway”, by %(count)d of the %(of)d who opened it.",
        "was left undone by “Continue anyway”, by %(count)d of the %(of)d who opened it.",
        need.count,
    )
    said = why % {"count": need.count, "of": need.of}
    return place.title(need.lesson_id), said, _("See who"), place.who_is_at(need.lesson_id)


@lru_cache(maxsize=1024)
def _shortened(question: str) -> str:
    return shorten(question, LONGEST_QUESTION, placeholder=" …")


def _on(need: Need) -> str:
    return when(need.since_utc) if need.since_utc else ""


@dataclass(frozen=True, slots=True)
class _Words:
    """The heading of a kind, the rule by which it is found, and what its rows say."""

    title: str
    rule: str
    row: Callable[[Need, _Place], Said]


_WORDS: Mapping[str, _Words] = {
    waiting.KIND: _Words(
        _("Shared with you"),
        _(
            "Texts that were shared with you and not taken back, to which nobody who teaches has said a word or “seen”"
            " since their writer last shared or answered; the longest shared first. Of versions, the last."
        ),
        _say_waiting,
    ),
    stuck.KIND: _Words(
        _("Stuck at a question"),
        _(
            "Who failed a question at least %(tries)d times in a lesson that is not done, and for %(days)d day or more"
            " has got nothing right, written or finished since; the last to get stuck first."
        )
        % {"tries": STUCK_AFTER_TRIES, "days": stuck.STUCK_FOR.days},
        _say_stuck,
    ),
    overdue.KIND: _Words(
        _("Set out to do, and past its day"),
        _(
            "Plans and commitments that were shared with you and not taken back, whose day was %(days)d to %(most)d"
            " days ago, and of which the learner has not said how it went; the last to be due first. What they say"
            " then, only they can read."
        )
        % {"days": overdue.OVERDUE_AFTER.days, "most": overdue.FORGOTTEN_AFTER.days},
        _say_overdue,
    ),
    silent.KIND: _Words(
        _("Fallen silent"),
        _("Who has not finished and has done nothing for %(days)d days; the last to fall silent first.")
        % {"days": QUIET_AFTER.days},
        _say_silent,
    ),
    weak.KIND: _Words(
        _("Questions to mend"),
        _(
            "Questions whose key may be wrong, since those who do better elsewhere choose another option; which nobody"
            " of %(people)d or more got right at first; or at which %(share)d %% of as many were sure, and wrong. The"
            " gravest first; counted once a day."
        )
        % {"people": FEWEST_ANSWERS, "share": SURE_AND_WRONG_FROM * 100},
        _say_weak,
    ),
    losing.KIND: _Words(
        _("Lessons that lose people"),
        _(
            "Lessons in which at least %(people)d people, and %(share)d %% of those who opened them, have stopped and"
            " done nothing for %(days)d days; the highest share first."
        )
        % {"people": losing.LOST_AT_LEAST, "share": losing.LOST_SHARE * 100, "days": QUIET_AFTER.days},
        _say_losing,
    ),
    skipped.KIND: _Words(
        _("Lessons left undone"),
        _(
            "Lessons that at least %(people)d people, and %(share)d %% of those who opened them, left undone by"
            " “Continue anyway”; the most first."
        )
        % {"people": skipped.SKIPPED_AT_LEAST, "share": skipped.SKIPPED_SHARE * 100},
        _say_skipped,
    ),
}


def rules() -> list[tuple[str, str]]:
    """How the list is made: heading and rule of each kind, in the list's order."""
    return [(words.title, words.rule) for words in _WORDS.values()]
