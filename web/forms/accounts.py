"""Signing up, in, and what one is called."""

from typing import Any

from wtforms import BooleanField, EmailField, Field, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, ValidationError

from course.people.accounts import email_key
from course.people.guessable import Guess, how_guessed
from course.people.passwords import LONGEST_PASSWORD, SHORTEST_PASSWORD
from web.forms.base import Form
from web.identity import viewer
from web.language import _
from web.site import site

LONGEST_NAME = 100
LONGEST_EMAIL = 254
# Whether an address works is known only when a mail arrives; this catches what cannot be one.
LOOKS_LIKE_EMAIL = r"^[^@\s]+@[^@\s]+$"


def _is_short_enough(_form: Any, field: Field) -> None:
    """As it was typed and as it is compared: case-folding can make it longer."""
    if max(len(field.data), len(email_key(field.data))) > LONGEST_EMAIL:
        raise ValidationError(_("Enter an email address of at most 254 characters"))


def _takes_more_than_a_guess(form: Any, field: Field) -> None:
    """Hold a password against common ones, and against what is known of its owner and of this site."""
    if field.errors:
        return  # too long a text is not looked through
    here = viewer()
    typed = [form[name].data or "" for name in ("name", "email") if name in form]
    known = [here.name, here.email or ""] if here else []
    guess = how_guessed(field.data or "", [*typed, *known, "Runway", site().address])
    if guess:
        raise ValidationError(WAYS_TO_GUESS[guess])


WAYS_TO_GUESS = {
    Guess.COMMON: _("Many people use this password, so it is guessed first. Choose another"),
    Guess.NAME: _("Your name, your email and this site’s name are guessed first. Add a few words"),
    Guess.PATTERN: _("Repeated characters and rows of keys are guessed first. Choose a few words"),
}


class NameForm(Form):
    name = StringField(
        _("Your name"),
        description=_("As your instructor shall see it."),
        validators=[
            DataRequired(_("Enter your name")),
            Length(max=LONGEST_NAME, message=_("Enter a name of at most 100 characters")),
        ],
        render_kw={"autocomplete": "name"},
    )


def email_field(label: str, description: str) -> EmailField:
    return EmailField(
        label,
        description=description,
        validators=[
            InputRequired(_("Enter your email address")),
            _is_short_enough,
            Regexp(LOOKS_LIKE_EMAIL, message=_("Enter an email address like name@example.org")),
        ],
        render_kw={"autocomplete": "email"},
    )


def new_password_field(label: str) -> PasswordField:
    return PasswordField(
        label,
        description=_("At least 10 characters. A few words in a row are good."),
        validators=[
            InputRequired(_("Enter a password")),
            Length(min=SHORTEST_PASSWORD, message=_("Enter a password of at least 10 characters")),
            Length(max=LONGEST_PASSWORD, message=_("Enter a password of at most 200 characters")),
            _takes_more_than_a_guess,
        ],
        render_kw={"autocomplete": "new-password"},
    )


class SignUpForm(NameForm):
    email = email_field(_("Email"), _("To sign in with. Nothing is sent to it unless you ask."))
    password = new_password_field(_("Password"))


def bring_along_field() -> BooleanField:
    return BooleanField(
        _("Bring along what I did here as a guest"),
        default=True,
        description=_("Untick this if somebody else learned on this device: their work is not yours to keep."),
    )


class SignInForm(Form):
    email = EmailField(
        _("Email"), validators=[InputRequired(_("Enter your email address"))], render_kw={"autocomplete": "email"}
    )
    password = PasswordField(
        _("Password"),
        validators=[InputRequired(_("Enter your password")), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )
    bring_along = bring_along_field()
    next = HiddenField()
