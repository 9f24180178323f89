"""Beliefs that an answer stands for, by the tags of the wrong options that were picked."""

from quizzes.kinds import AnyQuestion, MultipleChoice, SingleChoice


def beliefs_of(question: AnyQuestion, answer: tuple[str, ...]) -> tuple[str, ...]:
    """Return the beliefs behind the options that were picked, in the question's order, each once."""
    if not isinstance(question, SingleChoice | MultipleChoice):
        return ()
    picked = (option.misconception for option in question.options if option.id in answer)
    return tuple(dict.fromkeys(belief for belief in picked if belief))
