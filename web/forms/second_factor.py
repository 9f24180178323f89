"""Codes, and a password before what counts beside it is changed."""

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from web.forms.base import Form
from web.forms.settings import password_now_field
from web.language import _

LONGEST_CODE = 40
LONGEST_CREDENTIAL = 20_000


class CodeForm(Form):
    code = StringField(
        _("Code"),
        description=_("The six digits that your app shows, or one of your recovery codes."),
        validators=[
            InputRequired(_("Enter a code")),
            Length(max=LONGEST_CODE, message=_("Enter the six digits that your app shows")),
        ],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    )
    next = HiddenField()


class AppCodeForm(Form):
    code = StringField(
        _("Code"),
        description=_("The six digits that the app shows now."),
        validators=[
            InputRequired(_("Enter the code that the app shows")),
            Length(max=LONGEST_CODE, message=_("Enter the six digits that the app shows")),
        ],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class ProofForm(Form):
    """One's password, once more."""

    password_now = password_now_field()


class CredentialForm(Form):
    """What a device said; the script fills it in."""

    credential = HiddenField(validators=[InputRequired(), Length(max=LONGEST_CREDENTIAL)])
    next = HiddenField()
