"""Cloze: text fields within a text."""

from markupsafe import Markup

from quizzes.kinds import Cloze
from quizzes.kinds.cloze import accepted_in_words, fits
from quizzes.kinds.kind import Answer
from quizzes.option_order import opaque_id
from quizzes.parts import read_given, write_given
from web.forms.questions.fields import PART_PREFIX, Field, Given
from web.language import _
from web.learner.views import PartView


class Gaps(Field):
    """The label of each blank is the text before it; what is left of the text stands behind the last one."""

    shows_key = True

    def __init__(self, question: Cloze, secret: bytes) -> None:
        self._question = question
        self._names = {blank.id: opaque_id(secret, question.id, blank.id) for blank in question.blanks}

    def read(self, given: Given) -> Answer:
        return write_given((blank, given.parts.get(name, "").strip()) for blank, name in self._names.items())

    def parts(self, answer: Answer, seed: str, *, is_answered: bool) -> tuple[PartView, ...]:
        typed = read_given(answer)
        return tuple(
            PartView(
                name=PART_PREFIX + self._names[blank.id],
                label=Markup(piece),
                typed=typed.get(blank.id, ""),
                is_given=blank.id in typed,
                right=fits(blank, typed.get(blank.id, "")) if is_answered else None,
                key=accepted_in_words(blank) if is_answered else "",
            )
            for piece, blank in zip(self._question.pieces, self._question.blanks, strict=False)
        )

    def ending(self) -> Markup:
        return Markup(self._question.pieces[-1])

    def asks(self) -> str:
        return _("Fill in at least one of the blanks first.")


def field(question: Cloze, secret: bytes) -> Field:
    return Gaps(question, secret)
