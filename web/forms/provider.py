"""What a provider of sign-ins sends back, as a button hands it on."""

from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired, Length

from web.forms.base import Form
from web.language import _

LONGEST_CODE = 4000


class BackForm(Form):
    code = HiddenField(validators=[InputRequired(), Length(max=LONGEST_CODE)])
    state = HiddenField(validators=[InputRequired(), Length(max=LONGEST_CODE)])
    bring_along = BooleanField(_("Bring along what I did here as a guest"), default=True)
