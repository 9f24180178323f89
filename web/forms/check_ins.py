"""How it went, and how to be reminded."""

from wtforms import BooleanField, Form, HiddenField, IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange

from course.reflecting.answering import LONGEST_OBSTACLE, OUTCOMES
from web.forms.base import LONGEST_KEY, stripped
from web.forms.work import LARGEST_NUMBER
from web.language import _


class CheckInForm(Form):
    submission_key = StringField(filters=[stripped], validators=[InputRequired(), Length(max=LONGEST_KEY)])
    base = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST_NUMBER)])
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
    number = IntegerField(validators=[InputRequired(), NumberRange(1, LARGEST_NUMBER)])
