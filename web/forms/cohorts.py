"""Making a cohort and looking after it, inviting to it, and the empty form of buttons."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import DateField, EmailField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from web.forms.accounts import email_field
from web.forms.base import LONGEST_KEY, Form
from web.language import _

LONGEST_LIST = 200_000


def cohort_name_field() -> StringField:
    return StringField(
        _("Name of the cohort"),
        description=_("Its learners see it too, for example “Spring 2027”."),
        validators=[
            DataRequired(_("Enter a name for the cohort")),
            Length(max=100, message=_("Enter a name of at most 100 characters")),
        ],
    )


class CohortForm(Form):
    name = cohort_name_field()
    course = SelectField(_("Course"), validators=[InputRequired(_("Choose a course"))])
    submission_key = HiddenField(validators=[Length(max=LONGEST_KEY)])


class CohortSettingsForm(Form):
    name = cohort_name_field()
    starts_on = DateField(_("First day"), validators=[Optional()])
    ends_on = DateField(
        _("Last day"),
        description=_("Both are only told to learners; nothing opens or closes by them."),
        validators=[Optional()],
    )

    def validate_ends_on(self, field: Field) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("Enter a last day that is not before the first"))


class TeacherForm(Form):
    email: EmailField = email_field(_("Email of the instructor"), _("They must be an instructor here already."))


class InvitationsForm(Form):
    addresses = TextAreaField(
        _("Email addresses"),
        description=_("One a line, or with commas between them. “Name <name@example.org>” is understood, too."),
        validators=[Length(max=LONGEST_LIST, message=_("Send at most 500 addresses at once"))],
    )
    file = FileField(
        _("Or a CSV file"),
        description=_("Each line is searched for an address; a first line of headings is skipped."),
    )

    def text(self) -> str:
        """What was pasted and what the file holds; a file in another encoding than UTF-8 is read as Latin."""
        sent = self.file.data.read() if self.file.data else b""
        try:
            read = sent.decode("utf-8-sig")
        except UnicodeDecodeError:
            read = sent.decode("latin-1")
        return read.replace("\0", "") or (self.addresses.data or "").replace("\0", "")

    def validate_file(self, field: Any) -> None:
        if not field.data and not (self.addresses.data or "").strip():
            raise ValidationError(_("Enter at least one address, or choose a file"))


class MoveForm(Form):
    to = SelectField(_("Cohort"), validators=[InputRequired(_("Choose a cohort"))])
