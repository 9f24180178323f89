"""A quiz file made into a quiz: everything wrong with it is found and told at once."""

from collections.abc import Mapping

from msgspec import Struct, structs

from quizzes.body import QuestionBody
from quizzes.cutting import cut_questions
from quizzes.header import read_header
from quizzes.kinds import KINDS, AnyQuestion
from quizzes.line_forms import check_switches, refuse_other_lines
from quizzes.quiz import Quiz
from quizzes.quiz_lines import read_lines
from quizzes.shared_fields import find_kind, read_shared
from quizzes.wording import fold
from sources.comments import OPENING
from sources.frontmatter import split_frontmatter
from sources.places import MaterialError, Place, Problem, Severity

MOST_QUESTIONS = 100
NO_BODIES: Mapping[str, QuestionBody] = {}


class ParsedQuiz(Struct, frozen=True):
    """A quiz, where each question and its `source:`, `at:` and `after:` stand, by its id, and what is no error.

    `bodies` are the questions as they were written, by id.
    """

    quiz: Quiz
    places: Mapping[str, Place]
    source_places: Mapping[str, Place]
    at_places: Mapping[str, Place]
    after_places: Mapping[str, Place]
    warnings: tuple[Problem, ...] = ()
    bodies: Mapping[str, QuestionBody] = NO_BODIES
    path: str = ""


def parse_quiz(text: str, path: str) -> ParsedQuiz:
    """Read a quiz file; raises MaterialError with every problem found, in the order of the file."""
    front = split_frontmatter(_with_plain_line_ends(text), path)
    # An article's odd head is worth a warning; that of a quiz could hide its lesson or its pass mark.
    problems = [structs.replace(problem, severity=Severity.ERROR) for problem in front.problems]
    bodies = cut_questions(read_lines(front.body, path, front.body_line, problems), problems)
    header = read_header(front, path, problems, questions=len(bodies))
    _check_number(bodies, front.body, path, problems)
    questions = _read_questions(bodies[:MOST_QUESTIONS], problems)
    problems.sort(key=lambda problem: problem.place)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise MaterialError(*problems)
    quiz = Quiz(header.lesson, header.pass_mark, questions, header.draw)
    return _with_places(quiz, bodies, problems, path)


def _check_number(bodies: tuple[QuestionBody, ...], text: str, path: str, problems: list[Problem]) -> None:
    # A file of comments alone is one whose questions are still to be written; an empty one is more likely an accident.
    if not bodies and OPENING not in text:
        mend = "Begin each question with `## ` and its stem."
        problems.append(Problem(Place(path), "no-questions", "This quiz has no questions.", mend))
    if len(bodies) > MOST_QUESTIONS:
        message = f"This quiz has {len(bodies)} questions; at most {MOST_QUESTIONS} can be read."
        place = bodies[MOST_QUESTIONS].stem.place
        problems.append(Problem(place, "too-many-questions", message, "Keep the best, or split the lesson."))


def _with_plain_line_ends(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _read_questions(bodies: tuple[QuestionBody, ...], problems: list[Problem]) -> tuple[AnyQuestion, ...]:
    taken: set[str] = set()
    stems: dict[str, int] = {}
    questions: list[AnyQuestion] = []
    for body in bodies:
        name = find_kind(body, KINDS, problems)
        kind = KINDS[name] if name else None
        shared = read_shared(body, taken, problems, is_judged=kind is None or kind.is_judged)
        taken.add(shared["id"])
        _check_stem(shared["stem_text"], body.stem.place, stems, problems)
        if kind:
            refuse_other_lines(body, kind, problems)
            check_switches(body, kind, problems)
            questions.append(kind.parse(body, shared, problems))
    return tuple(questions)


def _check_stem(text: str, place: Place, lines: dict[str, int], problems: list[Problem]) -> None:
    stem = fold(text)
    if stem and lines.setdefault(stem, place.line) != place.line:
        message = f"This stem stands in line {lines[stem]} already: {text!r}."
        problems.append(Problem(place, "stem-twice", message, "Reword or delete one of them."))


def _with_places(quiz: Quiz, bodies: tuple[QuestionBody, ...], warnings: list[Problem], path: str) -> ParsedQuiz:
    by_id = dict(zip((question.id for question in quiz.questions), bodies, strict=True))
    return ParsedQuiz(
        quiz=quiz,
        places={question: body.stem.place for question, body in by_id.items()},
        source_places=_places_of("source", by_id),
        at_places=_places_of("at", by_id),
        after_places=_places_of("after", by_id),
        warnings=tuple(warnings),
        bodies=by_id,
        path=path,
    )


def _places_of(name: str, by_id: Mapping[str, QuestionBody]) -> dict[str, Place]:
    return {question: body.named[name].value[0].place for question, body in by_id.items() if name in body.named}
