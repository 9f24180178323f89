import pytest

from sources.blocks import Block, cut_into_blocks, find_quotation, normalise_quotation
from sources.markup import plain_text, to_html

TIME = '<a class="yt-timestamp" href="https://www.youtube.com/watch?v=q8S-685BZcY&amp;t=12s" data-t="12">0:12</a>'


def test_top_level_blocks_get_anchors_and_text() -> None:
    blocks = cut_into_blocks(to_html(f"One *word* {TIME}.\n\n- a\n- b\n\n---\n\n> quoted"))

    assert [(block.anchor, block.text) for block in blocks] == [
        ("p1", "One word."),
        ("p2", "a b"),
        ("p3", ""),
        ("p4", "quoted"),
    ]
    assert blocks[0].html.startswith('<p id="p1">One <em>word</em>')
    assert blocks[2].html == '<hr id="p3">'


def test_loose_text_becomes_a_paragraph() -> None:
    assert cut_into_blocks("loose <em>words</em><p>a</p>tail<br>more") == (
        Block("p1", '<p id="p1">loose <em>words</em></p>', "loose words"),
        Block("p2", '<p id="p2">a</p>', "a"),
        Block("p3", '<p id="p3">tail<br>more</p>', "tail more"),
    )


def test_nothing_has_no_blocks() -> None:
    assert cut_into_blocks("") == ()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<p>One {TIME}, {TIME}. Two.</p>", "One. Two."),
        (f"<p>One ({TIME}) two</p>", "One two"),
        (f"<p>One ({TIME}, {TIME}). Two</p>", "One. Two"),
        (f"<p>{TIME} One</p>", "One"),
        (f"<p>{TIME}, one</p>", "one"),
        (f"<p>One {TIME} and {TIME}, but two {TIME}</p>", "One, but two"),
        ('<p>One <span class="yt-time">12:41:00</span>: two</p>', "One: two"),
        ("<p>a&amp;b &lt;c&gt;</p>", "a&b <c>"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("<p>12 : 30 stays</p>", "12 : 30 stays"),
    ],
)
def test_text_reads_naturally_without_video_times(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("“You’re  not\nready yet”", '"You\'re not ready yet"'),
        ("Cafe\u0301 !", "Café!"),
        ("Case Kept", "Case Kept"),
    ],
)
def test_quotations_are_compared_in_one_spelling(written: str, normal: str) -> None:
    assert normalise_quotation(written) == normal


def test_quotations_are_found_in_their_block() -> None:
    blocks = cut_into_blocks("<p>First one.</p><p>“Second” one.</p><p>Third.</p>")

    assert find_quotation(blocks, '"Second" one') == blocks[1]
    assert find_quotation(blocks, "one. Third") == blocks[1]
    assert find_quotation(blocks, "First one. “Second”") == blocks[0]
    assert find_quotation(blocks, "second") is None
    assert find_quotation(blocks, "  ") is None
