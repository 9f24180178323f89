"""What must be unlike in all the quizzes of a course: the ids of questions, and their stems."""

from collections.abc import Iterable, Iterator

from quizzes.parsing import ParsedQuiz
from quizzes.wording import fold
from sources.places import Place, Problem


def check_ids(quizzes: Iterable[ParsedQuiz]) -> Iterator[Problem]:
    """Yield an error for each question whose id another quiz has; answers are filed under it."""
    first_places: dict[str, Place] = {}
    for parsed in quizzes:
        for question_id, place in parsed.places.items():
            earlier = first_places.setdefault(question_id, place)
            if earlier != place:
                message = f"The id {question_id!r} stands at {earlier} already."
                yield Problem(place, "question-id-twice", message, "Give this question an id of its own.")


def check_stems(quizzes: Iterable[ParsedQuiz]) -> Iterator[Problem]:
    """Yield an error for each stem that another quiz has; within one quiz, reading it has found them."""
    first_places: dict[str, Place] = {}
    for parsed in quizzes:
        for question in parsed.quiz.questions:
            place = parsed.places[question.id]
            earlier = first_places.setdefault(fold(question.stem_text), place)
            if earlier != place:
                message = f"This stem stands at {earlier} already: {question.stem_text!r}."
                yield Problem(place, "stem-twice", message, "Reword or delete one of them.")
