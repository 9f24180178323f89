"""A row of “What needs me” with a note; a lesson to be opened with a reason."""

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from course.teaching.needs.aside import LONGEST_NOTE
from web.forms.base import Form
from web.language import _

LONGEST_REASON = 500


class NeedForm(Form):
    kind = HiddenField(validators=[InputRequired(), Length(max=20)])
    subject = HiddenField(validators=[InputRequired(), Length(max=120)])
    digest = HiddenField(validators=[InputRequired(), Length(max=32)])
    at = HiddenField()
    note = StringField(_("Note"), validators=[Length(max=LONGEST_NOTE)])


class OpeningForm(Form):
    lesson = SelectField(_("Lesson"), validators=[InputRequired(_("Choose a lesson"))])
    reason = StringField(
        _("Reason"),
        description=_("The learner reads it, with your name."),
        validators=[
            DataRequired(_("Write why you open it")),
            Length(max=LONGEST_REASON, message=_("Write at most 500 characters")),
        ],
    )
