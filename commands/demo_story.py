"""How the people of the demo learn: chance with a fixed seed, so that every demo tells the same story."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from lessons.lesson import Prompt
from lessons.prompts import propose
from quizzes.confidence import Confidence
from quizzes.grading import UnreadableAnswer, grade
from quizzes.kinds import AnyQuestion, Cloze, Matching, Ordering
from quizzes.kinds.kind import Answer
from quizzes.parts import write_given

THREE_WEEKS = timedelta(weeks=3)
FINISHERS = 0.25
LAST_TO_BEGIN = timedelta(days=17)
MISLED = 0.75
"""Who believes at first what the demo's one misleading question suggests."""

NAMES = (
    "Amara Okafor", "Ben Lindqvist", "Chiara Russo", "Dmitri Volkov", "Elif Yılmaz", "Farid Rahimi", "Grace Mensah",
    "Hana Sato", "Ivan Petrov", "Jia Chen", "Kofi Boateng", "Leila Haddad", "Mateo García", "Nadia Benali",
    "Oskar Nowak", "Priya Sharma", "Quentin Dubois", "Rosa Almeida", "Sven Andersson", "Tala Nasser", "Uma Patel",
    "Viktor Horvat", "Wanjiru Kamau", "Ximena Torres", "Yusuf Demir", "Zoë Martin", "Anton Weiss", "Bianca Popescu",
    "Carlos Mendes", "Dalia Cohen", "Emil Jensen", "Fatima Zahra", "Georg Bauer", "Hye-jin Park", "Ida Nilsson",
    "Jonas Keller", "Katya Ivanova", "Liam Murphy", "Marta Kowalska", "Noor Aziz",
)  # fmt: skip

REFLECTIONS = (
    "I have stayed because the people are kind. I have not asked what the work is worth elsewhere for four years.",
    "My manager decides what I learn next. I would like to decide that myself, beginning with one course this spring.",
    "I was told to wait for the next round. I wrote down what I would need to hear to believe it.",
    "I know two people who left. Both now do what I would like to do. I will ask one of them how it began.",
    "Comfort is the honest answer. The work is easy, and I have stopped telling people about it.",
)
TRIGGERS = (
    "open my calendar on Monday",
    "hear “not this year”",
    "finish the monthly report",
    "get a message from a recruiter",
)
ACTIONS = (
    "write to one former colleague and ask for twenty minutes",
    "look up three advertised salaries for my role",
    "block half an hour for the course I put off",
    "answer it and ask what they pay",
)
WISHES = (
    "ask for the project that nobody has taken yet",
    "talk with somebody who does the work I would like to do",
    "finish the course that I began in spring",
)
OUTCOMES = (
    "that I know where I stand, instead of guessing",
    "a piece of work that I can show",
    "a Monday that I look forward to",
)
OBSTACLES = (
    "that I wait until I feel ready",
    "that I say yes to everything else first",
    "that I am afraid of a no",
)
FIELD_WORDS = {
    "if": TRIGGERS,
    "then": ACTIONS,
    "wish": WISHES,
    "outcome": OUTCOMES,
    "obstacle": OBSTACLES,
    "plan": ACTIONS,
    "what": ACTIONS,
}
"""What is written in each field of a prompt; a reflection in all others."""


@dataclass(frozen=True, slots=True)
class Temper:
    """How one person learns: chance of a right first answer, of writing, of sharing; lessons before they stop."""

    knows: float
    writes: float
    shares: float
    lessons: int
    begins: timedelta
    pace: timedelta


def draw_temper(chance: Random, lessons: int) -> Temper:
    """Some do all of it, most go on or stop early, and not all begin at once: as in every self-paced course."""
    if chance.random() < FINISHERS:
        return Temper(
            knows=chance.uniform(0.8, 0.97),
            writes=1.0,
            shares=chance.choice((0.0, 0.3, 0.8)),
            lessons=lessons,
            begins=timedelta(hours=chance.uniform(0, 72)),
            pace=timedelta(hours=chance.uniform(24, 42)),
        )
    reach = chance.choices(range(lessons + 1), weights=[1, 3, *[2] * (lessons - 2), 5])[0]
    return Temper(
        knows=chance.uniform(0.45, 0.95),
        writes=chance.uniform(0.6, 1.0),
        shares=chance.choice((0.0, 0.0, 0.4, 0.8)),
        lessons=reach,
        begins=chance.uniform(0, 1) * LAST_TO_BEGIN,
        pace=timedelta(hours=chance.uniform(8, 40)),
    )


def feel_sure(chance: Random, *, is_right: bool, misled: bool) -> Confidence:
    """How sure somebody says they are: who knows mostly knows it, and so does who was misled."""
    levels: tuple[Confidence, ...] = ("sure", "think-so", "guess")
    return chance.choices(levels, weights=(6, 3, 1) if is_right or misled else (2, 5, 3))[0]


def instants(start: datetime, end: datetime, chance: Random) -> Iterator[datetime]:
    """Minutes of one sitting, one after the other, never beyond `end`."""
    now = start
    while True:
        yield min(now, end)
        now += timedelta(seconds=chance.uniform(20, 150))


def find_answer(question: AnyQuestion, *, is_right: bool) -> Answer | None:
    """An answer of the wished kind; None where there is none, as for a question that cannot be answered wrong."""
    return next((answer for answer in _candidates(question) if _is_right(question, answer) == is_right), None)


def write_fields(prompt: Prompt, chance: Random, today: date) -> dict[str, str]:
    """Made-up honest words for a prompt's fields; a day as it is proposed, any level of a rating."""
    proposed = propose(prompt, today)
    levels = tuple(str(level.value) for level in prompt.levels)
    words = {**FIELD_WORDS, "level": levels} if levels else FIELD_WORDS
    return {
        field.name: proposed.get(field.name) or chance.choice(words.get(field.name, REFLECTIONS))
        for field in prompt.fields
    }


def _is_right(question: AnyQuestion, answer: Answer) -> bool | None:
    try:
        result = grade(question, answer)
    except UnreadableAnswer:
        return None
    return result.right if result.answered else None


def _candidates(question: AnyQuestion) -> Iterator[Answer]:
    yield from _candidates_of_parts(question)
    options = getattr(question, "options", ())
    yield tuple(option.id for option in options if option.right)
    yield from ((option.id,) for option in options)
    yield from ((word,) for word in ("true", "false", "something else", "-1"))
    yield from ((accepted.replace("*", ""),) for accepted in getattr(question, "accepted", ()))
    yield from ((str(level.value),) for level in getattr(question, "levels", ()))
    value, unit = getattr(question, "value", ""), getattr(question, "unit", "")
    yield from ((f"{number} {unit}".strip(),) for number in (value, "-1") if value)


def _candidates_of_parts(question: AnyQuestion) -> Iterator[Answer]:
    """All parts right, and some of them not."""
    if isinstance(question, Matching):
        yield write_given((left.id, left.right) for left in question.lefts)
        yield write_given((left.id, question.rights[0].id) for left in question.lefts)
        yield write_given((left.id, question.rights[-1].id) for left in question.lefts)
    if isinstance(question, Ordering):
        places = [str(place) for place in range(1, len(question.steps) + 1)]
        for order in (places, [places[1], places[0], *places[2:]]):
            yield write_given((step.id, place) for step, place in zip(question.steps, order, strict=True))
    if isinstance(question, Cloze):
        words = [blank.accepted[0].replace("*", "") for blank in question.blanks]
        for typed in (words, [*words[:-1], "something else"]):
            yield write_given((blank.id, text) for blank, text in zip(question.blanks, typed, strict=True))
