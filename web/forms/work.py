"""A learner's answers and reflections as browsers send them."""

from collections.abc import Iterable
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, StringField
from wtforms.validators import InputRequired, Length, Optional

from quizzes.confidence import CONFIDENCES, Confidence
from web.forms.base import LONGEST_KEY, NumberField, stripped
from web.forms.questions.fields import PART_PREFIX, Given

LONGEST_ANSWER = 1000
"""Characters of one typed answer."""
FIELD_PREFIX = "field-"
LONGEST_DIGEST = 32
"""Characters of what names a version by its content."""


class AnswerField(Field):
    """All values of a name (ticked boxes, a picked button, or what was typed), and of the names that begin with it."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        sent: MultiDict[str, str] = MultiDict() if formdata is None else formdata
        values = tuple(value[:LONGEST_ANSWER] for value in sent.getlist(self.name))
        parts = {
            name.removeprefix(PART_PREFIX): value[:LONGEST_ANSWER]
            for name, value in sent.items()
            if name.startswith(PART_PREFIX)
        }
        self.data = Given(values, parts)


# The token was checked at the gate; these forms are not rendered by WTForms and carry none of their own.
class AnswerForm(Form):
    submission_key = StringField(filters=[stripped], validators=[InputRequired(), Length(max=LONGEST_KEY)])
    revision = NumberField(least=1)
    answer = AnswerField()
    confidence = StringField()

    @property
    def how_sure(self) -> Confidence | None:
        return next((each for each in CONFIDENCES if each == self.confidence.data), None)


class WritingForm(Form):
    submission_key = StringField(filters=[stripped], validators=[Optional(), Length(max=LONGEST_KEY)])
    base = NumberField(least=0)
    device = StringField(filters=[stripped], validators=[Length(max=40)])
    goes_on_from = StringField(filters=[stripped], validators=[Length(max=LONGEST_DIGEST)])


class RestoreForm(Form):
    """Which version comes back, and the newest one that the page showed."""

    version = StringField(filters=[stripped], validators=[InputRequired(), Length(max=LONGEST_DIGEST)])
    base = NumberField(least=0)
    submission_key = StringField(filters=[stripped], validators=[InputRequired(), Length(max=LONGEST_KEY)])


class ShareForm(Form):
    """Which revision goes to which cohort: the one the page showed, whatever was written since."""

    cohort = StringField(filters=[stripped], validators=[InputRequired(), Length(max=16)])
    submission_key = StringField(filters=[stripped], validators=[InputRequired(), Length(max=LONGEST_KEY)])
    base = NumberField(least=1)


class TakeBackForm(Form):
    """Which prompt's text is taken back from which cohort; a lesson's page names the prompt in its address."""

    prompt = StringField(validators=[Length(max=LONGEST_KEY)])
    cohort = StringField(filters=[stripped], validators=[InputRequired(), Length(max=16)])


def read_fields(names: Iterable[str]) -> dict[str, str]:
    """Each field's text as it was typed, with the line ends of text fields made plain."""
    given: MultiDict[str, str] = request.form
    return {name: given.get(FIELD_PREFIX + name, "").replace("\r\n", "\n") for name in names}
