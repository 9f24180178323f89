"""Making a token for a program."""

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from web.forms.base import LONGEST_KEY, Form
from web.language import _

LASTS_DAYS = {"30": _("30 days"), "90": _("90 days"), "365": _("a year")}


class TokenForm(Form):
    name = StringField(
        _("What it is for"),
        description=_("For example “Our dashboard”. Only you see it."),
        validators=[
            DataRequired(_("Enter what the token is for")),
            Length(max=100, message=_("Enter at most 100 characters")),
        ],
    )
    cohort = SelectField(
        _("Cohort"), description=_("The token reads this one alone."), validators=[InputRequired(_("Choose a cohort"))]
    )
    lasts = SelectField(_("It runs out after"), validators=[InputRequired(_("Choose how long"))])
    submission_key = HiddenField(validators=[Length(max=LONGEST_KEY)])
