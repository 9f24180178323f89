"""What measuring reads in a page: its forms, and the files that a browser fetches for it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

_STATIC_IMPORT = re.compile(r"""^\s*import\b[^'"()]*["']([^"']+)["']""", re.MULTILINE)
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)""")
FETCHED_LINKS = {"stylesheet", "preload", "icon", "modulepreload"}
TYPED = "checkers"
PICKED = {"radio", "checkbox"}


@dataclass
class Form:
    """A form; `fields` are filled in as somebody would who takes the first option everywhere, of lists each another."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    lists: list[tuple[str, list[str]]] = field(default_factory=list)
    """Each list's name, and the options of it that say something."""

    def add(self, name: str, kind: str, value: str) -> None:
        if kind in PICKED:
            if any(known == name for known, _ in self.fields):
                return
        elif kind != "hidden":
            value = TYPED
        self.fields.append((name, value))

    def end(self) -> None:
        """Choose from the lists: where steps are put in order, no two may be the same."""
        chosen = ((name, options[place % len(options)]) for place, (name, options) in enumerate(self.lists) if options)
        self.fields += chosen
        self.lists.clear()


class Page(HTMLParser):
    """A page, parsed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.files: list[str] = []
        self.feed(html)

    def form(self, action_part: str) -> Form:
        return next(form for form in self.forms if action_part in form.action)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "input" and self.forms and given.get("name"):
            self.forms[-1].add(given["name"], given.get("type", "text"), given.get("value", ""))
        elif tag == "select" and self.forms and given.get("name"):
            self.forms[-1].lists.append((given["name"], []))
        elif tag == "option" and self.forms and self.forms[-1].lists and given.get("value"):
            self.forms[-1].lists[-1][1].append(given["value"])
        elif tag == "link" and given.get("rel") in FETCHED_LINKS:
            self.files.append(given["href"])
        elif tag in ("script", "img") and given.get("src"):
            self.files.append(given["src"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.forms:
            self.forms[-1].end()


def files_named_in(path: str, text: str) -> list[str]:
    """The files that a browser fetches because a style sheet or a module script names them."""
    if path.endswith(".css"):
        found = [address for address in _CSS_ADDRESS.findall(text) if not address.startswith("data:")]
    elif path.endswith(".js"):
        found = _STATIC_IMPORT.findall(text)
    else:
        found = []
    return [urljoin(path, address) for address in found]
