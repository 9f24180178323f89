"""One round: the unit, then W1 and W2, right after one another so that they meet the same machine."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TypeVar

from bench.browser import Browser
from bench.crowd import CONNECTIONS, Job, Spell, work
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

    def in_units(self, spell: Spell) -> float:
        return spell.cpu_each / self.unit.cpu_each


@dataclass(frozen=True, slots=True)
class Counts:
    """How much one round does."""

    unit: int = 1200
    pages: int = 600
    quizzes: int = 40


def measure_round(bare: Server, runway: Server, counts: Counts) -> Round:
    return Round(
        unit=ask_for_the_unit(bare, counts.unit),
        reading=read_lessons(runway, counts.pages),
        answering=answer_quizzes(runway, counts.quizzes, Learner.answer_in_place),
        answering_without_script=answer_quizzes(runway, counts.quizzes, Learner.answer_by_page),
    )


def ask_for_the_unit(bare: Server, requests: int) -> Spell:
    with _browsers([Browser(bare.port) for _ in range(CONNECTIONS)]) as browsers:
        return work(bare, [[_reading(each, "/")] * (requests // CONNECTIONS) for each in browsers])


def read_lessons(runway: Server, pages: int) -> Spell:
    """W1: learners who are in the middle of a lesson open it."""
    with _browsers([Learner(runway.port) for _ in range(CONNECTIONS)]) as learners:
        for each in learners:
            each.start()
            for question in questions_of(each.open_ahead(LESSON))[:2]:
                each.answer_in_place(question)
        return work(runway, [[_reading(each, LESSON)] * (pages // CONNECTIONS) for each in learners])


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
