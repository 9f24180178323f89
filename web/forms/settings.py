"""Changing who one is here: details, email, password; deleting; what one forgot."""

from functools import cache
from zoneinfo import available_timezones

from wtforms import BooleanField, Field, PasswordField, SelectChoice, SelectField, StringField  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import InputRequired, Length, ValidationError

from course.people.passwords import LONGEST_PASSWORD
from web.forms.accounts import NameForm, email_field, new_password_field
from web.forms.base import Form
from web.language import _

REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)
LANGUAGES = (("en", "English"),)


@cache
def time_zones() -> tuple[SelectChoice, ...]:
    """Every zone that is named after a place, and UTC; reading them takes a while, so they are kept."""
    places = sorted(name for name in available_timezones() if name.startswith(REGIONS))
    return (SelectChoice("UTC", "UTC"), *(SelectChoice(name, name.replace("_", " ")) for name in places))


def password_now_field() -> PasswordField:
    return PasswordField(
        _("Your password"),
        description=_("To be sure that it is you."),
        validators=[InputRequired(_("Enter your password")), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )


class DetailsForm(NameForm):
    time_zone = SelectField(
        _("Time zone"),
        description=_("When your day begins, and the times you see, follow it."),
        choices=time_zones,
        validators=[InputRequired(_("Choose a time zone"))],
    )
    language = SelectField(_("Language"), choices=[SelectChoice(*each) for each in LANGUAGES])


class EmailForm(Form):
    email = email_field(_("New email"), description="")
    password_now = password_now_field()


class PasswordForm(Form):
    password_now = password_now_field()
    password = new_password_field(_("New password"))


class ForgottenForm(Form):
    email = email_field(_("Email"), description=_("The one you sign in with."))


class NewPasswordForm(Form):
    password = new_password_field(_("New password"))
    bring_along = BooleanField(
        _("Bring along what I did here as a guest"),
        default=True,
        description=_("Untick this if somebody else learned on this device: their work is not yours to keep."),
    )


class DeleteForm(Form):
    """A member proves by their password that it is them; a guest has none, and types a word."""

    password_now = password_now_field()


class DeleteGuestForm(Form):
    word = StringField(_("Type the word “delete”"), render_kw={"autocomplete": "off", "autocapitalize": "none"})

    def validate_word(self, field: Field) -> None:
        if (field.data or "").strip().casefold() != "delete":
            raise ValidationError(_("Type the word “delete” if you mean it"))
