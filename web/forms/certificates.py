"""The name that stands on a certificate."""

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from web.forms.accounts import LONGEST_NAME
from web.forms.base import Form
from web.language import _


class CertificateForm(Form):
    name = StringField(
        _("Name on the certificate"),
        description=_("As those shall read it to whom you show it."),
        validators=[
            DataRequired(_("Enter the name that stands on the certificate")),
            Length(max=LONGEST_NAME, message=_("Enter a name of at most 100 characters")),
        ],
        render_kw={"autocomplete": "name"},
    )
