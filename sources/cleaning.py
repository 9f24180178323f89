"""The one allow-list: which HTML a page may hold, whoever wrote it."""

import re

import nh3

# fmt: off
TAGS = frozenset((
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
))
# fmt: on
# No `style`, `on…`, `src`; `class` only through CLASSES: nh3 panics when it is in both.
ATTRIBUTES = {
    "a": {"href", "title", "data-t"},
    "abbr": {"title"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
CLASSES = {
    "a": {"yt-timestamp", "footnote-ref", "footnote-backref"},
    "div": {"footnote"},
    "span": {"yt-time"},
}
SCHEMES = {"http", "https", "mailto"}
# What these hold is not prose: it vanishes with them.
# fmt: off
VANISHING = frozenset((
    "applet", "audio", "canvas", "embed", "frameset", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
))
# fmt: on
# Known elements that are not allowed lose their tags and keep their text.
# fmt: off
UNWRAPPED = frozenset((
    "address", "area", "article", "aside", "base", "bdi", "bdo", "big", "body", "button", "center", "col",
    "colgroup", "data", "datalist", "details", "dfn", "dialog", "fieldset", "figcaption", "figure", "font",
    "footer", "form", "frame", "h1", "head", "header", "html", "img", "input", "label", "legend", "link", "main",
    "map", "menu", "meta", "meter", "nav", "optgroup", "option", "output", "param", "picture", "plaintext",
    "progress", "rp", "rt", "ruby", "section", "source", "strike", "summary", "time", "track", "tt", "wbr",
))
# fmt: on
ADDRESS = re.compile(r"(?:https?://|mailto:|/(?![/\\])|#fn)", re.IGNORECASE)
FOOTNOTE_ID = re.compile(r"fn(?:ref)?\d*:[\w-]{1,60}")


def clean_html(html: str) -> str:
    """Return the HTML with nothing in it that the allow-list does not name."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(VANISHING),
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_keep_attribute,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Drop a link that leads nowhere from here (`notes.md`), and every id but a footnote's."""
    if tag == "a" and name == "href":
        return value if ADDRESS.match(value) else None
    if name == "id":
        return value if FOOTNOTE_ID.fullmatch(value) else None
    if name in ("start", "colspan", "rowspan"):
        return value if value.isascii() and value.isdigit() and len(value) < 6 else None
    return value
