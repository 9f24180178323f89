"""What is known about writing questions, as rules: pure functions in the files beside this one, listed here once."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from quizzes.parsing import ParsedQuiz
from quizzes.writing_rules import absolutes, cues, echoes, keys, lengths, numbers, option_count, stems
from quizzes.writing_rules.asked import Asked
from sources.places import Problem

Rule = Callable[[Asked], Iterator[Problem]]
CourseRule = Callable[[Sequence[Asked]], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    stems.states_the_problem,
    stems.is_short_enough,
    stems.stresses_its_negation,
    option_count.has_three_or_four,
    lengths.key_is_not_the_longest,
    absolutes.are_not_in_distractors_alone,
    echoes.key_does_not_repeat_the_stem,
    cues.article_fits_all_options,
    cues.options_are_written_alike,
    numbers.stand_in_order,
)
COURSE_RULES: tuple[CourseRule, ...] = (keys.places_are_balanced, keys.statements_are_balanced)


def ask(quizzes: Iterable[ParsedQuiz], language: str) -> list[Asked]:
    """Return the questions of a course as the rules see them."""
    return [
        Asked(question, parsed.bodies[question.id], language)
        for parsed in quizzes
        for question in parsed.quiz.questions
    ]


def check_writing(quizzes: Iterable[ParsedQuiz], language: str) -> Iterator[Problem]:
    """Yield what the rules say about each question of a course, and about all of them together."""
    asked = ask(quizzes, language)
    for each in asked:
        for rule in RULES:
            yield from rule(each)
    for course_rule in COURSE_RULES:
        yield from course_rule(asked)
