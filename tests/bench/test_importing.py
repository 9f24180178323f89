from pathlib import Path

from bench.articles import article, write_articles
from bench.importing import import_articles
from course.material.starting import make_files


def test_articles_to_import_are_the_same_at_each_run_and_differ_from_each_other(tmp_path: Path) -> None:
    write_articles(tmp_path, 30)

    texts = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())]

    assert texts == [article(number) for number in range(30)]
    assert len(set(texts)) == 30


def test_articles_to_import_have_the_habits_of_their_family() -> None:
    made = [make_files(article(number), "article.md")[1] for number in range(5)]

    assert all(started.lessons > 1 for started in made[:4])
    assert (made[4].modules, made[4].lessons) == (1, 1)


def test_import_is_measured_from_start_to_end() -> None:
    measured = import_articles(2)

    assert measured.articles == 2
    assert measured.cpu_seconds > 0
    assert measured.peak_bytes > 20_000_000
