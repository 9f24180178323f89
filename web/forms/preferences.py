"""How pages look and work."""

from wtforms import BooleanField, RadioField, SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import InputRequired

from course.people.preferences import Theme
from web.forms.base import Form
from web.language import _

THEMES = {Theme.SYSTEM: _("As this device has it"), Theme.LIGHT: _("Light"), Theme.DARK: _("Dark")}


class PreferencesForm(Form):
    theme = RadioField(
        _("Light or dark pages"),
        choices=[SelectChoice(theme.value, words) for theme, words in THEMES.items()],
        validators=[InputRequired(_("Choose how pages look"))],
    )
    shortcuts = BooleanField(
        _("Keys for lessons"),
        description=_(
            "In a lesson, single keys go on and back. Turn them off if you speak to your computer or press by accident."
        ),
    )
