"""A fetched page as tests read it: its text, links and forms, found as a person would find them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as PARSE_ERRORS

from tests.page_forms import Form, read_form

NOT_SHOWN = {"script", "style", "template", "head", "title"}


def collapse(text: str) -> str:
    return " ".join(text.split())


def text_of(element: Element) -> str:
    """The element's visible words, spaces collapsed."""
    return collapse("".join(shown_text(element)))


def shown_text(element: Element, skipped: frozenset[str] | set[str] = NOT_SHOWN) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in skipped:
        return
    yield element.text or ""
    for child in element:
        yield from shown_text(child, skipped)
        yield child.tail or ""


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str

    @property
    def path(self) -> str:
        return urlsplit(self.href).path


@dataclass(frozen=True)
class Page:
    """One HTML page; `tree` is its html element, `faults` what the parser objected to."""

    address: str
    status: int
    html: str
    tree: Element
    faults: tuple[str, ...]

    def all(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.tree.iter() if element.tag in tags)

    @cached_property
    def text(self) -> str:
        return text_of(self.tree)

    @cached_property
    def title(self) -> str:
        return next((collapse("".join(element.itertext())) for element in self.all("title")), "")

    @cached_property
    def h1(self) -> str:
        return next(map(text_of, self.all("h1")), "")

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        return {element.get("id", ""): element for element in self.tree.iter() if element.get("id")}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return tuple(
            Link(text_of(a) or a.get("aria-label", ""), a.get("href", "")) for a in self.all("a") if a.get("href")
        )

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        return tuple(read_form(element, text_of) for element in self.all("form"))

    def link(self, text: str) -> Link:
        """The one link whose words contain `text`."""
        return one([link for link in self.links if text in link.text], f"link with “{text}”", self)

    def form(self, named: str) -> Form:
        """The one form with this id, this button, or whose action ends so."""
        found = [form for form in self.forms if named in (form.id, *form.buttons) or form.action.endswith(named)]
        return one(found, f"form “{named}” among {[form.action for form in self.forms]}", self)


Found = TypeVar("Found")


def one(found: list[Found], what: str, page: Page) -> Found:
    assert len(found) == 1, f"{len(found)} instead of one {what} on {page.address}"
    return found[0]


def parse_page(html: str, *, address: str = "", status: int = 200) -> Page:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    faults = tuple(f"line {place[0]}: {PARSE_ERRORS[code] % values}" for place, code, values in parser.errors)
    return Page(address, status, html, tree, faults)
