import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.markup import plain_text, to_html, to_inline_html


def squeezed(html: str) -> str:
    return html.replace("\n", "")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("faces:\n*   **Cost** a\n*   b", "<p>faces:</p><ul><li><strong>Cost</strong> a</li><li>b</li></ul>"),
        ("a:\n1. b\n2. c", "<p>a:</p><ol><li>b</li><li>c</li></ol>"),
        ("a in\n1986. A good year", "<p>a in1986. A good year</p>"),
        ("- a\n  - b\n  - c\n- d", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
        ("1. a\n   - b", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
    ],
)
def test_lists_render_as_readers_expect(text: str, html: str) -> None:
    assert squeezed(to_html(text)) == html


def test_text_after_nested_items_belongs_to_the_outer_item() -> None:
    html = squeezed(to_html("*   a\n    *   b\n    text\n*   c"))

    assert html == "<ul><li><p>a</p><ul><li>b</li></ul><p>text</p></li><li><p>c</p></li></ul>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("> [!info] Title\n> body", "<blockquote><p><strong>Title</strong></p><p>body</p></blockquote>"),
        ("> [!TIP]\n> body", "<blockquote><p><strong>Tip</strong></p><p>body</p></blockquote>"),
        ("> [!info] A\nbody", "<blockquote><p><strong>A</strong></p><p>body</p></blockquote>"),
        ("> [!info] A\n1. b", "<blockquote><p><strong>A</strong></p></blockquote><ol><li>b</li></ol>"),
        ("> [!note]- **A**", "<blockquote><p><strong>A</strong></p></blockquote>"),
        ("> a\n> > b", "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>"),
        ("> a:\n> - b", "<blockquote><p>a:</p><ul><li>b</li></ul></blockquote>"),
    ],
)
def test_callouts_are_quotes_with_a_bold_title(text: str, html: str) -> None:
    assert squeezed(to_html(text)) == html


def test_tables_need_no_blank_line_and_keep_pipes_in_code_and_formulas() -> None:
    html = squeezed(to_html("text\n| a | b |\n|---|:-:|\n| `x|y` | $|x|$ |\nmore"))

    assert html == (
        "<p>text</p><table><thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td><code>x|y</code></td><td>$|x|$</td></tr></tbody></table><p>more</p>"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("$x_1$ and *so* $x_2$", "<p>$x_1$ and <em>so</em> $x_2$</p>"),
        ("$a < b$ $P'(x)*2*3=1$", "<p>$a &lt; b$ $P'(x)*2*3=1$</p>"),
        ("$$\n\\frac{a}{b}\n$$", "<p>$$\\frac{a}{b}$$</p>"),
        ("\\(a_b*c*\\)", "<p>\\(a_b*c*\\)</p>"),
        ("$200 for *all*, $4,000", "<p>$200 for <em>all</em>, $4,000</p>"),
        ("$5 = **five** dollars, not $", "<p>$5 = <strong>five</strong> dollars, not $</p>"),
        ("snake_case_word", "<p>snake_case_word</p>"),
    ],
)
def test_formulas_stay_readable_text(text: str, html: str) -> None:
    assert squeezed(to_html(text)) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# A", "<h2>A</h2>"),
        ("## A ##", "<h2>A</h2>"),
        ("text\n### B\nmore", "<p>text</p><h3>B</h3><p>more</p>"),
        ("#hashtag\n#1", "<p>#hashtag#1</p>"),
        ("text\n---\nmore", "<p>text</p><hr><p>more</p>"),
        ("a\n\n    not code", "<p>a</p><p>not code</p>"),
        ("```python\n# a <b>\n```", "<pre><code># a &lt;b&gt;</code></pre>"),
        ("`<script>` ``a`b``", "<p><code>&lt;script&gt;</code> <code>a`b</code></p>"),
        ("[Name]: word", "<p>[Name]: word</p>"),
        ("List<int> a<b", "<p>List&lt;int&gt; a&lt;b</p>"),
    ],
)
def test_other_blocks(text: str, html: str) -> None:
    assert squeezed(to_html(text)) == html


def test_code_in_a_list_keeps_its_own_indent() -> None:
    html = to_html("- a\n\n    ```\n    if x:\n        y\n    ```\n- b")

    assert "<pre><code>if x:\n    y\n</code></pre>" in html
    assert html.count("<li>") == 2


def test_footnotes_are_linked_to_their_text_and_not_read_as_words() -> None:
    html = to_html("A fact[^1].\n\n[^1]: The source.")

    assert 'href="#fn:1"' in html
    assert 'id="fn:1"' in html
    assert plain_text(html) == "A fact. The source."


def test_images_become_links() -> None:
    assert to_inline_html("![a plan](https://example.org/a.png)") == (
        '<a href="https://example.org/a.png" rel="noopener noreferrer">a plan</a>'
    )


@pytest.mark.parametrize(
    "target", ["notes.md", "../a", "//evil.example", "/\\evil.example", "javascript:alert(1)", "#x"]
)
def test_links_that_lead_nowhere_are_no_links(target: str) -> None:
    assert "href" not in to_inline_html(f"[a]({target})")


@pytest.mark.parametrize(
    "target", ["https://example.org/", "http://example.org/", "mailto:a@example.org", "/courses/a"]
)
def test_links_that_lead_somewhere_stay(target: str) -> None:
    assert f'href="{target}"' in to_inline_html(f"[a]({target})")


def test_inline_text_has_no_blocks() -> None:
    assert to_inline_html("1. *a*\n\n# b") == "1. <em>a</em> # b"
    assert to_inline_html("- a > b") == "- a &gt; b"
    assert to_inline_html("") == ""


@given(st.text(alphabet="Aaé1- .,;:?%()’“–… ", min_size=1, max_size=30))
def test_plain_words_are_what_markdown_makes_of_them(words: str) -> None:
    assert f"{to_inline_html(words)} <em>x</em>".strip() == to_inline_html(f"{words} *x*")


def test_nothing_of_one_text_is_left_for_the_next() -> None:
    to_html("[a]: https://example.org/\n\nnote[^1]\n\n[^1]: text")

    assert to_html("[a] note[^1]") == "<p>[a] note[^1]</p>"
    assert 'id="fn:1"' in to_html("note[^1]\n\n[^1]: text")
