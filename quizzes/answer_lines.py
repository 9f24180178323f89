"""Lines that begin with `=`: the right answer of the kinds that have no options."""

from quizzes.body import QuestionBody
from quizzes.quiz_lines import Line
from sources.places import Problem


def read_answers(body: QuestionBody, problems: list[Problem], *, kind: str, example: str) -> tuple[Line, ...]:
    """Return the `=` lines that say something; options beside them and their absence are problems."""
    for option in body.options:
        message = f"`kind: {kind}` has no options, but there is {option.label.text!r}."
        problems.append(Problem(option.label.place, "option-beside-answer", message, f"Write `{example}`."))
    empty = [answer.place for answer in body.answers if not answer.text]
    message = "Nothing stands after `=`."
    problems.extend(Problem(place, "answer-empty", message, f"Write `{example}`.") for place in empty)
    if not body.answers:
        message = f"`kind: {kind}` has no line that says what is right."
        problems.append(Problem(body.stem.place, "no-key", message, f"Write `{example}`."))
    return tuple(answer for answer in body.answers if answer.text)


def read_one_answer(body: QuestionBody, problems: list[Problem], *, kind: str, example: str) -> Line | None:
    """Return the only `=` line; a second one is a problem."""
    answers = read_answers(body, problems, kind=kind, example=example)
    if len(answers) > 1:
        message = f"`kind: {kind}` has one `=` line, but there is another: {answers[1].text!r}."
        problems.append(Problem(answers[1].place, "two-keys", message, "Delete one of them."))
    return answers[0] if answers else None
