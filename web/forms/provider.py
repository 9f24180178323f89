"""What a provider of sign-ins sends back, as a button hands it on."""

from wtforms import HiddenField
from wtforms.validators import InputRequired, Length

from web.forms.accounts import bring_along_field
from web.forms.base import Form

LONGEST_CODE = 4000


class BackForm(Form):
    code = HiddenField(validators=[InputRequired(), Length(max=LONGEST_CODE)])
    state = HiddenField(validators=[InputRequired(), Length(max=LONGEST_CODE)])
    bring_along = bring_along_field()
