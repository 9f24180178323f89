"""A word about a shared text, and the phrases that an instructor keeps."""

from wtforms import Form, StringField
from wtforms.validators import InputRequired, Length, Optional

from course.reflecting.comments import LONGEST_COMMENT
from course.teaching.phrases import LONGEST_PHRASE
from web.forms.base import LONGEST_KEY, NumberField, stripped
from web.forms.work import read_fields
from web.language import _


# The token was checked at the gate; these forms are not rendered by WTForms and carry none of their own.
class CommentForm(Form):
    """The text is in `field-text`, as reflections have it; `base` is the version of the answer that the page showed."""

    submission_key = StringField(filters=[stripped], validators=[Length(max=LONGEST_KEY)])
    base = NumberField(least=1)
    device = StringField(filters=[stripped], validators=[Length(max=40)])
    phrase = StringField(filters=[stripped], validators=[Optional(), Length(max=16)])


class ReplyForm(Form):
    """A learner's word; its address says about what, and to whom."""

    submission_key = StringField(filters=[stripped], validators=[Length(max=LONGEST_KEY)])
    device = StringField(filters=[stripped], validators=[Length(max=40)])


class PhraseForm(Form):
    words = StringField(filters=[stripped], validators=[InputRequired(), Length(max=LONGEST_PHRASE)])
    at = StringField(filters=[stripped], validators=[Length(max=200)])


def read_comment() -> str:
    return read_fields(["text"])["text"].replace("\0", "")


def refusal_of(text: str) -> str:
    """Why a comment is not taken, in a sentence; nothing for one that is."""
    if not text.strip():
        return _("Write something first; a few words will do.")
    return _("Write at most 5,000 characters.") if len(text.strip()) > LONGEST_COMMENT else ""
