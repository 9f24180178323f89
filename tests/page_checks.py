"""Every page that any test fetches is held to these rules; `check_page` says all that is wrong at once.

A rule is a function from a page (or a response's headers) to sentences about what is wrong; a new rule is one more
function in the list. Words that Runway did not write (an author's prose, what a learner typed) stand in an element with
`data-verbatim`: the rule about typographic quotes leaves those alone.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element

from werkzeug.wrappers import Response

from tests.header_checks import HEADER_RULES
from tests.pages import NOT_SHOWN, Page, collapse, parse_page, text_of

Complaints = Iterator[str]

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
AS_TYPED = NOT_SHOWN | {"code", "pre", "kbd", "samp", "textarea"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "list")


def check_page(response: Response, address: str = "") -> Page:
    """Fail with everything that is wrong with this page and its headers; give the page where nothing is."""
    page = parse_page(response.data.decode("utf-8"), address=address, status=response.status_code)
    wrong = [*complaints_about_headers(response), *complaints_about(page)]
    assert not wrong, f"{address or 'the page'} (h1 “{page.h1}”):\n  " + "\n  ".join(wrong)
    return page


def check_headers(response: Response, address: str = "") -> None:
    """The same for what is no page: redirects, downloads, static files."""
    wrong = complaints_about_headers(response)
    assert not wrong, f"{address or 'the response'}:\n  " + "\n  ".join(wrong)


def complaints_about(page: Page) -> list[str]:
    return [complaint for rule in PAGE_RULES for complaint in rule(page)]


def complaints_about_headers(response: Response) -> list[str]:
    return [complaint for rule in HEADER_RULES for complaint in rule(response)]


def parses(page: Page) -> Complaints:
    yield from page.faults


def has_frame(page: Page) -> Complaints:
    if not page.html.lstrip().lower().startswith("<!doctype html>"):
        yield "does not begin with <!doctype html>"
    if not page.tree.get("lang"):
        yield "html has no lang"
    if not any(meta.get("name") == "viewport" for meta in page.all("meta")):
        yield "no viewport for telephones"
    if len(list(page.all("main"))) != 1:
        yield "not exactly one main"


def has_title(page: Page) -> Complaints:
    headings = [text_of(h1) for h1 in page.all("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"not exactly one h1 with words: {headings}"
    elif not page.title.startswith(headings[0]):
        yield f"the title “{page.title}” does not begin with the h1 “{headings[0]}”"


def steps_down_headings(page: Page) -> Complaints:
    level = 0
    for heading in page.all(*HEADINGS):
        found = int(heading.tag[1])
        if found > level + 1:
            yield f"{heading.tag} “{text_of(heading)}” skips a level after h{level}"
        if not text_of(heading):
            yield f"{heading.tag} is empty"
        level = found


def has_unique_ids(page: Page) -> Complaints:
    counted = Counter(element.get("id") for element in page.tree.iter() if element.get("id") is not None)
    yield from (f"id “{name}” occurs {number} times" for name, number in counted.items() if number > 1)


def has_targets(page: Page) -> Complaints:
    for element in page.tree.iter():
        for attribute in REFERENCES:
            for name in (element.get(attribute) or "").split():
                if name not in page.by_id:
                    yield f"{attribute}=“{name}” points at nothing"
    for link in page.links:
        if link.href.startswith("#") and link.href[1:] not in page.by_id:
            yield f"the link to {link.href} points at nothing"


def sends_forms_safely(page: Page) -> Complaints:
    for element, form in zip(page.all("form"), page.forms, strict=True):
        if not form.action:
            yield "a form has no action"
        if element.get("method") is None:
            yield f"the form to {form.action} has no method"
        token = form.fields.get("csrf_token")
        if form.method == "post" and not (token and token.values[0]):
            yield f"the form to {form.action} has no csrf_token"
        if form.method == "get" and token:
            yield f"the form to {form.action} would show its csrf_token in the address"
        if not form.buttons:
            yield f"the form to {form.action} has no button"


def labels_controls(page: Page) -> Complaints:
    labelled = _labelled_controls(page)
    for control in page.all("input", "select", "textarea"):
        is_named = control.get("aria-label") or control.get("aria-labelledby") or control in labelled
        if control.get("type") not in UNLABELLED and not is_named:
            yield f"{control.tag} “{control.get('name', '')}” has no label"


def _labelled_controls(page: Page) -> set[Element]:
    labelled: set[Element] = set()
    for label in page.all("label"):
        pointed_at = page.by_id.get(label.get("for", ""))
        if text_of(label):
            labelled |= {pointed_at} if pointed_at is not None else set(label.iter())
    return labelled


def groups_choices(page: Page) -> Complaints:
    grouped = {control for group in page.tree.iter() if _is_named_group(group) for control in group.iter("input")}
    radios = [control for control in page.all("input") if control.get("type") == "radio" and control not in grouped]
    yield from (f"the choices “{name}” have no fieldset with a legend" for name in {one.get("name") for one in radios})


def _is_named_group(element: Element) -> bool:
    if element.tag == "fieldset":
        return any(map(text_of, element.iter("legend")))
    return element.get("role") in {"group", "radiogroup"} and bool(
        element.get("aria-labelledby") or element.get("aria-label")
    )


def explains_tables(page: Page) -> Complaints:
    for table in page.all("table"):
        if not any(map(text_of, table.iter("caption"))):
            yield "a table has no caption"
        if table.find(".//th") is None:
            yield "a table has no th"


def keeps_script_and_style_out(page: Page) -> Complaints:
    for element in page.tree.iter():
        if element.tag == "style" or element.get("style") is not None:
            yield f"style inside the page ({element.tag})"
        if element.tag == "script" and not element.get("src") and element.get("type") != "application/json":
            yield "script inside the page"
        yield from (f"{name}= on {element.tag}" for name in element.attrib if name.lower().startswith("on"))
        for address in (element.get("href", ""), element.get("src", ""), element.get("action", "")):
            if address.strip().lower().startswith(("javascript:", "data:text")):
                yield f"{element.tag} runs {address[:20]}"


def describes_images(page: Page) -> Complaints:
    for image in page.all("img"):
        if image.get("alt") is None:
            yield f"the image {image.get('src', '')} has no alt"
    for frame in page.all("iframe"):
        if not frame.get("title"):
            yield f"the frame {frame.get('src', '')} has no title"


def names_links_and_buttons(page: Page) -> Complaints:
    for element in page.all("a", "button", "summary"):
        pictured = any(image.get("alt") for image in element.iter("img"))
        if not (text_of(element) or element.get("aria-label") or element.get("aria-labelledby") or pictured):
            yield f"{element.tag} {element.get('href', '')} has no words"
        if element.tag == "a" and not element.get("href"):
            yield f"the link “{text_of(element)}” goes nowhere"
        if element.get("target") == "_blank" and "noopener" not in element.get("rel", ""):
            yield f"the link “{text_of(element)}” opens a window without noopener"


def sets_quotes(page: Page) -> Complaints:
    for words in _own_words(page.tree):
        if '"' in words or "'" in words:
            yield f"straight quotes in “{collapse(words)[:80]}”"


def _own_words(element: Element) -> Iterator[str]:
    """Each piece of text that Runway wrote."""
    if isinstance(element.tag, str) and element.tag not in AS_TYPED and element.get("data-verbatim") is None:
        yield element.text or ""
        for child in element:
            yield from _own_words(child)
            yield child.tail or ""


PAGE_RULES: Sequence[Callable[[Page], Complaints]] = (
    parses,
    has_frame,
    has_title,
    steps_down_headings,
    has_unique_ids,
    has_targets,
    sends_forms_safely,
    labels_controls,
    groups_choices,
    explains_tables,
    keeps_script_and_style_out,
    describes_images,
    names_links_and_buttons,
    sets_quotes,
)
