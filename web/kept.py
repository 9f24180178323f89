"""HTML that many people see alike is rendered once; holes in it take what is each page's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, get_flashed_messages
from flask import session as cookie
from markupsafe import Markup, escape

from course.people.sessions import SignedIn
from web.forgery import csrf_token

# Content cannot hold it, since files with a NUL are refused, and what people type is never part of what is kept.
MARK = Markup("\0")


def hole(name: str) -> Markup:
    """What stands in kept HTML where something else goes."""
    return MARK + name + MARK


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a page's frame shows of whoever looks, as far as many have it in common."""

    is_practice: bool
    is_instructor: bool
    is_admin: bool
    is_guest: bool
    shortcuts: bool
    public_id: Markup = hole("viewer")
    theme: Markup = hole("theme")

    @classmethod
    def of(cls, person: SignedIn) -> "Greeting":
        return cls(person.is_practice, person.is_instructor, person.is_admin, person.is_guest, person.shortcuts)


class Kept:
    """Rendered HTML, cut at its holes."""

    def __init__(self, html: str) -> None:
        self._parts = html.split(MARK)
        # Every other part is the name of a hole.
        self._holes = list(enumerate(self._parts))[1::2]
        self._between_tokens = html.split(hole("csrf"))

    def fill(self, own: Mapping[str, str]) -> Markup:
        """The HTML with this page's own put in."""
        parts = self._parts.copy()
        for place, name in self._holes:
            value = own[name]
            parts[place] = value if isinstance(value, Markup) else escape(value)
        return Markup("".join(parts))  # noqa: S704 - templates escaped what they showed, and this the rest

    def fill_in_turn(self, *values: str) -> str:
        """The HTML with these in its holes, one after the other; HTML already, and plain text as what comes out."""
        parts = self._parts.copy()
        parts[1::2] = values
        return "".join(parts)

    def with_token(self) -> Markup:
        """The HTML of a part whose only holes are for the page's token."""
        # As a plain text's own method: what stands between the tokens is HTML, and needs no second look.
        return Markup(str.join(csrf_token(), self._between_tokens))  # noqa: S704 - a template escaped it


def keep(template: str, **values: Any) -> Kept:
    """Render a part of a page to be kept."""
    return Kept(render_part(template, token=hole("csrf"), **values))


def keep_page(template: str, *, viewer: Greeting, **values: Any) -> Kept:
    """Render a whole page to be kept; `page_holes` has what fills its frame."""
    return keep(template, viewer=viewer, messages=lambda: hole("messages"), **values)


def page_holes(person: SignedIn) -> dict[str, str]:
    return {"csrf": csrf_token(), "viewer": person.public_id, "theme": person.theme, "messages": messages()}


def render_part(template: str, *, token: str | None = None, **values: Any) -> str:
    """Render a template from these values alone."""
    shown = csrf_token() if token is None else token
    return current_app.jinja_env.get_template(template).render(csrf_token=lambda: shown, **values)


def messages() -> Markup:
    """What the last request left to be said."""
    if "_flashes" not in cookie:
        return Markup("")
    said = render_part("_messages.html", token="", messages=get_flashed_messages())
    return Markup(said)  # noqa: S704 - a template's HTML


def install(app: Flask) -> None:
    app.jinja_env.globals["messages"] = messages
