"""Making a cohort, and the empty form of buttons."""

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from web.forms.base import LONGEST_KEY, Form
from web.language import _


class CohortForm(Form):
    name = StringField(
        _("Name of the cohort"),
        description=_("Its learners see it too, for example “Spring 2027”."),
        validators=[
            DataRequired(_("Enter a name for the cohort")),
            Length(max=100, message=_("Enter a name of at most 100 characters")),
        ],
    )
    course = SelectField(_("Course"), validators=[InputRequired(_("Choose a course"))])
    submission_key = HiddenField(validators=[Length(max=LONGEST_KEY)])
