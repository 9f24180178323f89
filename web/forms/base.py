"""What all forms share."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field

LONGEST_KEY = 100
"""Characters of a submission key."""


def stripped(text: str | None) -> str:
    """A filter: no form keeps the spaces around what was typed, nor NUL, which PostgreSQL takes in no text."""
    return (text or "").replace("\0", "").strip()


class Form(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A form whose text fields are stripped."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc] # Flask-WTF has no types
        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            if unbound_field.field_class.__name__ in {"StringField", "EmailField", "HiddenField"}:
                unbound_field.kwargs.setdefault("filters", [stripped])
            bound: Field = super().bind_field(form, unbound_field, options)
            return bound
