"""Keeping somebody out, with a reason."""

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from web.forms.base import Form
from web.language import _

LONGEST_REASON = 500


class SuspensionForm(Form):
    reason = StringField(
        _("Reason"),
        description=_("It stands in the log, for admins alone."),
        validators=[
            DataRequired(_("Write why")),
            Length(max=LONGEST_REASON, message=_("Write at most 500 characters")),
        ],
    )
