"""One round: the unit, then W1 and W2, right after one another so that they meet the same machine."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from typing import TypeVar

from bench.browser import Browser
from bench.crowd import CONNECTIONS, Job, Spell, work
from bench.instructor import Instructor
from bench.learner import LESSON, Learner, expect, questions_of
from bench.markup import Form
from bench.servers import Server

Kind = TypeVar("Kind", bound=Browser)


@dataclass(frozen=True, slots=True)
class Round:
    """What was measured; a job of `answering` is a whole quiz."""

    unit: Spell
    reading: Spell
    answering: Spell
    answering_without_script: Spell
    roster: Spell | None = None
    whole_roster: Spell | None = None

    def in_units(self, spell: Spell) -> float:
        return spell.cpu_each / self.unit.cpu_each


@dataclass(frozen=True, slots=True)
class Counts:
    """How much one round does."""

    unit: int = 2000
    pages: int = 600
    quizzes: int = 24
    rosters: int = 100
    whole_rosters: int = 20


def measure_round(
    bare: Server, runway: Server, readers: Sequence[Learner], teaching: "Teaching", counts: Counts
) -> Round:
    return Round(
        unit=ask_for_the_unit(bare, counts.unit),
        reading=read_lessons(runway, readers, counts.pages),
        answering=answer_quizzes(runway, counts.quizzes, Learner.answer_in_place),
        answering_without_script=answer_quizzes(runway, counts.quizzes, Learner.answer_by_page),
        roster=open_pages(runway, teaching.ines, teaching.cohort, counts.rosters),
        whole_roster=open_pages(runway, teaching.ines, f"{teaching.cohort}?show=all", counts.whole_rosters),
    )


@dataclass(frozen=True, slots=True)
class Teaching:
    """Ines, signed in, and the address of her cohort."""

    ines: Instructor
    cohort: str


def open_pages(runway: Server, ines: Instructor, path: str, pages: int) -> Spell:
    """W3: an instructor opens a page again and again, at one connection."""
    ines.rest()
    return work(runway, [[_reading(ines, path)] * pages])


@contextmanager
def readers(runway: Server, number: int = 24) -> Iterator[Sequence[Learner]]:
    """Learners who have the lesson open, from those who have just come to those who have answered everything."""
    with _browsers([Learner(runway.port) for _ in range(number)]) as learners:
        for place, each in enumerate(learners):
            each.start()
            questions = questions_of(each.open_ahead(LESSON))
            for question in questions[: place % (len(questions) + 1)]:
                each.answer_in_place(question)
        yield learners


def ask_for_the_unit(bare: Server, requests: int) -> Spell:
    with _browsers([Browser(bare.port) for _ in range(CONNECTIONS)]) as browsers:
        return work(bare, [[_reading(each, "/")] * (requests // CONNECTIONS) for each in browsers])


def read_lessons(runway: Server, learners: Sequence[Learner], pages: int) -> Spell:
    """W1: the readers open the lesson, each in their turn."""
    for each in learners:
        each.rest()
    shares = [learners[first::CONNECTIONS] for first in range(CONNECTIONS)]
    turns = pages // CONNECTIONS
    return work(runway, [[_reading(each, LESSON) for each in islice(cycle(share), turns)] for share in shares])


def answer_quizzes(runway: Server, quizzes: int, answer: Callable[[Learner, Form], None]) -> Spell:
    """W2: learners who have a fresh lesson open answer its five questions, each learner once."""
    with _browsers([Learner(runway.port) for _ in range(quizzes)]) as learners:
        jobs = []
        for each in learners:
            each.start()
            jobs.append(_answering(each, questions_of(each.open_ahead(LESSON)), answer))
        return work(runway, [jobs[first::CONNECTIONS] for first in range(CONNECTIONS)])


def _reading(browser: Browser, path: str) -> Job:
    def read() -> None:
        expect(browser.get(path), 200)

    return read


def _answering(learner: Learner, questions: Sequence[Form], answer: Callable[[Learner, Form], None]) -> Job:
    def answer_all() -> None:
        for question in questions:
            answer(learner, question)

    return answer_all


@contextmanager
def _browsers(browsers: Sequence[Kind]) -> Iterator[Sequence[Kind]]:
    with ExitStack() as stack:
        for browser in browsers:
            stack.enter_context(browser)
        yield browsers
