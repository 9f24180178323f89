"""The forms and links of a page, read quickly: the harnesses read tens of thousands of pages.

`tests/pages.py` reads a page as a browser would and takes ten times as long; the pages themselves are held to be
well-formed by the other tests.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

from tests.page_forms import Form, read_form
from tests.pages import text_of

EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = SubElement(self._open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in EMPTY:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        names = [each.tag for each in self._open]
        if tag in names[1:]:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        into = self._open[-1]
        if len(into):
            into[-1].tail = (into[-1].tail or "") + data
        else:
            into.text = (into.text or "") + data


def read_tree(html: str) -> Element:
    parser = _Tree()
    parser.feed(html)
    parser.close()
    return parser.root


def forms_of(tree: Element) -> Iterator[Form]:
    return (read_form(each, text_of) for each in tree.iter("form"))


def links_of(tree: Element) -> Iterator[str]:
    return (each.get("href", "") for each in tree.iter("a") if each.get("href"))
