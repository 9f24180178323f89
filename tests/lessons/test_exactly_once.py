"""Every sentence and every video time of an article is in exactly one of welcome and lessons, in its order."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.arrangement import arrange
from lessons.article import read_article
from lessons.lesson import Outline
from sources.places import MaterialError
from tests.lessons.articles import FAMILY_ARTICLES, SEED, all_blocks
from tests.lessons.splitting import same_times, sentences_of, shown_times, shown_words, written_times, written_words


def outline_of(text: str) -> Outline:
    return arrange(read_article(text, "a/article.md"))


@pytest.mark.parametrize("path", [SEED, *FAMILY_ARTICLES], ids=lambda path: path.stem)
def test_words_and_times_are_there_once_and_in_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    blocks = all_blocks(outline_of(text))

    assert shown_words(blocks) == written_words(text)
    assert same_times(shown_times(blocks), written_times(text))


@pytest.mark.parametrize("path", [SEED, *FAMILY_ARTICLES], ids=lambda path: path.stem)
def test_no_sentence_is_in_two_lessons(path: Path) -> None:
    outline = outline_of(path.read_text(encoding="utf-8"))
    parts = [outline.welcome, *(lesson.blocks for module in outline.modules for lesson in module.lessons)]

    words = [shown_words(part) for part in parts]

    once = written_words(path.read_text(encoding="utf-8"))
    for sentence in {run for part in words for run in sentences_of(part) if len(run) == 8}:
        shown = sum(count(part, sentence) for part in words)
        assert shown == count(once, sentence)


def count(words: list[str], run: tuple[str, ...]) -> int:
    text, wanted = f" {' '.join(words)} ", f" {' '.join(run)} "
    return text.count(wanted)


WORDS = st.text(alphabet="abcdefghij", min_size=1, max_size=6)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
TIMES = st.integers(0, 59).map(
    lambda second: f'<a class="yt-timestamp" data-t="00:07:{second:02}">[00:07:{second:02}]</a>'
)
HEADINGS = st.tuples(st.integers(1, 5), SENTENCES, st.one_of(st.just(""), TIMES)).map(
    lambda made: f"{'#' * made[0]} {made[1]} {made[2]}"
)
PIECES = st.one_of(
    SENTENCES,
    st.tuples(SENTENCES, TIMES).map(" ".join),
    HEADINGS,
    SENTENCES.map(lambda words: f"*   **{words}** more\n    *   {words}\n*   [[a_b | {words}]]"),
    SENTENCES.map(lambda words: f"> [!info] {words}\n> {words}"),
    SENTENCES.map(lambda words: f"1. {words}\n2. `{words}`"),
    SENTENCES.map(lambda words: f"| {words} | [[x | {words}]] |\n|---|---|\n| a | {words} |"),
    st.just("---"),
)


@given(st.lists(PIECES, max_size=14))
def test_generated_articles_lose_and_double_nothing(pieces: list[str]) -> None:
    text = "---\ntitle: A\nvideoId: q8S-685BZcY\n---\n\nFrom: [[someone]] <br/>\n\n" + "\n\n".join(pieces)

    blocks = all_blocks(outline_of(text))

    assert shown_words(blocks) == written_words(text)
    assert same_times(shown_times(blocks), written_times(text))


ROUGH = st.text(alphabet="ab #-=`~>*|[]()!<>\"'$:.0123\n\t{}/", max_size=300)


@given(ROUGH, ROUGH)
def test_rough_texts_raise_nothing_but_a_refusal(head: str, body: str) -> None:
    for text in (body, f"---\n{head}\n---\n{body}", f'a <a class="yt-timestamp" data-t="{head}">{body}</a>'):
        with suppress(MaterialError):
            assert outline_of(text).modules
