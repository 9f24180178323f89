"""Articles to import, about a thousand words each, with the habits that such articles have; the same at each run."""

from itertools import islice
from pathlib import Path

WORDS = (
    "a career is a runway which nobody extends for you and whoever waits for recognition may wait until the market "
    "has moved on so look early at what is paid elsewhere talk with people of your trade and write down what you "
    "learned before the week is over because a small step that has a date is worth more than a plan without one"
).split()
SENTENCES_OF_A_PARAGRAPH = 4
PARAGRAPHS = 16


def write_articles(folder: Path, number: int) -> None:
    for each in range(number):
        folder.joinpath(f"Article {each:04}.md").write_text(article(each), encoding="utf-8", newline="\n")


def article(number: int) -> str:
    """The number says which habits it has: headings, the head, and what stands between the paragraphs."""
    parts = [_paragraph(number, at) for at in range(PARAGRAPHS)]
    for at in range(0, PARAGRAPHS, 2):
        parts[at] = f"{_heading(number, at)}\n\n{parts[at]}\n\n{_block(number + at // 2, number + at)}"
    return _head(number) + "\n\n".join(parts) + "\n"


def _heading(number: int, at: int) -> str:
    """Modules alone; modules with lessons; H3 first, with times; underlined; none at all."""
    words = _words(number + at, 4)
    lesson = "##" if at % 4 == 0 else "###"
    underlined = f"Part {at}, with [[a_link | {_words(at, 2)}]]\n---"
    return (f"## Part {at}: {words}", f"{lesson} {words}", f"### {words} {_time(at * 90)}", underlined, "")[number % 5]


def _block(kind: int, start: int) -> str:
    return (_list, _table, _fence, _callout)[kind % 4](start)


def _head(number: int) -> str:
    rule = "\n---" if number % 3 == 0 else " <br/>"
    facts = f"title: About {_words(number, 4)}\nvideoId: abcdefghi{number % 90 + 10}"
    return f"---\n{facts}\n---\n\nFrom: [[a_channel]]{rule}\n\n"


def _paragraph(number: int, at: int) -> str:
    starts = range(number + at * 7, number + at * 7 + SENTENCES_OF_A_PARAGRAPH)
    return " ".join(f"{_words(start, 11 + start % 5)} {_time(at * 60 + start % 50)}." for start in starts)


def _words(start: int, number: int) -> str:
    endless = (WORDS[(start * 13 + step) % len(WORDS)] for step in range(number))
    return " ".join(islice(endless, number)).capitalize()


def _time(seconds: int) -> str:
    time = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f'<a class="yt-timestamp" data-t="{time}">[{time}]</a>'


def _list(start: int) -> str:
    return "\n".join(
        f"*   **{_words(start + each, 2)}** [[some_page | {_words(each, 3)}]] {_time(start)}" for each in range(4)
    )


def _table(start: int) -> str:
    return "\n".join(["| One | Other |", "|---|---|", *(f"| {_words(start, 2)} | `x{each}` |" for each in range(3))])


def _fence(start: int) -> str:
    return f"```python\n# {_words(start, 4)}\n## no heading\nprint({start})\n```"


def _callout(start: int) -> str:
    return f"> [!info] {_words(start, 3)}\n> {_words(start, 12)}."
