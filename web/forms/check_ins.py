"""How it went, and how to be reminded."""

from wtforms import BooleanField, Form, HiddenField, StringField
from wtforms.validators import AnyOf, InputRequired, Length

from course.reflecting.answering import LONGEST_OBSTACLE, OUTCOMES
from web.forms.base import LONGEST_KEY, NumberField, stripped
from web.language import _


class CheckInForm(Form):
    submission_key = StringField(filters=[stripped], validators=[InputRequired(), Length(max=LONGEST_KEY)])
    base = NumberField(least=0)
    outcome = StringField(validators=[AnyOf(OUTCOMES, message=_("Choose how it went."))])
    obstacle = StringField(
        filters=[stripped],
        validators=[Length(max=LONGEST_OBSTACLE, message=_("Write at most 5,000 characters on what got in the way."))],
    )
    at = HiddenField()


class RemindersForm(Form):
    by_mail = BooleanField()
    words_in_mail = BooleanField()
    words_in_calendar = BooleanField()


class CalendarForm(Form):
    number = NumberField(least=1)
