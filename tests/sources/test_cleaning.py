"""What runs must not get through: neither raw HTML nor Markdown that becomes HTML."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.cleaning import ATTRIBUTES, CLASSES, TAGS
from sources.markup import to_html, to_inline_html
from sources.places import MaterialError

ALLOWED_CLASSES = {name for names in CLASSES.values() for name in names}
HOSTILE = [
    "<script>alert(1)</script>",
    "<script src=//evil.example></script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>alert(1)",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<iframe src='https://evil.example'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=x></object><embed src=x>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href='&#106;avascript:alert(1)'>a</a>",
    "<a href=' java\tscript:alert(1)'>a</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>a</a>",
    "<b onclick=alert(1) style='position:fixed' class=menu id=main>a</b>",
    "<p style='background:url(javascript:1)'>a</p>",
    "<style>*{display:none}</style>",
    "<form action=//evil.example><input name=a><button formaction=x>b</button></form>",
    "<base href=//evil.example><meta http-equiv=refresh content=0><link rel=stylesheet href=x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<title><img src=x onerror=alert(1)></title>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<template><script>alert(1)</script></template>",
    "<plaintext><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "[a](javascript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a](vbscript:x) [b](data:text/html;base64,x)",
    "![a](javascript:alert(1))",
    '![a" onerror="alert(1)](x)',
    '[a](https://x "\\" onmouseover=\\"alert(1)")',
    '[a](https://x "`\\"><script>alert(1)</script>`")',
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    "`<script>`alert(1)`</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "$<script>alert(1)</script>_$",
    "\ue0000\ue001<script>alert(1)</script>",
    "[^a]: <script>alert(1)</script>\n\n[^a]",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<a class='yt-timestamp menu' data-t='\"><script>' target=_top>a</a>",
]


class _Inspector(HTMLParser):
    """Fails on any element, attribute or address that the allow-list does not name."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()) | {"class", "rel"}, (tag, name)
            assert not (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))
            if name == "class":
                assert set((value or "").split()) <= {
                    "yt-timestamp",
                    "yt-time",
                    "footnote",
                    "footnote-ref",
                    "footnote-backref",
                }

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def inspect(html: str) -> None:
    inspector = _Inspector()
    inspector.feed(html)
    inspector.close()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("before", ["", "text ", "- ", "> ", "| a |\n|---|\n| ", "## "])
def test_nothing_hostile_gets_through(text: str, before: str) -> None:
    inspect(to_html(before + text))
    inspect(to_inline_html(before + text))


@given(st.lists(st.sampled_from([*HOSTILE, "\n\n", "`", "*", "_", "[", "](", "<", ">", "|", "$", "text"]), max_size=12))
def test_nothing_hostile_gets_through_in_any_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        inspect(to_html(text))
        inspect(to_inline_html(text))
    except MaterialError:
        pass


def test_words_beside_what_vanishes_stay() -> None:
    assert to_html("before <iframe src=x>no</iframe> after") == "<p>before  after</p>"
    assert to_html("before <script>never closed") == "<p>before never closed</p>"
    assert to_html("a <center>b</center> <custom-tag>c") == "<p>a b &lt;custom-tag&gt;c</p>"


def test_outside_links_tell_nobody_where_the_reader_came_from() -> None:
    assert 'rel="noopener noreferrer"' in to_html("[a](https://example.org)")
