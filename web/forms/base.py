"""What all forms share."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, IntegerField
from wtforms.validators import InputRequired, NumberRange

LONGEST_KEY = 100
"""Characters of a submission key."""
LARGEST_NUMBER = 2**31 - 1
"""The largest that the database takes."""
LONGEST_NUMBER = 20
"""Characters of a number that is read at all."""


def stripped(text: str | None) -> str:
    """A filter: no form keeps the spaces around what was typed, nor NUL, which PostgreSQL takes in no text."""
    return (text or "").replace("\0", "").strip()


class NumberField(IntegerField):
    """A whole number that has to be given, from `least` to the largest that the database takes."""

    def __init__(self, *, least: int, **options: Any) -> None:
        super().__init__(validators=[InputRequired(), NumberRange(least, LARGEST_NUMBER)], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """What is too long is no number: a range cannot be told of one with more digits than a float has."""
        super().process_formdata([each if len(each) <= LONGEST_NUMBER else "" for each in valuelist])


class Form(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A form whose text fields are stripped."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc] # Flask-WTF has no types
        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            if unbound_field.field_class.__name__ in {"StringField", "EmailField", "HiddenField"}:
                unbound_field.kwargs.setdefault("filters", [stripped])
            bound: Field = super().bind_field(form, unbound_field, options)
            return bound
